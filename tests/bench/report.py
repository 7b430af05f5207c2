"""One form for what the benchmarks find, and one report of it all: `python -m tests.bench.report`.

Each benchmark says its figures with `say`, which prints them and keeps them in `var/bench/rows/`. The report
takes what lies there, from whichever runs, and writes `var/bench/report.md`, `report.json` and a plot of each
part that has something to compare.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.bench import plots

FOLDER = Path(__file__).parents[2] / "var" / "bench"


@dataclass(frozen=True)
class Figure:
    """One figure of a benchmark.

    `of` is what is compared, as a contender or a kind of query, and `scale` the number of articles there
    were: figures with either become a table with a column for each `what`. A target is a least or a most.
    """

    what: str
    value: float
    unit: str = ""
    of: str = ""
    scale: int = 0
    at_least: float | None = None
    at_most: float | None = None
    note: str = ""

    @property
    def name(self) -> str:
        """What the figure is of, all in one."""
        scale = f"{self.scale:,} articles" if self.scale else ""
        return ": ".join(filter(None, (self.of, scale, self.what)))

    @property
    def target(self) -> str:
        """The target in words, or "" for none."""
        if self.at_least is not None:
            return f"≥ {number(self.at_least)}"
        return f"≤ {number(self.at_most)}" if self.at_most is not None else ""

    @property
    def ratio(self) -> float | None:
        """Times the target, or None for no target."""
        target = self.at_least if self.at_least is not None else self.at_most
        return self.value / target if target else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met, or None for no target."""
        if self.at_least is not None:
            return self.value >= self.at_least
        return self.value <= self.at_most if self.at_most is not None else None


Parts = dict[str, list[Figure]]


def say(part: str, figures: Iterable[Figure], folder: Path = FOLDER) -> list[Figure]:
    """Print figures as they come, as rows of a Markdown table, and keep them for the report."""
    print(f"| {part} | figure | target |\n| --- | --- | --- |", flush=True)
    found = []
    for figure in figures:
        print(_row(figure.name, said(figure), _judged(figure)), flush=True)
        found.append(figure)
    rows = folder / "rows"
    rows.mkdir(parents=True, exist_ok=True)
    (rows / f"{part}.json").write_text(json.dumps([asdict(figure) for figure in found], ensure_ascii=False))
    return found


def kept(folder: Path = FOLDER) -> Parts:
    """Return the figures of all parts that have been said."""
    paths = sorted((folder / "rows").glob("*.json"))
    return {path.stem: [Figure(**row) for row in json.loads(path.read_text())] for path in paths}


def write(parts: Parts, about: dict[str, Any], folder: Path = FOLDER) -> Path:
    """Write the report and its plots; return the path of its Markdown."""
    drawn = {part: plots.plot(part, figures) for part, figures in parts.items()}
    pictures = {part: svg for part, svg in drawn.items() if svg}
    for part, svg in pictures.items():
        (folder / f"{part}.svg").write_text(svg)
    (folder / "report.json").write_text(json.dumps(as_json(parts, about), ensure_ascii=False, indent=1))
    path = folder / "report.md"
    path.write_text(as_markdown(parts, about, set(pictures)))
    return path


def as_json(parts: Parts, about: dict[str, Any]) -> dict[str, Any]:
    """All figures, each with its target, whether that is met, and how many times the target it is."""

    def whole(figure: Figure) -> dict[str, Any]:
        judged = {"target": figure.target, "met": figure.met, "ratio": figure.ratio}
        return asdict(figure) | judged

    return {**about, "parts": {part: list(map(whole, figures)) for part, figures in parts.items()}}


def as_markdown(parts: Parts, about: dict[str, Any], pictures: Iterable[str] = ()) -> str:
    """The report: what has a target first, then every part; `pictures` are the parts that have a plot."""
    lines = ["# Benchmarks", "", *(f"- {name}: {value}" for name, value in about.items()), ""]
    lines += ["## Targets", "", *_targets(parts)]
    for part, figures in parts.items():
        lines += ["", f"## {part}", "", *_tables(figures)]
        if part in pictures:
            lines += ["", f"![{part}]({part}.svg)"]
    return "\n".join(lines) + "\n"


def _targets(parts: Parts) -> Iterator[str]:
    yield _head("part", "what", "figure", "target", "times the target", "met")
    for part, figures in parts.items():
        for figure in figures:
            if figure.met is not None:
                ratio = "" if figure.ratio is None else number(figure.ratio)
                yield _row(
                    part, figure.name, said(figure), figure.target, ratio, "yes" if figure.met else "NO"
                )


def _tables(figures: list[Figure]) -> Iterator[str]:
    """Single figures one a row; what is compared with a column for each thing that was measured."""
    single = [figure for figure in figures if not (figure.of or figure.scale)]
    compared = [figure for figure in figures if figure.of or figure.scale]
    if single:
        yield _head("what", "figure", "target")
        yield from (_row(figure.what, said(figure), _judged(figure)) for figure in single)
    if single and compared:
        yield ""
    if compared:
        yield from _compared(compared)


def _compared(figures: list[Figure]) -> Iterator[str]:
    columns = {(figure.what, figure.unit): None for figure in figures}
    rows: dict[tuple[str, int], dict[tuple[str, str], Figure]] = {}
    for figure in figures:
        rows.setdefault((figure.of, figure.scale), {})[figure.what, figure.unit] = figure
    yield _head("", *(f"{what}, {unit}" if unit else what for what, unit in columns))
    for (of, scale), cells in rows.items():
        name = ", ".join(filter(None, (of, f"{scale:,} articles" if scale else "")))
        yield _row(name, *(_cell(cells.get(column)) for column in columns))


def _cell(figure: Figure | None) -> str:
    if figure is None:
        return ""
    return number(figure.value) + (f" ({figure.note})" if figure.note else "")


def said(figure: Figure) -> str:
    """A figure with its unit and what is to be said of it."""
    return " ".join(filter(None, (number(figure.value), figure.unit, figure.note and f"({figure.note})")))


def _judged(figure: Figure) -> str:
    return figure.target if figure.met is not False else f"{figure.target}: missed"


def number(value: float) -> str:
    """A number with as many digits as mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _head(*cells: str) -> str:
    return f"{_row(*cells)}\n{_row(*('---' for _ in cells))}"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def about_here() -> dict[str, Any]:
    """When and where the report is written."""
    return {
        "written": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, {platform.system()}",
        "python": platform.python_version(),
        "scale": os.environ.get("SCALE", "the usual"),
    }


if __name__ == "__main__":
    print(write(kept(), about_here()))
