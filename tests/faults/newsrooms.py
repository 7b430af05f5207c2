"""Newsrooms with a database of their own, and processes that work in them and may be killed.

Processes are forked from one that has loaded Newsroom already, so that each costs milliseconds. The
functions that they run are at the top of a module; what they return or raise comes back.
"""

import fcntl
import multiprocessing
import os
import shutil
import signal
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.faults.loaded"])


class KilledError(Exception):
    """A process was killed before it had an answer."""


@dataclass
class Running:
    """A process at work."""

    process: ForkServerProcess
    pipe: Connection

    def result(self) -> Any:
        """Wait for what the process returns, or raise what it raises. Raises KilledError."""
        try:
            is_good, value = self.pipe.recv()
        except EOFError:
            raise KilledError(self.process.exitcode) from None
        finally:
            self.process.join()
        if not is_good:
            raise value
        return value

    def kill(self) -> None:
        """Kill it, as `kill -9` does."""
        self.process.kill()

    def exitcode(self) -> int | None:
        """Wait for its end and return with what it ended, less than 0 for a signal."""
        self.process.join()
        return self.process.exitcode


@dataclass(frozen=True)
class Newsroom:
    """A newsroom whose database has this name: a path for SQLite."""

    name: str

    @property
    def url(self) -> str:
        """What DATABASE_URL is for it."""
        if self.name.endswith(".sqlite3"):
            return f"sqlite:///{self.name}"
        return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{self.name}").geturl()

    def start(self, work: Callable[..., Any], *args: Any, kill_at: int = 0) -> Running:
        """Start `work(*args)` in a process; it kills itself at its `kill_at`th statement or commit."""
        ours, theirs = _context.Pipe(duplex=False)
        process = _context.Process(target=_run, args=(self.name, theirs, kill_at, work, args))
        process.start()
        theirs.close()
        return Running(process, ours)

    def call(self, work: Callable[..., Any], *args: Any) -> Any:
        """Return `work(*args)`, from a process."""
        return self.start(work, *args).result()


@contextmanager
def new_newsroom(path: Path | None = None) -> Any:
    """A newsroom with an empty database, which goes with it; with SQLite it may be at a path."""
    template = _template()
    newsroom = Newsroom(str(path or _path(uuid.uuid4().hex)))
    template.call(_copy, newsroom.name)
    try:
        yield newsroom
    finally:
        template.call(_drop, newsroom.name)


def count_statements(work: Callable[..., Any], *args: Any) -> int:
    """Run `work(*args)` and return how many statements and commits it took. Use in a process."""
    counter = _Counter(0)
    counter.listen()
    work(*args)
    return counter.count


def _template() -> Newsroom:
    """The newsroom that new ones are copies of, made once in a run of tests."""
    template = Newsroom(_path("template"))
    with (Path(os.environ["VAR_DIR"]) / "faults.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if not lock.read():
            template.call(_create, template.name)
            template.call(_migrate)
            lock.write("made")
    return template


def _path(name: str) -> str:
    is_sqlite = os.environ["DATABASE_URL"].startswith("sqlite")
    return f"{os.environ['VAR_DIR']}/faults-{name}.sqlite3" if is_sqlite else f"faults_{name}"


def _run(name: str, pipe: Connection, kill_at: int, work: Callable[..., Any], args: tuple[Any, ...]) -> None:
    from django.db import connections

    import tests.faults.loaded  # noqa: F401  (It is, unless it cannot be: this says why.)

    connections.settings["default"]["NAME"] = name
    if kill_at:
        _Counter(kill_at).listen()
    try:
        answer = (True, work(*args))
    except Exception as error:
        answer = (False, error)
    connections.close_all()
    pipe.send(answer)


class _Counter:
    """Counts statements and commits, and kills its process at one of them."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at, self.count = kill_at, 0

    def listen(self) -> None:
        from django.db import connection

        commit = connection._commit
        connection.execute_wrappers.append(self._execute)
        connection._commit = lambda: (self._pass(), commit())

    def _execute(self, execute: Callable[..., Any], *args: Any) -> Any:
        self._pass()
        return execute(*args)

    def _pass(self) -> None:
        self.count += 1
        if self.count == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _create(name: str) -> None:
    if not name.endswith(".sqlite3"):
        _on_server(f'CREATE DATABASE "{name}"')


def _copy(name: str) -> None:
    from django.conf import settings

    template = settings.DATABASES["default"]["NAME"]
    if name.endswith(".sqlite3"):
        shutil.copy(template, name)
    else:
        _on_server(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def _drop(name: str) -> None:
    if name.endswith(".sqlite3"):
        for path in (name, f"{name}-wal", f"{name}-shm"):
            Path(path).unlink(missing_ok=True)
    else:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    from django.db import connection

    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
