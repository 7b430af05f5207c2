"""What search costs: `python -m tests.bench.search [sqlite|postgresql]`; `SCALE` articles, or 100,000.

Invented public articles of about 800 characters, over ten years, brought in in bulk; then several kinds of
query: what is found for the first page, newest first, and the whole page as a reader gets it, against
`icontains` and, on PostgreSQL, against `to_tsvector('simple')`, as a stock CMS asks them. CPU time is this
process's own and that of its database server, in milliseconds.
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
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.archives import _set_up
from tests.bench.desk import _server_seconds, server_of
from tests.bench.prose import sentences

YEARS = 10
ROUNDS = 15
CHUNK = 2_000
LENGTH = 800  # Characters of an article, about.
COMMON, HALF = ("养老", 0.05), ("发展", 0.46)
PHRASES = (("营商环境", 0.03), ("居家养老服务", 0.01), ("一刻钟便民生活圈建设", 0.002))
NAMES = tuple(f"{a}{b}{c}" for a in "裴戚鄢昝逄" for b in "文彤以若" for c in "澜溪舟")
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
        print("| what | figure |\n| --- | --- |")
        rows = itertools.chain(build(articles, cost, database), updates(cost), queries(cost, database))
        for what, figure in rows:
            print(f"| {what} | {figure} |", flush=True)


def seconds(work: Callable[[], Any], server: int | None) -> float:
    """Return the CPU time of `work`, in this process and in the server's."""
    start = time.process_time() + _server_seconds(server)
    work()
    return time.process_time() + _server_seconds(server) - start


def build(articles: int, cost: Callable[..., float], database: str) -> Iterator[tuple[str, str]]:
    """Write the articles as an import does, then bring them into the index."""
    from articles.search import upkeep

    written = cost(lambda: write(articles))
    text = size_of_text()
    before = size(database)
    indexed = cost(upkeep.bring_in_all)
    yield "articles", f"{articles:,}"
    yield "written in bulk, a CPU-second", f"{articles / written:.0f}"
    yield "indexed, a CPU-second", f"{articles / indexed:.0f}"
    yield "text, MB", f"{text / 1e6:.0f}"
    yield "index to text, bytes", f"{size_of_index(database) / text:.2f}"
    yield "whole database, MB, before and after", f"{before / 1e6:.0f}, {size(database) / 1e6:.0f}"
    if database == "postgresql":
        run("VACUUM ANALYZE articles_article")
        yield "a stock CMS's index, made", f"{cost(stock_index):.1f} s"


def write(articles: int) -> None:
    """Write public articles, the oldest first, in bulk."""
    from django.db import transaction

    from articles.importing import bulk
    from articles.models import Article, ArticleTopic, Byline, Issue, Release, Topic
    from people.models import Correspondent

    issue = Issue.objects.create(date=date(2025, 12, 31))
    same = {"issue_id": issue.pk, "release_id": Release.objects.create(issue=issue).pk, "page_number": 1}
    topic = Topic.objects.get(slug="yanglao").pk
    people = [Correspondent.named(name, "") for name in NAMES]
    Correspondent.objects.bulk_create(people)
    rng = random.Random(7)
    for start in range(0, articles, CHUNK):
        rows = [article(rng, number, articles) for number in range(start, min(start + CHUNK, articles))]
        days = [{"article_id": row["id"], "listed_on": row["listed_on"]} for row in rows]
        signed = [{**day, "correspondent_id": rng.choice(people).pk} for day in days]
        named = [day for day, row in zip(days, rows, strict=True) if COMMON[0] in row["body"]]
        with transaction.atomic():
            bulk.insert(Article, rows, **same, status="published", is_indexed=False)
            bulk.insert(Byline, signed, role="通讯员")
            bulk.insert(ArticleTopic, named, topic_id=topic)


def article(rng: random.Random, number: int, articles: int) -> dict[str, Any]:
    day = date(2025, 12, 31) - timedelta(days=(articles - number) * 365 * YEARS // articles)
    at = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    words = sentences(rng, LENGTH)
    for word, share in (COMMON, HALF, *PHRASES):
        if rng.random() < share:
            words[rng.randrange(len(words))] += f"{word}。"
    if rng.random() < 0.2:
        words[0] = f"（记者{rng.choice(NAMES)}）{words[0]}"
    if number % 5_000 == 77:
        words[-1] += "饕餮纹与鳜鱼。"
    body = "\n".join(f"<p>{''.join(words[at : at + 5])}</p>" for at in range(0, len(words), 5))
    return {
        "id": number + 1, "headline": words[0][:18], "body": body, "listed_on": day, "published_at": at,
        "created_at": at, "updated_at": at, "source_key": f"bench-{number}",
    }  # fmt: skip


def updates(cost: Callable[..., float]) -> Iterator[tuple[str, str]]:
    """An editor's saves right after the bulk load, of articles old and new."""
    from articles.models import Article

    keys = random.Random(3).sample(range(1, Article.objects.count() + 1), 200)

    def save(article: Any) -> None:
        article.body += "<p>更正：地点是北塘。</p>"
        article.save()

    rows = [Article.objects.get(pk=key) for key in keys]
    times = sorted(cost(partial(save, row)) * 1000 for row in rows)
    yield (
        "one article saved, ms CPU, p50 / p95 / most",
        f"{at(times, 0.5)} / {at(times, 0.95)} / {times[-1]:.1f}",
    )


def queries(cost: Callable[..., float], database: str) -> Iterator[tuple[str, str]]:
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
        said = f"{spread(found)}; the page {spread(whole)}; icontains {statistics.median(naive):.0f}"
        if database == "postgresql":
            stock = [timed(cost, partial(as_stock, one), database) for one in typed]
            said += f"; to_tsvector('simple') {statistics.median(stock):.1f}, finds {len(as_stock(typed[0]))}"
        yield f"{kind}, ms CPU, p50 / p95", f"{said}; found {len(keys(typed[0]))}"


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


def spread(times: list[float]) -> str:
    times = sorted(times)
    return f"{at(times, 0.5)} / {at(times, 0.95)}"


def at(times: list[float], share: float) -> str:
    return f"{times[min(len(times) - 1, int(len(times) * share))]:.2f}"


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
