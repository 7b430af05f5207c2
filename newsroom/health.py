"""Whether this process answers, and whether the newsroom can work: `/healthz` and `/readyz`.

For whoever looks after the machine: a load balancer, systemd, a deployment. They answer this machine and
private networks alone, by any host name, also while the site is closed; to anybody else they do not exist.
"""

from collections.abc import Callable, Iterator
from functools import cache

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse

from articles import generation, guards
from articles.addresses import is_from_nearby
from articles.search import upkeep
from newsroom import metrics


class HealthMiddleware:
    """Answers before all else: no host name, no redirect to HTTPS and no maintenance is in the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._answers = {"/healthz": alive, "/readyz": ready}
        if settings.METRICS:
            self._answers["/metrics"] = metrics.page

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self._answers.get(request.path)
        if answer is None or not is_from_nearby(request):
            return self.get_response(request)
        response = answer()
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def alive() -> HttpResponse:
    """Say that this process answers, without asking the database."""
    return _plain("ok")


def ready() -> HttpResponse:
    """Say that all is there that pages and desk need; 503, with what is not, otherwise."""
    try:
        troubles = list(_troubles())
    except DatabaseError:
        troubles = ["数据库连不上。请检查数据库服务和 DATABASE_URL。"]
    return _plain("\n".join(troubles), 503) if troubles else _plain("ok")


def _troubles() -> Iterator[str]:
    applied = MigrationRecorder(connection).applied_migrations()
    if missing := [".".join(key) for key in sorted(_shipped()) if key not in applied]:
        yield f"数据库缺少迁移：{'、'.join(missing)}。请运行 manage.py migrate。"
        return  # What follows cannot be whole.
    if said := upkeep.trouble():
        yield f"数据库不能搜索：{said}。"
    elif names := upkeep.missing():
        yield f"搜索索引不完整：{'、'.join(names)}。请运行 manage.py migrate，再运行 rebuild_search_index。"
    if names := [*guards.missing(), *generation.missing()]:
        yield f"数据库缺少规则：{'、'.join(names)}。请运行 manage.py migrate。"


@cache
def _shipped() -> frozenset[tuple[str, str]]:
    """The migrations that this version brings. A database may have more: of the version that comes next."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def _plain(text: str, status: int = 200) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")
