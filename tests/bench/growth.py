"""What grows with the archive: `python -m tests.bench.growth [sqlite|postgresql]`.

Newspapers (`tests.bench.newspaper`) of a thousand articles and of `SCALE`, or 100,000, each in a database of
its own: what the same page costs in either, made anew each time, and whether the last articles were as
quick to write as the first. Beyond 100,000 there is one of these too, as search is compared with that.
`KEEP` names a folder to keep the newspapers in, and to take from what is there already.

Each is filled, and measured, by a process of its own; they are measured by turns. CPU time is that process's
and that of its database server.
"""

from __future__ import annotations

import itertools
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.bench import kept, newspaper
from tests.bench.archives import _set_up
from tests.bench.desk import _server_seconds, server_of
from tests.bench.report import Figure, say
from tests.bench.search import run, seconds

SMALLEST, USUAL = 1_000, 100_000
TURNS, ROUNDS = 3, 3
SAMPLE_MS = 300  # A server's clock ticks every 10 ms.
AT_ONCE = 200_000  # Above so many, PostgreSQL has its indexes of words made at once, as a restore does.
MOST, MOST_SEARCH = 1.3, 2
SEARCHES = "search", "desk: a word"
MONTH, MONTHS = "sitemap of a month, 1,000 addresses", "sitemap index, a line a month"

Costs = dict[str, float]


def main(database: str, largest: int) -> None:
    """Fill the newspapers that are not there yet, measure them by turns and say the figures."""
    scales = sorted({SMALLEST, min(largest, USUAL), largest})
    with kept.home() as home:
        folders = {scale: kept.folder_of(home, database, scale) for scale in scales}
        written = {scale: _filled(database, folder, scale) for scale, folder in folders.items()}
        turns = [
            {scale: _child("measure", database, folder, scale) for scale, folder in folders.items()}
            for _ in range(TURNS)
        ]
    costs = {scale: _medians([turn[scale] for turn in turns]) for scale in scales}
    say(f"growth-{database}", itertools.chain(ratios(costs), writing(written), curves(costs)))


def ratios(costs: dict[int, Costs]) -> Iterator[Figure]:
    """How many times the cost of the smaller a page has in the largest; search begins at 100,000."""
    least, *between, largest = costs
    for page, cost in costs[largest].items():
        base = between[0] if page in SEARCHES and between else least
        most = MOST_SEARCH if page in SEARCHES else None if page == MONTHS else MOST
        name = f"{page}: {base:,} to {largest:,} articles"
        yield Figure(name, cost / costs[base][page], "times the CPU", at_most=most)


def writing(written: dict[int, Costs]) -> Iterator[Figure]:
    """Whether the largest was written as fast at the end as at the beginning."""
    largest = max(written)
    found = written[largest]
    yield Figure(f"written in bulk, {largest:,} articles", found["rate"], "articles a CPU-second")
    yield Figure("its last tenth to its first", found["last"], "times the CPU", at_most=MOST)
    yield Figure("memory that the other nine tenths added", found["memory"], "MB")


def curves(costs: dict[int, Costs]) -> Iterator[Figure]:
    """What each page costs at each scale."""
    for scale, pages in costs.items():
        for page, cost in pages.items():
            yield Figure(page, cost, "CPU ms", scale=scale)


def _filled(database: str, folder: Path, articles: int) -> Costs:
    """See to it that a newspaper is there and whole; return what writing it took."""
    done = kept.record_of(folder)
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        costs = _child("fill", database, folder, articles)
        done.write_text(json.dumps(costs))
    found: Costs = json.loads(done.read_text())
    return found


def _child(work: str, database: str, folder: Path, articles: int) -> Costs:
    """Have a process do `fill` or `measure`, and return what it found. Raises CalledProcessError."""
    command = [sys.executable, "-m", __spec__.name, f"--{work}", database, str(folder), str(articles)]
    limits = dict.fromkeys(("SEARCHES_PER_MINUTE", "SEARCHES_PER_HOUR"), str(10**9))
    environment = os.environ | limits | {"PAGE_CACHE_MB": "0"}
    said = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True)
    found: Costs = json.loads(said.stdout)
    return found


def _medians(turns: list[Costs]) -> Costs:
    return {page: statistics.median(turn[page] for turn in turns) for page in turns[0]}


def fill(database: str, folder: Path, articles: int) -> Costs:
    """Write a newspaper and bring it into the index; return what writing took."""
    _set_up(database, folder)
    found = written(articles, _server(database, folder))
    _index(database, articles)
    return found


def _server(database: str, folder: Path) -> int | None:
    return server_of(folder) if database == "postgresql" else None


