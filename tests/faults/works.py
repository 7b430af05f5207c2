"""What is done in processes that may be killed: imports, by the command or by a worker, and looks at them.

Use all of it in a process of `tests.faults.newsrooms`; Django is imported there alone.
"""

import datetime
import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

from tests.pagedump.invented import GIVEN, SURNAMES

CHUNK_FILES = 10  # Smaller chunks than usual, for more ends of them.


def import_dumps(dumps: Path) -> None:
    """Import as the command does, in small chunks."""
    _in_small_chunks()
    import_as_usual(dumps)


def import_as_usual(dumps: Path) -> None:
    """Import as the command does."""
    _command("import_dumps", str(dumps))


def import_published(dumps: Path) -> None:
    """Import as the command does, and release at once what the paper has printed."""
    _command("import_dumps", str(dumps), "--publish")


def send(dumps: Path, batches: int = 1) -> None:
    """Send files as the desk does, and have them imported in the background."""
    from articles.importing import jobs
    from articles.models import ImportBatch

    paths = sorted(dumps.iterdir())
    for number in range(batches):
        batch = _sent(paths[number::batches])
        jobs.enqueue(batch, ImportBatch.Job.IMPORT)


def work(dumps: Path) -> None:
    """Work as a worker does, until nothing waits."""
    _in_small_chunks()
    _command("worker", "--once")


def take_over(dumps: Path) -> None:
    """Work as a worker does that comes long after another one has died."""
    pass_time()
    work(dumps)


def pass_time() -> None:
    """Make it long ago that anybody worked."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from articles.importing.lease import STALE_AFTER
    from articles.models import ImportBatch

    then = timezone.now() - STALE_AFTER - datetime.timedelta(seconds=1)
    ImportBatch.objects.exclude(heartbeat_at=None).update(heartbeat_at=then)
    DBTaskResult.objects.running().update(started_at=then)


def sweep() -> list[str]:
    """Return which batches and tasks seem to be at work, long after everybody has died."""
    from django_tasks_db.models import DBTaskResult

    from articles.importing import jobs
    from articles.models import ImportBatch

    pass_time()
    jobs.sweep()
    busy = ImportBatch.objects.filter(state__in=jobs.BUSY)
    return [f"{batch} is {batch.state}" for batch in busy] + [
        f"a task is {task.status}" for task in DBTaskResult.objects.exclude(finished_at__isnull=False)
    ]


def accounts() -> list[tuple[object, ...]]:
    """Return each batch: its state, why it stopped, how far it is, what became of its files."""
    from articles.models import ImportBatch

    names = ("state", "error", "done", "total", "imported", "already", "refused")
    return list(ImportBatch.objects.order_by("pk").values_list(*names))


def tasks() -> list[tuple[str, list[str]]]:
    """Return each task: its state, and who had it."""
    from django_tasks_db.models import DBTaskResult

    return list(DBTaskResult.objects.values_list("status", "worker_ids"))


def stopped(dumps: Path) -> None:
    """Work as a worker does while somebody presses stop at the third chunk."""
    _at_chunk(3, _stop)
    work(dumps)


def import_stopped(dumps: Path) -> None:
    """Import as the command does while somebody presses stop at the third chunk."""
    _at_chunk(3, _stop)
    import_dumps(dumps)


def terminated(dumps: Path) -> None:
    """Work as a worker does that is told to end at the third chunk."""
    _at_chunk(3, lambda batch: os.kill(os.getpid(), signal.SIGTERM))
    work(dumps)


def terminated_twice(dumps: Path) -> None:
    """Work as a worker does that is told to end, and at once."""
    _at_chunk(3, lambda batch: [os.kill(os.getpid(), signal.SIGTERM) for _ in range(2)])
    work(dumps)


def interrupted(dumps: Path) -> None:
    """Import as the command does while somebody presses Ctrl-C at the third chunk."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # What runs in the background is deaf to it.
    _at_chunk(3, lambda batch: os.kill(os.getpid(), signal.SIGINT))
    import_dumps(dumps)


def work_on_a_full_disk(dumps: Path, space: int) -> None:
    """Work as a worker does while SQLite may grow by so many pages only."""
    from django.db import connection
    from django.db.backends.signals import connection_created

    def limit(**_: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + space}")

    connection_created.connect(limit)
    work(dumps)


