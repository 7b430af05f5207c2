"""What it costs to send a page: `python -m tests.bench.served [sqlite|postgresql]`.

`SCALE` articles, or 4,000. All servers run at once and are put under load by turns, for `SECONDS` each (3) in
each of `ROUNDS` (5); figures are medians of the rounds, and ratios are taken within a round. What sends
compressed pages sends the same bytes. wrk and the servers share this machine, so CPU time says more than
requests a second. It needs wrk and nginx (Debian: `apt-get install wrk nginx-light`). `WAGTAIL` names the
Python of an environment that has Wagtail: see `make bench-wagtail`.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.archives import _set_up
from tests.bench.desk import server_of
from tests.bench.report import Figure, say
from tests.bench.served import contenders
from tests.bench.served.contenders import Contender, Field
from tests.bench.served.load import Load, fetched, put
from tests.bench.served.peers import Wagtail
from tests.bench.served.servers import settle

SECONDS, ROUNDS = int(os.environ.get("SECONDS", "3")), int(os.environ.get("ROUNDS", "5"))
PAGES = ("article", "topic", "front")

Loads = dict[tuple[str, str], list[Load]]  # Of a page and a contender, one a round.


def main(database: str, articles: int) -> None:
    """Fill a newsroom, serve it in every way, and say what each costs."""
    for program in ("wrk", "nginx"):
        if not shutil.which(program):
            sys.exit(f"{program} is needed: apt-get install wrk nginx-light")
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        _set_up(database, folder)
        pages = fill(articles)
        servers = (server_of(folder),) if database == "postgresql" else ()
        field = Field(stack, folder)
        everybody = list(start(field, pages, folder))
        part, figures = f"served-{database}", list[Figure]()
        if python := os.environ.get("WAGTAIL"):
            part, wagtail = f"wagtail-{database}", Wagtail(Path(python), folder)
            figures += wagtail.importing()
            everybody += wagtail.start(field)
        loads = by_turns(everybody, servers)
        say(part, [*figures, *said(loads)])


def fill(articles: int) -> dict[str, str]:
    """Write a newspaper; return the address of each page that is measured."""
    from django.core.management import call_command

    from articles.models import Article
    from tests.bench import newspaper

    newspaper.write(articles)
    call_command("collectstatic", interactive=False, verbosity=0)
    newest = Article.objects.published().order_by("-listed_on", "-pk").first()
    return {"article": f"/articles/{newest.pk}/", "topic": "/topics/yanglao/", "front": "/"}


def start(field: Field, pages: dict[str, str], folder: Path) -> Iterator[Contender]:
    """Start everybody who sends Newsroom's pages."""
    ours = field.newsroom(contenders.NEWSROOM, pages)
    yield ours
    yield from field.with_files(contenders.saved(ours, folder / "pages"))
    yield field.newsroom(contenders.NEWSROOM_2, pages, workers=2)
    settings = "tests.bench.served.kept_by_django"
    yield field.newsroom(contenders.MIDDLEWARE, pages, DJANGO_SETTINGS_MODULE=settings)
    yield field.newsroom(contenders.UNCACHED, pages, PAGE_CACHE_MB="0")


def by_turns(everybody: list[Contender], servers: tuple[int, ...]) -> Loads:
    """Put load on every page of everybody, once a round; each page has been sent a few times before."""
    turns = [(page, one) for page in PAGES for one in everybody if page in one.urls]
    for page, one in turns * 10:
        fetched(one.urls[page])
    loads: Loads = {}
    for turn in range(ROUNDS):
        for page, one in turns:
            load = put(one.urls[page], SECONDS, one.process, *servers)
            settle(one.process, *servers)
            loads.setdefault((page, one.name), []).append(load)
        print(f"round {turn + 1} of {ROUNDS}", file=sys.stderr, flush=True)
    return loads


def said(loads: Loads) -> Iterator[Figure]:
    """What everybody did, and how Newsroom behind its cache stands beside the others."""
    for (page, name), rounds in loads.items():
        of = f"{page}, {name}"
        ours = name in (contenders.NEWSROOM, contenders.NEWSROOM_2)
        yield Figure("requests a second", _median(load.rate for load in rounds), of=of)
        yield Figure("CPU a request", _median(load.cpu * 1e6 for load in rounds), "µs", of=of)
        slowest = _median(load.p99 for load in rounds)
        yield Figure("p99 at 64 connections", slowest, "ms", of=of, at_most=30 if ours else None)
    for page in PAGES:
        yield from _beside(loads, page)


# What is asked of Newsroom behind its cache, per other: requests a second at least, CPU at most, as shares.
TARGETS = {
    contenders.NGINX: (0.5, 3.0),
    contenders.WAGTAIL: (150.0, None),
    contenders.WAGTAIL_KEPT: (10.0, None),
}


def _beside(loads: Loads, page: str) -> Iterator[Figure]:
    ours = loads[page, contenders.NEWSROOM]
    for (other_page, name), rounds in loads.items():
        if other_page != page or name in (contenders.NEWSROOM, contenders.NEWSROOM_2):
            continue
        least, most = TARGETS.get(name, (None, None))
        of = f"{page}, Newsroom to {name}"
        yield Figure("requests a second", _ratio(ours, rounds, _rate), "times", of, at_least=least)
        yield Figure("CPU a request", _ratio(ours, rounds, _cpu), "times", of, at_most=most)


def _rate(load: Load) -> float:
    return load.rate


def _cpu(load: Load) -> float:
    return load.cpu


def _ratio(ours: list[Load], others: list[Load], of: Callable[[Load], float]) -> float:
    """The median of the ratios within a round: what else the machine does falls on both."""
    return _median(of(one) / of(other) for one, other in zip(ours, others, strict=True))


def _median(values: Iterator[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int(os.environ.get("SCALE", "4000")))
