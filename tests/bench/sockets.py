"""What slow sockets cost readers: `python -m tests.bench.sockets [sqlite|postgresql]`.

A newsroom behind the file for nginx of the docs. Four readers ask for pages, by turns while `SOCKETS` (500)
requests that never end are held at nginx by a process of its own, and while none is: `ROUNDS` (12) of
`SECONDS` (10) each, so that they are held for two minutes in all. Every other page is one that no cache has.
Times are those of a clock, as readers have them; each round is compared with the one beside it.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from multiprocessing.synchronize import Event
from pathlib import Path

from tests.bench.report import Figure, say
from tests.deploy.crowds import slow_sockets
from tests.deploy.proxy import HOST, nginx, nginx_program
from tests.e2e.newsroom import running

SOCKETS, ROUNDS, SECONDS = (
    int(os.environ.get(name, usual))
    for name, usual in (("SOCKETS", "500"), ("ROUNDS", "12"), ("SECONDS", "10"))
)
READERS = 4
PAUSE = 0.05  # Seconds between two pages of a reader.
MOST = 1.2  # Times a reader's p95.
FILL = """
from tests.factories import make_article
for number in range(200):
    make_article(f"养老服务{number}", topics=["yanglao"])
"""
KEPT = ["/", "/topics/yanglao/", "/about/", "/issues/"]


def main(database: str) -> None:
    """Measure, and say; exit with 1 where readers wait too long."""
    os.environ["TEST_DATABASE"] = database
    import tests.environment  # noqa: F401 (it makes the database)

    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        settings = {"PAGE_CACHE_MB": "8", "ALLOWED_HOSTS": HOST, "BEHIND_PROXY": "on"}
        newsroom = stack.enter_context(running(folder, **settings))
        newsroom.manage("collectstatic", "--noinput", "--verbosity", "0")
        newsroom.manage("shell", "--no-imports", "-c", FILL)
        port = stack.enter_context(nginx(nginx_program(), folder, newsroom.url))
        read(port, SECONDS)
        found = [(read(port, SECONDS), beside_sockets(port)) for _ in range(ROUNDS)]
    sys.exit(any(figure.met is False for figure in say(f"sockets-{database}", said(found))))


def read(port: int, seconds: float) -> list[float]:
    """Have readers read for so long; return the seconds that each page took, in order of length."""
    until, fresh = time.monotonic() + seconds, itertools.count(int(time.time() * 1000))

    def pages(reader: int) -> Iterator[float]:
        for number in itertools.count(reader):
            if time.monotonic() > until:
                return
            path = f"/people/?after={next(fresh)}" if number % 2 else KEPT[number // 2 % len(KEPT)]
            yield _asked(port, path)
            time.sleep(PAUSE)

    with ThreadPoolExecutor(READERS) as crowd:
        return sorted(
            itertools.chain.from_iterable(crowd.map(lambda reader: list(pages(reader)), range(READERS)))
        )


def _asked(port: int, path: str) -> float:
    since = time.monotonic()
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": HOST})
    response = connection.getresponse()
    response.read()
    connection.close()
    if response.status not in (200, 404):
        raise RuntimeError(f"{path}: {response.status}")
    return time.monotonic() - since


def beside_sockets(port: int) -> list[float]:
    """The same while slow sockets are held."""
    with held(port):
        return read(port, SECONDS)


@contextmanager
def held(port: int) -> Iterator[None]:
    """Hold slow sockets in a process of its own, from when all are there."""
    context = multiprocessing.get_context("spawn")
    are_there, is_over = context.Event(), context.Event()
    process = context.Process(target=hold, args=(port, are_there, is_over))
    process.start()
    try:
        if not are_there.wait(60):
            raise RuntimeError("the slow sockets did not come in")
        yield
    finally:
        is_over.set()
        process.join()


def hold(port: int, are_there: Event, is_over: Event) -> None:
    """Hold slow sockets until told otherwise."""
    with slow_sockets(port, HOST, SOCKETS):
        are_there.set()
        is_over.wait()


def said(found: list[tuple[list[float], list[float]]]) -> Iterator[Figure]:
    """The figures: medians of the rounds, and of the ratios within a round."""
    p95 = [tuple(_p95(times) for times in one) for one in found]
    ratio = statistics.median(beside / alone for alone, beside in p95)
    yield Figure(
        f"a reader's p95 beside {SOCKETS} slow sockets, to that without", ratio, "times", at_most=MOST
    )
    yield Figure("a reader's p95 without", statistics.median(alone for alone, _ in p95) * 1000, "ms")
    yield Figure("a reader's p95 beside them", statistics.median(beside for _, beside in p95) * 1000, "ms")
    yield Figure("pages read beside them", sum(len(beside) for _, beside in found))


def _p95(times: list[float]) -> float:
    return times[int(len(times) * 0.95)]


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "sqlite")
