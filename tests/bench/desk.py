"""What the desk's pages cost: `python -m tests.bench.desk [sqlite|postgresql]`; `SCALE` articles, or 100,000.

A newsroom with bylines, topics, photos, reviews, notices on one in twenty and 300
in review, made in bulk. CPU time is this process's own and, on PostgreSQL, that of its server's too.
"""

from __future__ import annotations

import itertools
import os
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
from tests.bench.report import Figure, say

ROUNDS = 7
CHUNK = 5_000
LIMIT_MS = 300
IN_REVIEW, DRAFTS = 300, 0.3  # So many wait for a review; this share is drafts; the others are public.
PLACES = ("石桥", "临江", "松岭", "柳湾", "云台", "竹溪", "北塘", "南浦")
BODY = "<p>社区食堂开张，附近的老人有了吃饭的地方。</p>" * 40


def main(database: str, articles: int) -> None:
    """Fill a newsroom and print what each page costs; exit with 1 where one costs too much."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        _set_up(database, Path(folder))
        fill(articles)
        costs = measure(server_of(Path(folder)) if database == "postgresql" else None)
    figures = say(
        f"desk-{database}",
        (
            Figure("one page of the desk", cost, "CPU ms", of=what, at_most=LIMIT_MS)
            for what, cost in costs.items()
        ),
    )
    sys.exit(any(figure.met is False for figure in figures))


def fill(articles: int) -> None:
    """Make a newsroom."""
    from django.contrib.auth.models import User
    from django.db import connection, transaction

    from articles import guards
    from people.models import Correspondent

    User.objects.bulk_create(
        User(username=f"editor-{n}", is_staff=True, is_superuser=True) for n in range(20)
    )
    Correspondent.objects.bulk_create(Correspondent.named(f"贺兰{n}") for n in range(500))
    guards.remove()  # They would ask of each row how it came to be public.
    for start in range(0, articles, CHUNK):
        with transaction.atomic():
            _write(range(start, min(start + CHUNK, articles)), articles)
    guards.install()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _write(numbers: range, articles: int) -> None:
    """Write the articles with these numbers, and all that is about them."""
    from articles.importing import bulk
    from articles.models import Article, ArticleTopic, Byline, Notice, Photo, PhotoCredit, Review, Topic
    from people.models import Correspondent

    users, people, dump = _users(), Correspondent.objects.values_list("pk", flat=True), _dump()
    topics = itertools.cycle(Topic.objects.values_list("pk", flat=True))
    rows = [_article(number, articles, users) for number in numbers]
    for row, key in zip(rows, bulk.reserve(Article, len(rows)), strict=True):
        row["id"] = key
    bulk.insert(Article, rows, body=BODY)
    signers = itertools.cycle(people)
    links = [{"article_id": row["id"], "listed_on": row["listed_on"]} for row in rows]
    bulk.insert(Byline, [{**link, "correspondent_id": next(signers)} for link in links], role="通讯员")
    bulk.insert(ArticleTopic, [{**link, "topic_id": next(topics)} for link in links])
    doubted = [{"dump_id": dump, "article_id": row["id"], "line": 1} for row in rows[::20]]
    bulk.insert(Notice, doubted, code="joined-lines", message="请核对")
    photos = [_photo(row) for row in rows[::2]]
    for photo, key in zip(photos, bulk.reserve(Photo, len(photos)), strict=True):
        photo["id"] = key
    bulk.insert(Photo, photos)
    credited = [photo for number, photo in enumerate(photos) if number % 200]
    bulk.insert(PhotoCredit, [{"photo_id": p["id"], "correspondent_id": next(signers)} for p in credited])
    bulk.insert(Review, [review for row in rows for review in _reviews(row, users)], text_sha256="0" * 64)


def _article(number: int, articles: int, users: list[int]) -> dict[str, Any]:
    """An article: the newest wait for a review, those before them are drafts, the oldest are public."""
    left = articles - number
    status = "in_review" if left <= IN_REVIEW else "draft" if left <= DRAFTS * articles else "published"
    day = date(2026, 1, 1) - timedelta(days=left // 50)
    written = datetime(day.year, day.month, day.day, number % 24, tzinfo=UTC)
    is_public = status == "published"
    return {
        "headline": f"{PLACES[number % len(PLACES)]}社区食堂第 {number} 天",
        "status": status,
        "stage": number % 3 + 1 if status == "in_review" else None,
        "round": 0 if status == "draft" and number % 10 else 1,
        "author_id": users[number // 50 % len(users)] if number % 50 == 0 else None,
        "moved_at": written,
        "published_at": written if is_public else None,
        "listed_on": day if is_public else None,
        "created_at": written,
        "updated_at": written,
    }


def _photo(article: dict[str, Any]) -> dict[str, Any]:
    """A photo of the article; while that is in review, one in ten stands alone and is in review itself."""
    same = ("moved_at", "published_at", "listed_on", "created_at", "updated_at")
    is_alone = article["stage"] is not None and article["id"] % 20 == 1
    is_public = article["status"] == "published"
    return {name: article[name] for name in same} | {
        "status": "in_review" if is_alone else "published" if is_public else "draft",
        "stage": 1 if is_alone else None,
        "article_id": None if is_alone else article["id"],
        "caption": "食堂里的老人",
    }


def _reviews(article: dict[str, Any], users: list[int]) -> Iterator[dict[str, Any]]:
    """One decision a day: sent, passed as far as it has come, sent back where it is a draft again."""
    if not article["round"]:
        return
    first = article["id"] % len(users)
    decided: list[tuple[str, int | None]] = [("submitted", None)]
    if article["status"] == "draft":
        decided += [("returned", 1)]
    else:
        decided += [("passed", stage) for stage in range(1, article["stage"] or 4)]
    for place, (decision, stage) in enumerate(decided):
        yield {
            "article_id": article["id"],
            "round": 1,
            "stage": stage,
            "decision": decision,
            "reviewer_id": users[(first + place) % len(users)],
            "created_at": article["created_at"] + timedelta(hours=place),
        }


def _users() -> list[int]:
    from django.contrib.auth.models import User

    return list(User.objects.order_by("pk").values_list("pk", flat=True))


def _dump() -> int:
    from articles.models import Dump, ImportBatch

    known = Dump.objects.first()
    if known is None:
        batch = ImportBatch.objects.create(state=ImportBatch.State.FINISHED)
        known = Dump.objects.create(batch=batch, sha256="0" * 64, name="1.txt", encoding="utf-8", text="标题")
    return known.pk


def measure(server: int | None) -> dict[str, float]:
    """Return the median CPU milliseconds of each page; `server` is the database server's process."""
    from django.contrib.auth.models import User
    from django.test import Client

    from articles.models import Article

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.order_by("pk")[3])
    listed = "/admin/articles/article/"
    pages = {
        "home": "/admin/",
        "articles": listed,
        "articles, drafts": f"{listed}?status__exact=draft",
        "articles, in review": f"{listed}?status__exact=in_review",
        "articles, drafts with open notices": f"{listed}?status__exact=draft&notices=open",
        "articles, of a topic": f"{listed}?topic=yanglao",
        "articles, a word of the headline": f"{listed}?q=石桥",
        "articles, a headline that there is not": f"{listed}?q=无此标题",
        "articles, my queue": f"{listed}?queue=mine",
        "articles, returned to me": f"{listed}?queue=returned",
        "photos": "/admin/articles/photo/",
        "photos without credit": "/admin/articles/photo/?missing=credit",
        "an article": f"{listed}{Article.objects.filter(status='in_review').first().pk}/change/",
        "a public article": f"{listed}{Article.objects.filter(status='published').first().pk}/change/",
    }
    return {what: cpu_milliseconds(partial(_get, client, url), server) for what, url in pages.items()}


def _get(client: Any, url: str) -> None:
    status = client.get(url).status_code
    if status != 200:
        raise RuntimeError(f"{url}: {status}")


def cpu_milliseconds(work: Callable[[], object], server: int | None = None) -> float:
    """Return the median CPU time of `work` in milliseconds, once it has run for the first time."""
    work()

    def once() -> float:
        start = time.process_time() + _server_seconds(server)
        work()
        return time.process_time() + _server_seconds(server) - start

    return statistics.median(once() for _ in range(ROUNDS)) * 1000


def server_of(folder: Path) -> int:
    """Return the process of the database server in `folder`."""
    return int((folder / "server" / "postmaster.pid").read_text().split()[0])


def _server_seconds(server: int | None) -> float:
    """What a server's processes that live have used so far."""
    if server is None:
        return 0.0
    ticks = 0
    for process in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = process.read_text().rpartition(")")[2].split()
        except OSError:  # It has ended in between.
            continue
        if fields[1] == str(server):
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int(os.environ.get("SCALE", "100000")))
