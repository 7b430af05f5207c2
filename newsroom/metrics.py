"""Figures for Prometheus, where the setting METRICS asks for them.

Requests are counted twice: as they are answered, and as Django makes the answer; the difference is what the
page cache has sent from memory. Each process counts for itself, into files that all of them read
(`PROMETHEUS_MULTIPROC_DIR`, emptied before the server starts). What waits is asked of the database when the
figures are asked for.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpResponse

ANSWERED, MADE = "answered", "made"

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

if settings.METRICS:
    _folder = Path(os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", str(settings.VAR_DIR / "metrics")))
    _folder.mkdir(parents=True, exist_ok=True)

import prometheus_client as prometheus  # noqa: E402  It looks for the folder when it is read.
from prometheus_client.core import GaugeMetricFamily  # noqa: E402
from prometheus_client.multiprocess import MultiProcessCollector  # noqa: E402

_REQUESTS = prometheus.Counter(
    "newsroom_requests",
    "Requests: answered, also from memory, or made by Django",
    ["by", "kind", "status"],
)
_KINDS = {"admin": "desk", "static": "static", "media": "media", "search": "search", "feeds": "feed"}


def counted(application: Application, by: str) -> Application:
    """Return an application that counts what `application` answers, unless METRICS is off."""
    if not settings.METRICS:
        return application

    def count(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kind = _KINDS.get(environ.get("PATH_INFO", "").split("/", 2)[1:2][0], "page")

        def start(status: str, *said: Any) -> Any:
            _REQUESTS.labels(by, kind, status[:3]).inc()
            return start_response(status, *said)

        return application(environ, start)

    return count


def page() -> HttpResponse:
    """All figures, in Prometheus' own words."""
    registry = prometheus.CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(_Waiting())
    return HttpResponse(prometheus.generate_latest(registry), content_type=prometheus.CONTENT_TYPE_LATEST)


class _Waiting:
    """What waits, asked of the database."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        from django_tasks_db.models import DBTaskResult

        from articles import generation
        from articles.models import ImportBatch
        from articles.search import upkeep

        state = ImportBatch.State
        batches = ImportBatch.objects.filter(state__in=(state.QUEUED, state.RUNNING))
        yield _gauge(
            "newsroom_tasks_waiting", "Tasks that no worker has begun", DBTaskResult.objects.ready().count()
        )
        yield _gauge("newsroom_imports_busy", "Batches that wait for a worker or have one", batches.count())
        yield _gauge("newsroom_index_waiting", "Rows that are not in the search index yet", upkeep.waiting())
        yield _gauge("newsroom_generation", "Moves with whatever is public", generation.current())


def _gauge(name: str, what: str, value: int) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, what, value=value)
