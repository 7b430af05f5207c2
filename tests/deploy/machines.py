"""A newsroom on several machines, each of them some processes of this one, and the means to kill them.

Two servers behind nginx, two workers, a primary and its streaming replica. What is on the first machine asks
the database as “first”, what is on the second as “second”.
"""

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.deploy.proxy import HOST, nginx, nginx_program
from tests.e2e.newsroom import Newsroom, running
from tests.newsroom.replicas import Server, primary_and_replica
from tests.waiting import PATIENCE, until

NAMES = ("first", "second")
OTHERS = """
    SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
"""


@dataclass
class Machines:
    """All of them. `newsrooms` are the two with a server and a worker each, by their names."""

    primary: Server
    replica: Server
    newsrooms: dict[str, Newsroom]
    port: int

    def get(self, path: str, **headers: str) -> int:
        """Return the status of a page that comes through nginx, over a connection of its own."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={"Host": HOST, **headers})
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()

    def is_read_from(self, server: Server) -> bool:
        """Whether somebody but us is connected to a server of the database."""
        return bool(server.ask(OTHERS))


@contextmanager
def machines(folder: Path) -> Iterator[Machines]:
    """Start them all, with a database that is migrated and empty; end them all."""
    program = nginx_program()
    with ExitStack() as stack:
        primary, replica = stack.enter_context(primary_and_replica())
        said = {
            "DATABASE_URL": primary.url,
            "REPLICA_URL": replica.url,
            "PAGE_CACHE_MB": "8",
            "ALLOWED_HOSTS": HOST,
            "BEHIND_PROXY": "on",
        }
        newsrooms = {name: stack.enter_context(running(folder, PGAPPNAME=name, **said)) for name in NAMES}
        newsrooms["first"].manage("migrate", "--verbosity", "0")
        for newsroom in newsrooms.values():
            newsroom.start_worker()
        port = stack.enter_context(nginx(program, folder, *(one.url for one in newsrooms.values())))
        yield Machines(primary, replica, newsrooms, port)


def kill(process: subprocess.Popen[bytes] | None) -> None:
    """Kill a process and its children, as `kill -9` does, and wait until they are gone."""
    assert process
    children = children_of(process)
    process.kill()
    process.wait()
    for child in children:
        kill_child(child)


def kill_child(pid: int) -> None:
    """Kill a process that is not ours to wait for."""
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
    until(lambda: not _is_alive(pid))


def children_of(process: subprocess.Popen[bytes]) -> list[int]:
    """The processes that a process has started."""
    return list(map(int, Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()))


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
