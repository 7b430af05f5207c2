"""A day's worth of work at once: `python -m tests.bench.load [sqlite|postgresql]`, for `MINUTES` (10).

64 readers and 4 editors, beside an import of `SCALE` articles (20,000) that a worker does, on the server as
`make serve` runs it, in front of a newspaper of 20,000. A reader opens a page, and the next one within a
second: one in ten searches for something, so meets no kept page. An editor opens lists and articles, and
saves some. Everything shares this machine, the readers too.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

import lxml.html

from tests.bench.archives import _set_up, write_archive
from tests.bench.newspaper import NAMES, PHRASES, write
from tests.bench.pages import ARTICLES
from tests.bench.report import Figure, say
from tests.bench.served.contenders import ROOT, granian
from tests.bench.served.servers import free_port, running

READERS, EDITORS, WORKERS = 64, 4, 2
PAPER = 20_000  # Articles that are there before.
SETTLED = 0.2  # The share of the time after which memory is to grow no more: two minutes of ten.
P95 = {"sqlite": 200, "postgresql": 400}  # Milliseconds.


@dataclass
class Seen:
    """What readers and editors have met: seconds that an answer took, and what went wrong."""

    reading: list[float] = field(default_factory=list)
    editing: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)


class Visitor:
    """Somebody with a connection that stays open."""

    def __init__(self, port: int, took: list[float], errors: list[str], cookie: str = "") -> None:
        self.port, self.took, self.errors, self.cookie = port, took, errors, cookie
        self.connection = HTTPConnection("127.0.0.1", port, timeout=60)

    def get(self, path: str) -> str:
        """Return a page's text, or nothing where that was an error."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, form: dict[str, str]) -> bool:
        """Send a form; return whether it was taken."""
        kind = {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://127.0.0.1{path}"}
        return self._ask("POST", path, urllib.parse.urlencode(form), kind, wanted=302) == "taken"

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str], wanted: int = 200
    ) -> str:
        headers = {**headers, "Accept-Encoding": "identity"} | (
            {"Cookie": self.cookie} if self.cookie else {}
        )
        begun = time.monotonic()
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
            text = response.read().decode()
        except (OSError, HTTPException) as error:
            self.connection.close()
            self.errors.append(f"{method} {path}: {error!r}")
            return ""
        self.took.append(time.monotonic() - begun)
        if response.status != wanted:
            self.errors.append(f"{method} {path}: {response.status}")
            return ""
        return text or "taken"


def main(database: str, minutes: float, articles: int) -> None:
    """Fill a newsroom, put it under load, and say how it has borne that; exit with 1 where it has not."""
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        _set_up(database, folder)
        addresses, cookies = fill()
        batch = send_for_import(folder, articles)
        port, processes = serve(stack, folder)
        seen, memory = under_load(port, addresses, cookies, minutes * 60, processes)
        for error in seen.errors[:20]:
            print(error, file=sys.stderr)
        figures = say(f"load-{database}", said(database, minutes, seen, memory, imported(batch)))
    sys.exit(any(figure.met is False for figure in figures))


def fill() -> tuple[list[str], list[str]]:
    """Write the newspaper; return what readers open, and the cookies of editors who are signed in."""
    from django.conf import settings
    from django.contrib.auth.models import User
    from django.core.management import call_command
    from django.test import Client

    from articles.models import Article, Issue
    from articles.search import upkeep

    write(PAPER)
    upkeep.bring_in_all()
    call_command("collectstatic", interactive=False, verbosity=0)
    cookies = []
    for number in range(EDITORS):
        client = Client(headers={"host": "localhost"})
        client.force_login(User.objects.create_superuser(f"editor-{number}", password="secret-pass"))
        client.get("/admin/")
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}")
    keys = Article.objects.published().order_by("-listed_on").values_list("pk", flat=True)[:1000]
    days = Issue.objects.order_by("-date").values_list("date", flat=True)[:30]
    lists = ["/", "/topics/yanglao/", "/topics/zhengwu/", "/issues/", "/people/", "/feeds/latest/"] * 20
    return [*lists, *(f"/articles/{key}/" for key in keys), *(f"/issues/{day}/" for day in days)], cookies


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


def serve(stack: ExitStack, folder: Path) -> tuple[int, list[int]]:
    """Start server and worker; return the port of the one and both processes."""
    port = free_port()
    # All readers come from one address.
    free = {"SEARCHES_PER_MINUTE": "1000000", "SEARCHES_PER_HOUR": "1000000"}
    command = [*granian("newsroom.wsgi:application", WORKERS), "--host", "127.0.0.1", "--port", str(port)]
    server = stack.enter_context(running(command, port, folder / "server.log", free, ROOT))
    work = [sys.executable, "manage.py", "worker"]
    worker = stack.enter_context(running(work, port, folder / "worker.log", {}, ROOT))
    return port, [server, worker]


