"""How well the parser reads invented dumps.

    python -m tests.pagedump.accuracy [package] [--dumps N] [--first SEED] [--misses] [--style NAME]

`package` is a sibling of this module with STYLES, `practice` where none is given.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

from articles.pagedump import parse
from tests.pagedump.marks import Marks, mark


def measure(style: Callable[[int], Any], seeds: Sequence[int]) -> Marks:
    """The marks of one style over several dumps; every miss says which seed."""
    total = Marks()
    for seed in seeds:
        sample = style(seed)
        marks = mark(sample.gold, parse(sample.text))
        marks.misses = [f"{seed:4} {miss}" for miss in marks.misses]
        total.add(marks)
    return total


def line(name: str, marks: Marks) -> str:
    """One line of the report: the share of all marks, then the measures that missed any."""
    missed = {key: count - marks.hit[key] for key, count in marks.wanted.items()}
    detail = "  ".join(f"{key} -{count}/{marks.wanted[key]}" for key, count in missed.items() if count)
    hit, wanted = marks.hit.total(), marks.wanted.total()
    return f"{name:18} {100 * marks.share:6.2f} %  {hit:6}/{wanted:<6} {detail}".rstrip()


def options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="How well the parser reads invented dumps.")
    parser.add_argument("package", nargs="?", default="practice")
    parser.add_argument("--dumps", type=int, default=20, metavar="N", help="dumps of each style")
    parser.add_argument("--first", type=int, default=0, metavar="SEED", help="the seed of the first dump")
    parser.add_argument("--misses", action="store_true", help="every miss in words")
    parser.add_argument("--style", metavar="NAME", help="one style alone")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    chosen = options(arguments)
    styles = importlib.import_module(f"tests.pagedump.{chosen.package}").STYLES
    seeds = range(chosen.first, chosen.first + chosen.dumps)
    total = Marks()
    for name in [chosen.style] if chosen.style else styles:
        marks = measure(styles[name], seeds)
        total.add(marks)
        sys.stdout.write(line(name, marks) + "\n")
        if chosen.misses:
            sys.stdout.writelines(f"    {miss}\n" for miss in marks.misses)
    sys.stdout.write(line("total", total) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