def quarrel(dumps: Path, is_ready: Path) -> None:
    """Hold the people whom an import needs, then wait for a dump that it has: one of the two must yield.

    PostgreSQL makes the one yield that asks first whether there is a ring; here that is the import.
    SQLite has one writer at a time, so that there is no ring: the import waits before it holds anything.
    """
    from django.db import connection, transaction

    from articles.importing.reading import text_hash
    from articles.models import Dump, ImportBatch
    from people.models import Correspondent

    batch = ImportBatch.objects.create()
    people = [Correspondent.named(surname + given) for surname in SURNAMES for given in GIVEN]
    Correspondent.objects.bulk_create(people)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL deadlock_timeout = '1min'")
        list(Correspondent.objects.select_for_update())
        is_ready.touch()
        if connection.vendor == "postgresql":
            wait_for_one_that_waits(cursor)
        else:
            time.sleep(1)  # For the import to come to its first chunk, and wait.
        Dump.objects.create(batch=batch, sha256=text_hash(min(dumps.iterdir()).read_text()))
        transaction.set_rollback(True)


def wait_for_one_that_waits(cursor: Any) -> None:
    """Wait until somebody waits for a lock in PostgreSQL."""
    waiting = (0,)
    while waiting == (0,):
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        waiting = cursor.fetchone()


def read_until(stop: Path) -> int:
    """Read as citizens do, on and on until there is a file `stop`, and return how often."""
    from articles.models import Article

    for times in count(1):
        list(Article.objects.order_by("-pk")[:20])
        if stop.exists():
            return times
        time.sleep(0.01)
    raise AssertionError("there is always another number")


def edit_until(stop: Path) -> list[float]:
    """Save an article as an editor does until there is a file `stop`; return what each time took, in s."""
    from articles.models import Article

    article = Article.objects.create(headline="早樱开了")
    seconds = []
    while not stop.exists():
        start = time.monotonic()
        article.headline = f"早樱开了{len(seconds)}枝"
        article.save()
        seconds.append(time.monotonic() - start)
        time.sleep(0.01)
    return seconds


def integrity() -> str:
    """Return what SQLite says of the database."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return str(cursor.fetchone()[0])


def resume() -> None:
    """Press resume on what has stopped."""
    from articles.importing import jobs
    from articles.models import ImportBatch

    for batch in ImportBatch.objects.filter(state="stopped"):
        jobs.resume(batch)


def states(dumps: Path) -> list[str]:
    """Import and return the digests before, between and after the chunks."""
    from articles.importing import Options, run
    from tests.faults.contents import digest

    _in_small_chunks()
    found = [digest()]
    results = []

    def hear(result: object) -> None:
        results.append(result)
        if len(results) % CHUNK_FILES == 1:  # The first of a chunk that is in.
            found.append(digest())

    run([dumps], Options(), on_result=hear)
    return found


def look() -> tuple[str, list[str]]:
    """Return the digest of what is there, and what does not fit together."""
    from tests.faults.contents import digest, faults

    return digest(), faults()


def counts() -> dict[str, int]:
    """Return the number of rows by table."""
    from tests.faults.contents import contents

    return {name: len(rows) for name, rows in contents().items()}


def fingerprints() -> list[tuple[str | None, ...]]:
    """Return what articles and photos are known by."""
    from articles.models import Article, Photo

    return [
        (model.__name__, *row)
        for model in (Article, Photo)
        for row in model.objects.order_by("fingerprint").values_list("fingerprint")
    ]


def _sent(paths: Sequence[Path]) -> Any:
    from django.core.files.base import ContentFile

    from articles.importing import Options
    from articles.models import ImportBatch, Upload

    batch = ImportBatch.objects.create(options=Options().as_json())
    for position, path in enumerate(paths):
        file = ContentFile(path.read_bytes(), name=path.name)
        Upload.objects.create(batch=batch, position=position, name=path.name, size=file.size, file=file)
    return batch


def _stop(batch: Any) -> None:
    from django.contrib.auth.models import User

    from articles.importing import jobs

    jobs.stop(batch, by=User(username="裴文澜"))


def _at_chunk(number: int, act: Callable[[Any], object]) -> None:
    """Have something happen after so many chunks."""
    from articles.importing.lease import Lease

    go_on, chunks = Lease._go_on, count(1)

    def then(lease: Lease, added: dict[str, int]) -> None:
        if next(chunks) == number:
            act(lease.batch)
        go_on(lease, added)

    Lease._go_on = then  # type: ignore[method-assign]


def _in_small_chunks() -> None:
    from articles.importing import batches

    batches.CHUNK_FILES = CHUNK_FILES


def _command(*words: str) -> None:
    from django.core.management import call_command

    call_command(*words, stdout=StringIO(), stderr=StringIO())


@dataclass(frozen=True)
class Way:
    """One way to import: what is there before, what may be killed, and how one goes on after that."""

    prepare: Callable[[Path], None]
    run: Callable[[Path], None]
    go_on: Callable[[Path], None]


def nothing(dumps: Path) -> None:
    """Prepare nothing."""


WAYS = {
    "command": Way(nothing, import_dumps, import_dumps),
    "worker": Way(send, work, take_over),
}
