"""Servers as processes of their own on this machine, and the CPU time that they take."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0  # Seconds until a server must answer.
AT_REST = 0.02  # CPU seconds in a third of one.


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as there:
        there.bind(("127.0.0.1", 0))
        return int(there.getsockname()[1])


@contextmanager
def running(command: list[str], port: int, log: Path, env: Mapping[str, str], folder: Path) -> Iterator[int]:
    """Run a server, and give its process once it listens; what it says goes to `log`.

    Raises RuntimeError where it ends at once or does not listen in time.
    """
    with log.open("wb") as out:
        process = subprocess.Popen(command, env={**os.environ, **env}, cwd=folder, stdout=out, stderr=out)
    try:
        _wait(process, port, log)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    latest = time.monotonic() + PATIENCE
    while time.monotonic() < latest and process.poll() is None:
        with socket.socket() as there:
            if there.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"no server on port {port}: {log.read_text()[-2000:]}")


def cpu_seconds(*roots: int) -> float:
    """What these processes and all that descend from them have used so far."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # It has ended in between.
            continue
        process = int(path.parent.name)
        parents[process] = int(fields[1])
        ticks[process] = int(fields[11]) + int(fields[12])
    return sum(
        used for process, used in ticks.items() if not _line(process, parents).isdisjoint(roots)
    ) / os.sysconf("SC_CLK_TCK")


def settle(*processes: int) -> None:
    """Wait until these processes rest: a slow server still answers requests that nobody waits for."""
    latest = time.monotonic() + PATIENCE
    used = cpu_seconds(*processes)
    while time.monotonic() < latest:
        time.sleep(0.3)
        before, used = used, cpu_seconds(*processes)
        if used - before < AT_REST:
            return


def _line(process: int, parents: Mapping[int, int]) -> set[int]:
    """A process and those that it comes from."""
    line: set[int] = set()
    while process in parents and process not in line:
        line.add(process)
        process = parents[process]
    return line
