"""A day's worth of work at once: `python -m tests.bench.load [sqlite|postgresql]`, for `MINUTES` (10).

64 readers and 4 editors, beside an import of `SCALE` articles (20,000) that a worker does, on the server as
`make serve` runs it, in front of a newspaper of 20,000. A reader opens a page, and when it has come the next
one within a second, half of one on average: people who read take ten times as long, so these 64 ask as often
as hundreds of them. One page in ten is a search, mostly one that nobody has made. An editor opens lists and
articles, and saves some. Everything shares this machine, the readers too, whose CPU time is told.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.archives import _set_up, write_archive
from tests.bench.desk import server_of
from tests.bench.newspaper import NAMES, PHRASES, write
from tests.bench.pages import ARTICLES
from tests.bench.report import Figure, say
from tests.bench.served.contenders import ROOT, granian
from tests.bench.served.servers import cpu_seconds, free_port, running
from tests.visitors import Editor, Met, Visitor, at_once

READERS, EDITORS, WORKERS = 64, 4, 2
PAPER = 20_000  # Articles that are there before.
SETTLED = 0.2  # The share of the time after which memory is to grow no more: two minutes of ten.
P95 = {"sqlite": 200, "postgresql": 400}  # Milliseconds.
PASSWORD = "secret-pass"
READING, WRITING = 1, 3  # Seconds at most between a reader's pages, and between what an editor does.


@dataclass
class Memory:
    """Memory in MB, what is shared counted once; `files` of it is mapped files, as SQLite's database is."""

    all: float = 0.0
    files: float = 0.0

    @classmethod
    def of(cls, processes: Iterable[int]) -> Memory:
        """What these processes hold together."""
        rollups = [Path(f"/proc/{process}/smaps_rollup").read_text() for process in processes]
        sums = (sum(_kilobytes(rollup, part) for rollup in rollups) for part in ("Pss:", "Pss_File:"))
        return cls(*(kilobytes / 1024 for kilobytes in sums))


def _kilobytes(rollup: str, part: str) -> int:
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith(part))


@dataclass
class Day:
    """What came of it: what people met, the memory of each process twice, and its CPU seconds."""

    reading: Met = field(default_factory=Met)
    editing: Met = field(default_factory=Met)
    saved: int = 0
    settled: dict[str, Memory] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)
    cpu: dict[str, float] = field(default_factory=dict)


