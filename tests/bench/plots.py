"""Plots of what benchmarks compare, as SVG: bars side by side, and curves over the number of articles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

if TYPE_CHECKING:
    from tests.bench.report import Figure

WIDTH, LEFT, RIGHT = 860, 300, 110  # Pixels; names stand on the left, values on the right.
BAR, GAP, HEADING = 16, 6, 34
CURVES, FOOT = 240, 30
COLOURS = ("#1f6feb", "#c2410c", "#15803d", "#7e22ce", "#b91c1c", "#0e7490", "#a16207", "#475569")

Bars = Mapping[str, float]
Curves = Mapping[str, list[tuple[int, float]]]


def plot(title: str, figures: Iterable[Figure]) -> str | None:
    """Return a plot of what can be compared among the figures of one part, or None where nothing can."""
    figures = list(figures)
    bars, curves = _bars(figures), _curves(figures)
    if not (bars or curves):
        return None
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.set("font-family", "sans-serif")
    svg.set("font-size", "12")
    SubElement(svg, "title").text = title
    SubElement(svg, "rect", width="100%", height="100%", fill="white")
    height = 10
    for heading, values in bars.items():
        height = _draw_bars(svg, height, heading, values)
    for heading, lines in curves.items():
        height = _draw_curves(svg, height, heading, lines)
    svg.set("viewBox", f"0 0 {WIDTH} {height}")
    return tostring(svg, encoding="unicode")


def _bars(figures: list[Figure]) -> dict[str, Bars]:
    """What was measured of several things at one scale."""
    found: dict[str, dict[str, float]] = {}
    for figure in figures:
        if figure.of and not figure.scale:
            found.setdefault(_heading(figure.what, figure.unit), {})[figure.of] = figure.value
    return {heading: values for heading, values in found.items() if len(values) > 1}


def _curves(figures: list[Figure]) -> dict[str, Curves]:
    """What was measured at several scales; what has one unit is drawn together."""
    found: dict[str, dict[str, list[tuple[int, float]]]] = {}
    for figure in figures:
        if figure.scale:
            lines = found.setdefault(figure.unit or figure.what, {})
            lines.setdefault(": ".join(filter(None, (figure.of, figure.what))), []).append(
                (figure.scale, figure.value)
            )
    grown = {unit: {name: sorted(line) for name, line in lines.items() if len(line) > 1} for unit, lines in
             found.items()}  # fmt: skip
    return {unit: lines for unit, lines in grown.items() if lines}


def _heading(what: str, unit: str) -> str:
    return f"{what}, {unit}" if unit else what


def _draw_bars(svg: Element, top: int, heading: str, values: Bars) -> int:
    """Draw bars from `top` on; return where they end."""
    _text(svg, 10, top + 18, heading, weight="bold")
    most = max(*values.values(), 0) or 1
    top += HEADING
    for name, value in values.items():
        length = max(value, 0) / most * (WIDTH - LEFT - RIGHT)
        _text(svg, LEFT - 8, top + 12, name, anchor="end")
        SubElement(
            svg, "rect", x=str(LEFT), y=str(top), width=f"{length:.1f}", height=str(BAR), fill=COLOURS[0]
        )
        _text(svg, LEFT + length + 6, top + 12, _short(value))
        top += BAR + GAP
    return top + GAP


def _draw_curves(svg: Element, top: int, heading: str, lines: Curves) -> int:
    """Draw curves from `top` on, over a logarithmic scale and from zero up; return where they end."""
    _text(svg, 10, top + 18, f"{heading}, by the number of articles", weight="bold")
    scales = sorted({scale for line in lines.values() for scale, _ in line})
    most = max(value for line in lines.values() for _, value in line) or 1
    top, left, width = top + HEADING, 60, WIDTH - LEFT - 80
    span = math.log(scales[-1] / scales[0]) or 1

    def place(scale: int, value: float) -> tuple[float, float]:
        return left + math.log(scale / scales[0]) / span * width, top + CURVES * (1 - value / most)

    for value in (0, most / 2, most):
        _, y = place(scales[0], value)
        SubElement(svg, "path", d=f"M{left} {y:.1f}h{width}", stroke="#cbd5e1")
        _text(svg, left - 6, y + 4, _short(value), anchor="end")
    for scale in scales:
        _text(svg, place(scale, 0)[0], top + CURVES + 18, f"{scale:,}", anchor="middle")
    for number, (name, line) in enumerate(lines.items()):
        colour = COLOURS[number % len(COLOURS)]
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line))
        SubElement(svg, "polyline", {"stroke-width": "2"}, points=points, fill="none", stroke=colour)
        _text(svg, left + width + 20, top + 12 + number * 16, name, fill=colour)
    return top + max(CURVES, len(lines) * 16) + FOOT


def _text(
    svg: Element, x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal",
    fill: str = "#111827",
) -> None:  # fmt: skip
    about = {"text-anchor": anchor, "font-weight": weight, "fill": fill}
    SubElement(svg, "text", about, x=f"{x:.1f}", y=f"{y:.1f}").text = text


def _short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"