def written(articles: int, server: int | None) -> Costs:
    """Write a newspaper: its rate, what its last tenth cost to its first, the memory (MB) since that."""
    marks: list[tuple[int, float, float]] = []

    def mark(number: int) -> None:
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        marks.append((number, time.process_time() + _server_seconds(server), memory))

    newspaper.write(articles, on_chunk=mark)
    chunks = list(itertools.pairwise(marks))
    tenth = -(-len(chunks) // 10)
    costs = [(end[1] - start[1]) / (end[0] - start[0]) for start, end in chunks]
    return {
        "rate": articles / (marks[-1][1] - marks[0][1]),
        "last": statistics.median(costs[-tenth:]) / statistics.median(costs[:tenth]),
        "memory": marks[-1][2] - marks[tenth][2],
    }


def _index(database: str, articles: int) -> None:
    from django.db import connection

    from articles.search import tables, upkeep

    if database == "postgresql" and articles > AT_ONCE:
        with connection.cursor() as cursor:
            for table in tables.TABLES:
                upkeep.backend().drop(cursor, table)
                run(f"UPDATE {table.name} SET is_indexed = true WHERE NOT is_indexed")  # noqa: S608
                upkeep.backend().create(cursor, table)
    else:
        upkeep.bring_in_all()
    run("VACUUM ANALYZE" if database == "postgresql" else "ANALYZE")


def measure(database: str, folder: Path, articles: int) -> Costs:
    """Return the median CPU milliseconds of each page of a newspaper."""
    _set_up(database, folder)
    get, cost = _reader(), partial(seconds, server=_server(database, folder))
    found = {}
    for page, addresses in (_public(articles) | _desk()).items():
        _milliseconds(get, addresses, cost)
        enough = SAMPLE_MS / _milliseconds(get, addresses, cost)
        some = list(itertools.islice(itertools.cycle(addresses), max(len(addresses), round(enough))))
        found[page] = statistics.median(_milliseconds(get, some, cost) for _ in range(ROUNDS))
    entries = get(_month(articles)).count(b"<loc>")
    return found | {MONTH: found[MONTH] * 1000 / entries}


def _milliseconds(
    get: Callable[[str], bytes], addresses: list[str], cost: Callable[[Callable[[], object]], float]
) -> float:
    """The CPU time of a page, on the average of `addresses`; at least a tick of a server's clock for all."""
    return max(cost(lambda: [get(address) for address in addresses]), 0.01) * 1000 / len(addresses)


def _public(articles: int) -> dict[str, list[str]]:
    """The addresses of each kind of page for citizens, about the middle of the archive.

    The person is whoever has signed most: in the smallest, too, that fills a page.
    """
    from django.db.models import Count
    from django.urls import reverse

    from articles.models import Article, ArticleTopic, Byline

    middle = Article.objects.published().filter(pk__gte=articles // 2).order_by("pk")[:10]
    day = middle[0].listed_on
    half = ArticleTopic.objects.filter(topic__slug="yanglao", listed_on__lte=day)
    link = half.order_by("-listed_on", "-article_id").first()
    signed = Byline.objects.filter(listed_on__isnull=False).values("correspondent")
    busiest = signed.annotate(works=Count("pk")).order_by("-works")[0]["correspondent"]
    return {
        "topic": ["/topics/yanglao/"],
        "topic, at half its depth": [f"/topics/yanglao/?before={link.listed_on}.{link.article_id}"],
        "issue": [f"/issues/{day}/"],
        "person": [reverse("articles:person", args=[busiest])],
        "feed": [reverse("articles:feed_latest")],
        "feed of a topic": [reverse("articles:feed_topic", args=["yanglao"])],
        MONTH: [_month(articles)],
        MONTHS: [reverse("articles:sitemap_index")],
        "article": [article.get_absolute_url() for article in middle],
        "front": ["/"],
        "search": [f"/search/?q={newspaper.COMMON[0]}"],
    }


def _month(articles: int) -> str:
    from articles.models import Article

    return (
        f"/sitemaps/{Article.objects.published().filter(pk__gte=articles // 2).first().listed_on:%Y-%m}.xml"
    )


def _desk() -> dict[str, list[str]]:
    listed = "/admin/articles/article/"
    return {
        "desk: articles": [listed],
        "desk: drafts": [f"{listed}?status__exact=draft"],
        "desk: of a topic": [f"{listed}?topic=yanglao"],
        "desk: a word": [f"{listed}?q={newspaper.COMMON[0]}"],
        "desk: photos": ["/admin/articles/photo/"],
        "desk: people": ["/admin/people/correspondent/"],
    }


def _reader() -> Callable[[str], bytes]:
    """Return what asks for a page as a server does; for the desk's, an editor asks."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.wsgi import get_wsgi_application
    from django.test import Client, RequestFactory

    editor, _ = User.objects.get_or_create(username="editor", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(editor)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    application, requests = get_wsgi_application(), RequestFactory(headers={"host": "localhost"})

    def get(address: str) -> bytes:
        is_desk = address.startswith("/admin/")
        environ = requests.get(address, headers={"cookie": cookie} if is_desk else None).environ
        status: list[str] = []
        response = application(environ, lambda said, headers: status.append(said))
        content = b"".join(response)
        response.close()
        if status != ["200 OK"]:
            raise RuntimeError(f"{address}: {status}")
        return content

    return get


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] in (["--fill"], ["--measure"]):
        work = fill if sys.argv[1] == "--fill" else measure
        print(json.dumps(work(sys.argv[2], Path(sys.argv[3]), int(sys.argv[4]))))
    else:
        main(sys.argv[1] if len(sys.argv) > 1 else "sqlite", int(os.environ.get("SCALE", USUAL)))
