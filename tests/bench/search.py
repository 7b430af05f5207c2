"""What search costs: `python -m tests.bench.search [sqlite|postgresql]`; `SCALE` articles, or 100,000.

With `KEEP` it is asked of the newspaper of that size that `tests.bench.growth` has left there.

An invented newspaper (`tests.bench.newspaper`), brought in in bulk; then several kinds of query: what is
found for the first page, newest first, and the whole page as a reader gets it, against `icontains` and, on
PostgreSQL, against `to_tsvector('simple')`, as a stock CMS asks them. CPU time is this process's own and
that of its database server, in milliseconds.
"""

from __future__ import annotations

import itertools
import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from tests.bench import kept
from tests.bench.archives import _set_up
from tests.bench.desk import _server_seconds, server_of
from tests.bench.newspaper import NAMES, write
from tests.bench.report import Figure, say

ROUNDS = 15
SLOW = 0.2  # Seconds: what takes longer is asked once.
USUAL = 100_000
ONE_LETTER = "one letter"
PAGE_MS = 12
QUERIES = {
    "common, 46 %": ["发展"],
    "common, 5 %": ["养老"],
    "phrase": ["营商环境", "居家养老服务"],
    "long phrase": ["一刻钟便民生活圈建设"],
    "three words": ["养老 社区 2025", "发展 营商环境 食堂"],
    "name": list(NAMES[:6]),
    "rare": ["饕餮", "鳜鱼"],
    ONE_LETTER: ["养", "饕"],
    "no hit": ["无此词语也", "魑魅魍魉", "zq"],
}


class Limits(NamedTuple):
    """What search is to cost: CPU milliseconds; times the text; articles a CPU-second."""

    found: float
    found_of_many: float
    save: float
    index: float
    indexed: float


LIMITS = {"sqlite": Limits(3, 10, 10, 0.6, 500), "postgresql": Limits(8, 30, 20, 1.7, 180)}


def main(database: str, articles: int) -> None:
    """Fill a newsroom, and print what it took and what each kind of query costs."""
    with kept.home() as home:
        folder = kept.folder_of(home, database, articles)
        if kept.is_kept() and not kept.record_of(folder).exists():
            sys.exit(f"{folder}: tests.bench.growth makes it, with the same KEEP and SCALE.")
        os.environ |= dict.fromkeys(("SEARCHES_PER_MINUTE", "SEARCHES_PER_HOUR"), str(10**9))
        folder.mkdir(exist_ok=True)
        _set_up(database, folder)
        cost = partial(seconds, server=server_of(folder) if database == "postgresql" else None)
        figures = itertools.chain(
            [Figure("articles", articles)],
            () if kept.is_kept() else build(articles, cost, database),
            sizes(database),
            updates(cost, database),
            stock_index(cost) if database == "postgresql" else (),
            queries(cost, database, articles),
        )
        say(f"search-{database}", figures)
        if database == "postgresql":
            run("DROP INDEX stock")


def seconds(work: Callable[[], Any], server: int | None) -> float:
    """Return the CPU time of `work`, in this process and in the server's."""
    start = time.process_time() + _server_seconds(server)
    work()
    return time.process_time() + _server_seconds(server) - start


def build(articles: int, cost: Callable[..., float], database: str) -> Iterator[Figure]:
    """Write the articles as an import does, then bring them into the index."""
    from articles.search import upkeep

    yield Figure("written in bulk", articles / cost(lambda: write(articles)), "articles a CPU-second")
    before = size(database)
    indexed = articles / cost(upkeep.bring_in_all)
    yield Figure("indexed", indexed, "articles a CPU-second", at_least=LIMITS[database].indexed)
    yield Figure("whole database before the index", before / 1e6, "MB")
    if database == "postgresql":
        run("VACUUM ANALYZE articles_article")


def sizes(database: str) -> Iterator[Figure]:
    text = size_of_text()
    yield Figure("text", text / 1e6, "MB")
    index = size_of_index(database) / text
    yield Figure("index to text", index, "times the bytes", at_most=LIMITS[database].index)
    yield Figure("whole database with it", size(database) / 1e6, "MB")


def updates(cost: Callable[..., float], database: str) -> Iterator[Figure]:
    """An editor's saves right after the bulk load, of articles old and new."""
    from articles.models import Article

    keys = random.Random(3).sample(range(1, Article.objects.count() + 1), 200)

    def save(article: Any) -> None:
        article.body += "<p>更正：地点是北塘。</p>"
        article.save()

    rows = [Article.objects.get(pk=key) for key in keys]
    times = sorted(cost(partial(save, row)) * 1000 for row in rows)
    yield from spread("one article saved", times, at_most=LIMITS[database].save)
    yield Figure("one article saved, most", times[-1], "CPU ms")


