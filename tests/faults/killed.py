"""Imports killed at random points, and what is left of them.

`python -m tests.faults.killed --points 200` kills as many of the command, and of a worker, on the
database that TEST_DATABASE names. Half of the points are statements or commits, at which the process
kills itself; the others are moments, at which it is killed from outside.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.faults import archive, works
from tests.faults.newsrooms import Newsroom, Running, count_statements, new_newsroom
from tests.faults.works import Way


@dataclass(frozen=True)
class Undisturbed:
    """What a run that nobody disturbs leaves before, between and after its chunks, and what it takes."""

    states: list[str]
    counts: dict[str, int]
    statements: int
    seconds: float


@dataclass
class Report:
    """What became of runs that were killed."""

    killed: int = 0
    chunks: list[int] = field(default_factory=list)  # That were in when the process died.
    wrong: list[str] = field(default_factory=list)

    def add(self, point: str, faults: list[str]) -> None:
        self.wrong += [f"killed at {point}: {fault}" for fault in faults]


def main() -> None:
    """Kill as often as asked, and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--files", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ways", nargs="+", choices=works.WAYS, default=list(works.WAYS))
    asked = parser.parse_args()
    is_wrong = False
    with tempfile.TemporaryDirectory() as folder:
        dumps = archive.write(Path(folder, "archive"), asked.files)
        for name in asked.ways:
            way = works.WAYS[name]
            start = time.monotonic()
            undisturbed = run_undisturbed(way, dumps)
            report = kill(way, dumps, undisturbed, asked.points, asked.seed)
            is_wrong |= bool(report.wrong)
            print(f"{name}: {undisturbed.statements} statements, {undisturbed.counts}")
            print(f"{report.killed} killed, with {_spread(report.chunks)} chunks in")
            print(f"{len(report.wrong)} wrong, in {time.monotonic() - start:.0f} s", *report.wrong, sep="\n")
    sys.exit(is_wrong)


def run_undisturbed(way: Way, dumps: Path) -> Undisturbed:
    """Import `dumps` and return what came of it."""
    with new_newsroom() as newsroom:
        newsroom.call(way.prepare, dumps)
        start = time.monotonic()
        statements = newsroom.call(count_statements, way.run, dumps)
        seconds = time.monotonic() - start
        return Undisturbed(states(dumps), newsroom.call(works.counts), statements, seconds)


@cache
def states(dumps: Path) -> list[str]:
    """Return the digests before, between and after the chunks of an import of `dumps`."""
    with new_newsroom() as newsroom:
        found: list[str] = newsroom.call(works.states, dumps)
        return found


def kill(way: Way, dumps: Path, undisturbed: Undisturbed, points: int, seed: int) -> Report:
    """Kill an import of `dumps` at so many points, each in a newsroom of its own.

    A run that comes to its end before its moment does not count; what it has left is looked at too.
    """
    rng, report = random.Random(seed), Report()
    while report.killed < points:
        with new_newsroom() as newsroom:
            newsroom.call(way.prepare, dumps)
            if len(report.chunks) % 2:
                running, point = _killed_at_moment(newsroom, way, dumps, rng.uniform(0, undisturbed.seconds))
            else:
                running, point = _kills_itself(newsroom, way, dumps, rng.randint(1, undisturbed.statements))
            report.killed += running.exitcode() == -signal.SIGKILL
            report.add(point, _left(newsroom, undisturbed, report))
            newsroom.call(way.go_on, dumps)
            report.add(point, _ended(newsroom, undisturbed))
    return report


def _killed_at_moment(newsroom: Newsroom, way: Way, dumps: Path, moment: float) -> tuple[Running, str]:
    running = newsroom.start(way.run, dumps)
    time.sleep(moment)
    running.kill()
    return running, f"{moment:.3f} s"


def _kills_itself(newsroom: Newsroom, way: Way, dumps: Path, number: int) -> tuple[Running, str]:
    return newsroom.start(way.run, dumps, kill_at=number), f"statement {number}"


def _left(newsroom: Newsroom, undisturbed: Undisturbed, report: Report) -> list[str]:
    """What is wrong with what a killed run has left: it is to stand between two chunks."""
    state, faults = newsroom.call(works.look)
    if state not in undisturbed.states:
        faults.append("it stands between no two chunks")
    report.chunks.append(undisturbed.states.index(state) if state in undisturbed.states else -1)
    return faults


def _ended(newsroom: Newsroom, undisturbed: Undisturbed) -> list[str]:
    """What is wrong after somebody has gone on."""
    state, faults = newsroom.call(works.look)
    if state != undisturbed.states[-1]:
        faults.append(f"another end: {newsroom.call(works.counts)}")
    return [*faults, *newsroom.call(works.sweep)]


def _spread(chunks: list[int]) -> str:
    return f"{min(chunks)} to {max(chunks)}"


if __name__ == "__main__":
    import tests.environment  # noqa: F401

    main()
