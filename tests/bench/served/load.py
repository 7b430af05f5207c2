"""Load on a server, by wrk, and what came of it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.request import Request, urlopen

from tests.bench.served.servers import cpu_seconds

CONNECTIONS = 64
SCRIPT = Path(__file__).with_name("load.lua")
ACCEPTED = {"Accept-Encoding": "gzip"}


@dataclass(frozen=True)
class Answer:
    """A page as it was sent."""

    kind: str
    encoding: str
    body: bytes


@dataclass(frozen=True)
class Load:
    """What a server did: requests a second, CPU seconds a request, and the 99th percentile in ms."""

    rate: float
    cpu: float
    p99: float


def fetched(url: str) -> Answer:
    """Return a page as a browser asks for it. Raises OSError for what is not a 200."""
    with urlopen(Request(url, headers=ACCEPTED), timeout=60) as answer:  # noqa: S310
        said = answer.headers
        return Answer(said["Content-Type"], said.get("Content-Encoding", ""), answer.read())


def put(url: str, seconds: int, *processes: int) -> Load:
    """Ask for a page from many connections for so long; `processes` are those whose CPU time counts.

    Raises RuntimeError where one answer was not a 200 or none at all.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
    headers = [part for name, value in ACCEPTED.items() for part in ("-H", f"{name}: {value}")]
    before = cpu_seconds(*processes)
    said = subprocess.run([*command, *headers, url], check=True, capture_output=True, text=True).stdout
    used = cpu_seconds(*processes) - before
    found = json.loads(said.splitlines()[-1])
    if found["errors"] or not found["requests"]:
        raise RuntimeError(f"{url}: {found}")
    rate = found["requests"] / (found["microseconds"] / 1e6)
    return Load(rate, used / found["requests"], found["p99"] / 1000)