def under_load(
    port: int, addresses: list[str], cookies: list[str], seconds: float, processes: list[int]
) -> tuple[Seen, tuple[float, float]]:
    """Let everybody go on for so long; return what they have seen, and the server's memory twice, in MB."""
    seen, leaving = Seen(), threading.Event()
    threads = [
        threading.Thread(target=read, args=(Visitor(port, seen.reading, seen.errors), addresses, leaving, n))
        for n in range(READERS)
    ] + [
        threading.Thread(
            target=edit, args=(Visitor(port, seen.editing, seen.errors, cookie), seen, leaving, n)
        )
        for n, cookie in enumerate(cookies)
    ]
    for thread in threads:
        thread.start()
    leaving.wait(seconds * SETTLED)
    settled = megabytes(processes[0])
    leaving.wait(seconds * (1 - SETTLED))
    memory = settled, megabytes(processes[0])
    leaving.set()
    for thread in threads:
        thread.join()
    return seen, memory


def read(reader: Visitor, addresses: list[str], leaving: threading.Event, number: int) -> None:
    """Open page after page."""
    rng = random.Random(number)
    words = [*NAMES, *(phrase for phrase, _ in PHRASES), "养老", "发展"]
    while not leaving.wait(rng.random()):
        path = rng.choice(addresses)
        if rng.random() < 0.1:
            path = "/search/?" + urllib.parse.urlencode({"q": f"{rng.choice(words)} {rng.choice(words)}"})
        reader.get(path)


def edit(editor: Visitor, seen: Seen, leaving: threading.Event, number: int) -> None:
    """Look for something to work on, open it, and save it; each editor has articles of their own."""
    rng = random.Random(number)
    listed = "/admin/articles/article/"
    while not leaving.wait(rng.random() * 3):
        editor.get("/admin/")
        page = editor.get(f"{listed}?status__exact=draft")
        found = [link for link in _links(page) if link.endswith("/change/")]
        for path in rng.sample(found[number::EDITORS], 1) if found else ():
            if form := _form(editor, path):
                form["subhead"] = f"修改 {rng.random()}"
                seen.saved += [path] * editor.post(path, form)


def _links(page: str) -> list[str]:
    found = lxml.html.fromstring(page).xpath("//table[@id='result_list']//th//a/@href") if page else []
    return [urllib.parse.urlsplit(str(link)).path for link in found]


def _form(editor: Visitor, path: str) -> dict[str, str]:
    """What the form of an article would send, with its token."""
    page = editor.get(path)
    if not page:
        return {}
    (form,) = lxml.html.fromstring(page).xpath("//form[@id='article_form']")
    token = form.fields["csrfmiddlewaretoken"]
    editor.cookie = f"{editor.cookie.partition(';')[0]}; csrftoken={token}"
    return {**dict(form.form_values()), "_save": "保存"}


def megabytes(root: int) -> float:
    """What a server and its processes have in memory, what they share counted once."""
    found = [root, *_children(root)]
    return sum(_kilobytes(process) for process in found) / 1024


def _children(process: int) -> list[int]:
    told = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(child) for child in told]


def _kilobytes(process: int) -> int:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))


def imported(batch: int) -> int:
    """How many articles the import has brought so far."""
    from articles.models import Article

    return Article.objects.filter(dump__batch=batch).count()


def said(
    database: str, minutes: float, seen: Seen, memory: tuple[float, float], articles: int
) -> Iterator[Figure]:
    """The figures."""
    before, after = memory
    reading, editing = (sorted(took) for took in (seen.reading, seen.editing))
    yield Figure("errors", len(seen.errors), at_most=0)
    yield Figure("a reader's page, p95", _at(reading, 0.95), "ms", at_most=P95[database])
    yield Figure("a reader's page, p99", _at(reading, 0.99), "ms", at_most=1000)
    yield Figure("a page of the desk, p95", _at(editing, 0.95), "ms")
    yield Figure("memory at the end to that after a fifth", after / before, "times", at_most=1.05)
    yield Figure("memory of the server", after, "MB")
    yield Figure("pages read", len(reading) / minutes / 60, "a second")
    yield Figure("articles saved at the desk", len(seen.saved))
    yield Figure("articles imported meanwhile", articles)


def _at(took: list[float], share: Any) -> float:
    return took[int(len(took) * share)] * 1000 if took else float("inf")


if __name__ == "__main__":
    main(
        sys.argv[1] if len(sys.argv) > 1 else "sqlite",
        float(os.environ.get("MINUTES", "10")),
        int(os.environ.get("SCALE", "20000")),
    )