def queries(cost: Callable[..., float], database: str, articles: int) -> Iterator[Figure]:
    """What is found, what a stock CMS finds; the targets are for 100,000 articles, and for a million."""
    from articles.models import Article
    from articles.search import parse
    from articles.search.finding import newest
    from articles.search.scope import Scope

    def keys(typed: str) -> list[int]:
        return [hit.key for hit in itertools.islice(newest(parse(typed), Scope()), 21)]

    page = reader()
    limits, is_usual = LIMITS[database], articles <= USUAL

    def icontains(typed: str) -> list[Any]:
        rows = Article.objects.published()
        for word in typed.split():
            rows = rows.filter(body__icontains=word)
        return list(rows.order_by("-listed_on", "-id").values_list("pk")[:21])

    for kind, typed in QUERIES.items():
        for one in typed:
            keys(one), page(one)
        found = [timed(cost, partial(keys, one), database) for one in typed for _ in range(ROUNDS)]
        whole = [timed(cost, partial(page, one), database) for one in typed for _ in range(5)]
        naive = cost(partial(icontains, typed[0])) * 1000
        most = limits.found if is_usual else limits.found_of_many
        yield from spread("newest 21", found, kind, at_most=None if kind == ONE_LETTER else most)
        yield from spread("the page", whole, kind, at_most=PAGE_MS if is_usual else None)
        yield Figure("found", len(keys(typed[0])), of=kind)
        yield Figure("icontains", naive, "CPU ms", of=kind)
        if database == "postgresql":
            stock = timed(cost, partial(as_stock, typed[0]), database)
            yield Figure("to_tsvector('simple')", stock, "CPU ms", of=kind)
            yield Figure("to_tsvector('simple') found", len(as_stock(typed[0])), of=kind)


def reader() -> Callable[[str], None]:
    """Return what asks for a page of results, as a server does for a reader."""
    from django.core.wsgi import get_wsgi_application
    from django.test import RequestFactory

    application, requests = get_wsgi_application(), RequestFactory()

    def page(typed: str) -> None:
        environ = requests.get("/search/", {"q": typed}, headers={"host": "localhost"}).environ
        status: list[str] = []
        response = application(environ, lambda said, headers: status.append(said))
        b"".join(response)
        response.close()
        assert status == ["200 OK"], status

    return page


def timed(cost: Callable[..., float], work: Callable[[], Any], database: str) -> float:
    """CPU milliseconds of one of several runs: to read a clock costs time, a server ticks every 10 ms."""
    if (once := cost(work)) > SLOW:
        return once * 1000
    times = 20 if database == "postgresql" else 10
    return cost(lambda: [work() for _ in range(times)]) * 1000 / times


def spread(what: str, times: list[float], of: str = "", at_most: float | None = None) -> Iterator[Figure]:
    """The median, and the 95th percentile, which the target is for."""
    times = sorted(times)
    for name, share, target in (("p50", 0.5, None), ("p95", 0.95, at_most)):
        time = times[min(len(times) - 1, int(len(times) * share))]
        yield Figure(f"{what}, {name}", time, "CPU ms", of=of, at_most=target)


def stock_index(cost: Callable[..., float]) -> Iterator[Figure]:
    """Make what a stock CMS searches by."""
    run("DROP INDEX IF EXISTS stock")
    text = "to_tsvector('simple', headline || ' ' || body)"
    made = cost(partial(run, f"CREATE INDEX stock ON articles_article USING gin ({text})"))
    run("VACUUM ANALYZE articles_article")
    yield Figure("a stock CMS's index, made", made, "CPU s")


def as_stock(typed: str) -> list[Any]:
    return run(
        "SELECT id FROM articles_article WHERE to_tsvector('simple', headline || ' ' || body) "
        "@@ plainto_tsquery('simple', %s) AND listed_on IS NOT NULL "
        "ORDER BY listed_on DESC, id DESC LIMIT 21",
        [typed],
    )


def run(statement: str, values: list[Any] | None = None) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def size_of_text() -> int:
    from django.db import connection

    length = (
        "octet_length(headline || body)"
        if connection.vendor == "postgresql"
        else ("length(CAST(headline || body AS blob))")
    )
    return int(run(f"SELECT sum({length}) FROM articles_article")[0][0])  # noqa: S608


def size_of_index(database: str) -> int:
    if database == "sqlite":
        return int(run("SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'article_search_%'")[0][0])
    return int(run("SELECT pg_relation_size('article_search_1')")[0][0])


def size(database: str) -> int:
    if database == "sqlite":
        return int(run("SELECT sum(pgsize) FROM dbstat")[0][0])
    return int(run("SELECT pg_database_size(current_database())")[0][0])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int(os.environ.get("SCALE", "100000")))
