"""What search costs: `python -m tests.bench.search [sqlite|postgresql]`; `SCALE` articles, or 100,000.

An invented newspaper (`tests.bench.newspaper`), brought in in bulk; then several kinds of query: what is
found for the first page, newest first, and the whole page as a reader gets it, against `icontains` and, on
PostgreSQL, against `to_tsvector('simple')`, as a stock CMS asks them. CPU time is this process's own and
that of its database server, in milliseconds.
"""

from __future__ import annotations

import itertools
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.archives import _set_up
from tests.bench.desk import _server_seconds, server_of
from tests.bench.newspaper import NAMES, write
from tests.bench.report import Figure, say

ROUNDS = 15
QUERIES = {
    "common, 46 %": ["发展"],
    "common, 5 %": ["养老"],
    "phrase": ["营商环境", "居家养老服务"],
    "long phrase": ["一刻钟便民生活圈建设"],
    "three words": ["养老 社区 2025", "发展 营商环境 食堂"],
    "name": list(NAMES[:6]),
    "rare": ["饕餮", "鳜鱼"],
    "one letter": ["养", "饕"],
    "no hit": ["无此词语也", "魑魅魍魉", "zq"],
}


def main(database: str, articles: int) -> None:
    """Fill a newsroom, and print what it took and what each kind of query costs."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ |= dict.fromkeys(("SEARCHES_PER_MINUTE", "SEARCHES_PER_HOUR"), str(10**9))
        _set_up(database, Path(folder))
        server = server_of(Path(folder)) if database == "postgresql" else None
        cost = partial(seconds, server=server)
        figures = itertools.chain(build(articles, cost, database), updates(cost), queries(cost, database))
        say(f"search-{database}", figures)


def seconds(work: Callable[[], Any], server: int | None) -> float:
    """Return the CPU time of `work`, in this process and in the server's."""
    start = time.process_time() + _server_seconds(server)
    work()
    return time.process_time() + _server_seconds(server) - start


def build(articles: int, cost: Callable[..., float], database: str) -> Iterator[Figure]:
    """Write the articles as an import does, then bring them into the index."""
    from articles.search import upkeep

    written = cost(lambda: write(articles))
    text = size_of_text()
    before = size(database)
    indexed = cost(upkeep.bring_in_all)
    yield Figure("articles", articles)
    yield Figure("written in bulk", articles / written, "articles a CPU-second")
    yield Figure("indexed", articles / indexed, "articles a CPU-second")
    yield Figure("text", text / 1e6, "MB")
    yield Figure("index to text", size_of_index(database) / text, "times the bytes")
    yield Figure("whole database before the index", before / 1e6, "MB")
    yield Figure("whole database with it", size(database) / 1e6, "MB")
    if database == "postgresql":
        run("VACUUM ANALYZE articles_article")
        yield Figure("a stock CMS's index, made", cost(stock_index), "CPU s")


def updates(cost: Callable[..., float]) -> Iterator[Figure]:
    """An editor's saves right after the bulk load, of articles old and new."""
    from articles.models import Article

    keys = random.Random(3).sample(range(1, Article.objects.count() + 1), 200)

    def save(article: Any) -> None:
        article.body += "<p>更正：地点是北塘。</p>"
        article.save()

    rows = [Article.objects.get(pk=key) for key in keys]
    times = sorted(cost(partial(save, row)) * 1000 for row in rows)
    yield from spread("one article saved", times)
    yield Figure("one article saved, most", times[-1], "CPU ms")


def queries(cost: Callable[..., float], database: str) -> Iterator[Figure]:
    from articles.models import Article
    from articles.search import parse
    from articles.search.finding import newest
    from articles.search.scope import Scope

    def keys(typed: str) -> list[int]:
        return [hit.key for hit in itertools.islice(newest(parse(typed), Scope()), 21)]

    page = reader()

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
        naive = [cost(partial(icontains, one)) * 1000 for one in typed[:2]]
        yield from spread("newest 21", found, kind)
        yield from spread("the page", whole, kind)
        yield Figure("found", len(keys(typed[0])), of=kind)
        yield Figure("icontains", statistics.median(naive), "CPU ms", of=kind)
        if database == "postgresql":
            stock = [timed(cost, partial(as_stock, one), database) for one in typed]
            yield Figure("to_tsvector('simple')", statistics.median(stock), "CPU ms", of=kind)
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
    times = 20 if database == "postgresql" else 10
    return cost(lambda: [work() for _ in range(times)]) * 1000 / times


def spread(what: str, times: list[float], of: str = "") -> Iterator[Figure]:
    """The median and the 95th percentile."""
    times = sorted(times)
    for name, share in (("p50", 0.5), ("p95", 0.95)):
        yield Figure(f"{what}, {name}", times[min(len(times) - 1, int(len(times) * share))], "CPU ms", of=of)


def stock_index() -> None:
    run("CREATE INDEX stock ON articles_article USING gin (to_tsvector('simple', headline || ' ' || body))")


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
