"""How well the parser reads invented dumps.

    python -m tests.pagedump.accuracy [package…] [--dumps N] [--first SEED] [--misses] [--style NAME]

`package` is a sibling of this module with STYLES, `practice` where none is given. The parser is tuned on
`practice` and `rehearsal`. `unseen` is held out: its share tells how the parser reads dumps that nobody tuned
it to, and it tells that only as long as nobody knows what was missed there. So only shares are printed of it;
whoever really must see more says `--look`, and then needs new dumps to measure by.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Mapping, Sequence

from articles.pagedump import parse
from tests.pagedump.marks import Marks, mark
from tests.pagedump.practice.sample import Sample

HELD_OUT = "unseen"
Style = Callable[[int], Sample]


def styles(package: str) -> Mapping[str, Style]:
    """The styles of a package by name."""
    found: Mapping[str, Style] = importlib.import_module(f"tests.pagedump.{package}").STYLES
    return found


def measure(style: Style, seeds: Sequence[int]) -> Marks:
    """The marks of one style over several dumps; every miss says which seed."""
    total = Marks()
    for seed in seeds:
        sample = style(seed)
        marks = mark(sample.gold, parse(sample.text))
        marks.misses = [f"{seed:4} {miss}" for miss in marks.misses]
        total.add(marks)
    return total


def line(name: str, marks: Marks, detailed: bool = True) -> str:
    """One line of the report: the share of all marks, then the measures that missed any."""
    share = f"{name:24} {100 * marks.share:6.2f} %"
    if not detailed:
        return share
    missed = {key: count - marks.hit[key] for key, count in marks.wanted.items()}
    detail = "  ".join(f"{key} -{count}/{marks.wanted[key]}" for key, count in missed.items() if count)
    return f"{share}  {marks.hit.total():6}/{marks.wanted.total():<6} {detail}".rstrip()


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well the parser reads invented dumps.")
    parser.add_argument("packages", nargs="*", default=["practice"], metavar="package")
    parser.add_argument("--dumps", type=int, default=20, metavar="N", help="dumps of each style")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed of the first dump")
    parser.add_argument("--misses", action="store_true", help="every miss in words")
    parser.add_argument("--style", metavar="NAME", help="one style alone")
    parser.add_argument("--look", action="store_true", help=f"details of {HELD_OUT}, which spoils it")
    chosen = parser.parse_args(arguments)
    if HELD_OUT in chosen.packages and chosen.misses and not chosen.look:
        parser.error(
            f"{HELD_OUT} is held out: who has seen its misses cannot measure by it any more (--look)"
        )
    return chosen


def report(package: str, chosen: argparse.Namespace) -> None:
    """Print the table of one package."""
    detailed = package != HELD_OUT or chosen.look
    seeds = range(chosen.first, chosen.first + chosen.dumps)
    total = Marks()
    sys.stdout.write(f"{package}\n")
    for name in [chosen.style] if chosen.style else styles(package):
        marks = measure(styles(package)[name], seeds)
        total.add(marks)
        sys.stdout.write(f"  {line(name, marks, detailed)}\n")
        if chosen.misses:
            sys.stdout.writelines(f"    {miss}\n" for miss in marks.misses)
    sys.stdout.write(f"  {line('total', total, detailed)}\n")


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = options(arguments)
    for package in chosen.packages:
        report(package, chosen)
    return 0


if __name__ == "__main__":
    sys.exit(main())
