"""A newsroom as its readers and editors have it: its own database, server and worker, each a process."""

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent.parent
PASSWORD = "secret-pass"


@dataclass
class Newsroom:
    """A running newsroom: where it is, and the means to start and stop its worker."""

    url: str
    environment: dict[str, str]
    processes: int = 1
    server: subprocess.Popen[bytes] | None = field(default=None)
    worker: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def port(self) -> int:
        """Where its server listens."""
        return int(self.url.rpartition(":")[2])

    def manage(self, *words: str) -> str:
        """Run a command of the newsroom's, and return what it prints."""
        done = subprocess.run(
            _command(*words), cwd=ROOT, env=self.environment, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def shell(self, script: str) -> str:
        """Run a script in the newsroom, and return what it prints."""
        return self.manage("shell", "--no-imports", "-c", script)

    def start_server(self) -> None:
        """Start the server, as `make serve` does, and wait until it listens."""
        self.server = _started(_serving(self.port, self.processes), self.environment)
        wait_for(self.port, self.server)

    def stop_server(self) -> None:
        """Stop the server, as for an upgrade."""
        assert self.server
        stop(self.server)

    def start_worker(self) -> None:
        """Start the worker, as `make worker` does."""
        self.worker = _started(_command("worker"), self.environment)

    def stop_worker(self) -> None:
        """Stop the worker, as Ctrl-C does."""
        if self.worker:
            stop(self.worker)
            self.worker = None


@contextmanager
def running(folder: Path, *, workers: int = 1, **settings: str) -> Iterator[Newsroom]:
    """A newsroom in `folder`, with an administrator called chief, and no worker in the background yet.

    The server has so many processes, and no page cache unless `settings` say so: what is done in a browser
    is seen with the next page there. Where they name a database, it is that one, as it is.
    """
    url = f"http://127.0.0.1:{free_port()}"
    named = settings.get("DATABASE_URL")
    with nullcontext(named) if named else _database(folder) as database:
        newsroom = Newsroom(url, _environment(folder, database) | settings, processes=workers)
        try:
            newsroom.start_server()
            yield newsroom
        finally:
            newsroom.stop_worker()
            newsroom.stop_server()


def _environment(folder: Path, database: str) -> dict[str, str]:
    ours = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": database,
        "HTTPS_ONLY": "off",
        "UPLOAD_LIMIT_MB": "4",
        "PAGE_CACHE_MB": "0",
        "DJANGO_SUPERUSER_PASSWORD": PASSWORD,
    }
    return {**os.environ, **ours}


@contextmanager
def _database(folder: Path) -> Iterator[str]:
    """The address of a database with chief alone: a file in `folder`, or one on the tests' server.

    It is a copy of one that each process of the tests migrates once: that takes as long as many a test.
    """
    server = os.environ["DATABASE_URL"]
    if server.startswith("sqlite"):
        shutil.copy(_migrated_file(), folder / "newsroom.sqlite3")
        yield f"sqlite:///{folder / 'newsroom.sqlite3'}"
        return
    name, pattern = f"newsroom_{uuid.uuid4().hex}", _migrated_name(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')
        yield _named(server, name)
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@cache
def _migrated_file() -> Path:
    folder = Path(tempfile.mkdtemp(dir=os.environ["VAR_DIR"]))
    _prepare(folder, f"sqlite:///{folder / 'newsroom.sqlite3'}")
    return folder / "newsroom.sqlite3"


@cache
def _migrated_name(server: str) -> str:
    name = f"pattern_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    atexit.register(_drop, server, name)
    _prepare(Path(tempfile.mkdtemp(dir=os.environ["VAR_DIR"])), _named(server, name))
    return name


def _drop(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _prepare(folder: Path, database: str) -> None:
    newsroom = Newsroom("", _environment(folder, database))
    newsroom.manage("migrate", "--verbosity", "0")
    newsroom.manage("createsuperuser", "--noinput", "--username", "chief", "--email", "")


def _named(server: str, name: str) -> str:
    return urllib.parse.urlsplit(server)._replace(path=f"/{name}").geturl()


def _command(*words: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *words]


def _serving(port: int, workers: int) -> list[str]:
    granian = str(Path(sys.executable).parent / "granian")
    said = ("--interface", "wsgi", "--no-ws", "--blocking-threads", "2", "--respawn-failed-workers")
    where = ("--host", "127.0.0.1", "--port", str(port), "--workers", str(workers))
    return [granian, *said, *where, "newsroom.wsgi:application"]


def _started(command: list[str], environment: dict[str, str]) -> subprocess.Popen[bytes]:
    log = Path(environment["VAR_DIR"]) / "processes.log"
    with log.open("ab") as out:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=out)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process, and wait until it has ended."""
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until `server` listens at `port`. Raises TimeoutError where it does not."""
    for _ in range(300):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise TimeoutError("the server did not start")