def main(database: str, minutes: float, articles: int) -> None:
    """Fill a newsroom, put it under load, and say how it has borne that; exit with 1 where it has not."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        _set_up(database, folder)
        addresses = fill()
        batch = send_for_import(folder, articles)
        port, processes = serve(stack, folder)
        if database == "postgresql":
            processes["database"] = server_of(folder)
        day = under_load(port, addresses, minutes * 60, processes)
        if errors := [*day.reading.errors, *day.editing.errors]:
            said_by_server = (folder / "server.log").read_text(errors="replace")
            print(*errors[:20], said_by_server[-10_000:], sep="\n", file=sys.stderr)
        figures = say(f"load-{database}", said(database, minutes * 60, day, batch))
    sys.exit(any(figure.met is False for figure in figures))


def fill() -> list[str]:
    """Write the newspaper and its editors; return the addresses that readers open."""
    from django.contrib.auth.hashers import make_password
    from django.contrib.auth.models import User
    from django.core.management import call_command

    from articles.models import Article, Issue
    from articles.search import upkeep

    write(PAPER)
    upkeep.bring_in_all()
    call_command("collectstatic", interactive=False, verbosity=0)
    rights = {"password": make_password(PASSWORD), "is_staff": True, "is_superuser": True}
    User.objects.bulk_create(User(username=_name(number), **rights) for number in range(EDITORS))
    keys = Article.objects.published().order_by("-listed_on").values_list("pk", flat=True)[:1000]
    days = Issue.objects.order_by("-date").values_list("date", flat=True)[:30]
    lists = ["/", "/topics/yanglao/", "/topics/zhengwu/", "/issues/", "/people/", "/feeds/latest/"] * 20
    return [*lists, *(f"/articles/{key}/" for key in keys), *(f"/issues/{day}/" for day in days)]


def send_for_import(folder: Path, articles: int) -> int:
    """Queue an archive of so many articles for the worker; return the batch."""
    from django.core.files import File

    from articles.importing import jobs
    from articles.models import ImportBatch, Upload

    path = write_archive(folder / "archive.zip", 0, articles // ARTICLES)
    batch = ImportBatch.objects.create()
    upload = Upload(batch=batch, position=0, name=path.name, size=path.stat().st_size)
    with path.open("rb") as file:
        upload.file.save(path.name, File(file))
    jobs.enqueue(batch, ImportBatch.Job.IMPORT)
    return batch.pk


def serve(stack: ExitStack, folder: Path) -> tuple[int, dict[str, int]]:
    """Start server and worker; return the port of the one, and both processes."""
    port = free_port()
    # All readers come from one address.
    free = {"SEARCHES_PER_MINUTE": "1000000", "SEARCHES_PER_HOUR": "1000000"}
    command = [*granian("newsroom.wsgi:application", WORKERS), "--host", "127.0.0.1", "--port", str(port)]
    server = stack.enter_context(running(command, port, folder / "server.log", free, ROOT))
    work = [sys.executable, "manage.py", "worker"]
    worker = stack.enter_context(running(work, port, folder / "worker.log", {}, ROOT))
    return port, {"server": server, "worker": worker}


def under_load(port: int, addresses: list[str], seconds: float, processes: Mapping[str, int]) -> Day:
    """Let everybody go on for so long, and return what came of it."""
    day = Day()
    citizens = [Visitor(port, day.reading) for _ in range(READERS)]
    editors = [Editor(port, day.editing) for _ in range(EDITORS)]
    for number, editor in enumerate(editors):
        editor.log_in(_name(number), PASSWORD)
    used = cpu_of(processes)
    with at_once(citizens, partial(read, addresses)), at_once(editors, edit) as edited:
        time.sleep(seconds * SETTLED)
        day.settled = memory_of(processes)
        time.sleep(seconds * (1 - SETTLED))
        day.memory = memory_of(processes)
        day.cpu = {name: after - used[name] for name, after in cpu_of(processes).items()}
    day.saved = sum(saved.result() for saved in edited)
    return day


def _name(number: int) -> str:
    return f"editor-{number}"


def read(addresses: list[str], reader: Visitor, number: int, leaving: threading.Event) -> None:
    """Open page after page."""
    rng = random.Random(number)
    words = [*NAMES, *(phrase for phrase, _ in PHRASES), "养老", "发展"]
    while not leaving.wait(rng.random() * READING):
        path = rng.choice(addresses)
        if rng.random() < 0.1:
            path = "/search/?" + urllib.parse.urlencode({"q": f"{rng.choice(words)} {rng.choice(words)}"})
        reader.get(path)


def edit(editor: Editor, number: int, leaving: threading.Event) -> int:
    """Look for something to work on, open it, save it, and so on; return how often that was.

    Each editor has articles of their own.
    """
    rng, saved = random.Random(number), 0
    while not leaving.wait(rng.random() * WRITING):
        editor.get("/admin/")
        own = editor.listed("/admin/articles/article/?status__exact=draft")[number::EDITORS]
        form = editor.form(path := rng.choice(own)) if own else {}
        saved += bool(form) and editor.post(path, {**form, "subhead": f"修改 {rng.random()}"})
    return saved


def memory_of(processes: Mapping[str, int]) -> dict[str, Memory]:
    """What processes with their children hold in memory, what they share counted once."""
    return {name: Memory.of(_family(root)) for name, root in processes.items() if name != "database"}


def cpu_of(processes: Mapping[str, int]) -> dict[str, float]:
    """The CPU seconds that processes with their children have used so far, and the people here."""
    return {name: cpu_seconds(root) for name, root in processes.items()} | {"people": time.process_time()}


def _family(root: int) -> list[int]:
    told = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(int(child) for child in told)]


def imported(batch: int) -> int:
    """How many articles the import has brought so far."""
    from articles.models import Article

    return Article.objects.filter(dump__batch=batch).count()


def said(database: str, seconds: float, day: Day, batch: int) -> Iterator[Figure]:
    """The figures."""
    reading, editing = sorted(day.reading.took), sorted(day.editing.took)
    yield Figure("errors", len(day.reading.errors) + len(day.editing.errors), at_most=0)
    yield Figure("a reader's page, p50", _at(reading, 0.5), "ms")
    yield Figure("a reader's page, p95", _at(reading, 0.95), "ms", at_most=P95[database])
    yield Figure("a reader's page, p99", _at(reading, 0.99), "ms", at_most=1000)
    yield Figure("a page of the desk, p95", _at(editing, 0.95), "ms")
    yield Figure("pages read", len(reading) / seconds, "a second")
    yield Figure("articles saved at the desk", day.saved)
    yield Figure("articles imported meanwhile", imported(batch))
    for name, after in day.memory.items():
        growth = after.all / day.settled[name].all
        yield Figure(f"memory of the {name}, at the end to that after a fifth", growth, "times", at_most=1.05)
        yield Figure(f"memory of the {name}", after.all, "MB", note=f"{after.files:.0f} of it mapped files")
    for name, used in day.cpu.items():
        yield Figure(f"processors that the {name} took", used / seconds)


def _at(took: list[float], share: Any) -> float:
    return took[int(len(took) * share)] * 1000 if took else float("inf")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "sqlite",
        float(os.environ.get("MINUTES", "10")),
        int(os.environ.get("SCALE", "20000")),
    )
