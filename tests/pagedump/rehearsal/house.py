"""How a paper's pages come out of its tool: signs of rank, gaps, indents, wear."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.pagedump.rehearsal.corpus import Kind, Unit

HALF = str.maketrans("，：；？！（）", ",:;?!()")
WIDE = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}
BODY = (Kind.TEXT, Kind.REST, Kind.CROSSHEAD, Kind.BOX, Kind.ROW, Kind.CAPTION)


@dataclass(frozen=True, slots=True)
class House:
    """`{}` stands for the text in every pattern."""

    head: str = "{}"
    kicker: str = "{}"
    subhead: str = "{}"
    column: str = "{}"
    cross: str = "{}"
    indent: str = ""
    dense: bool = False  # paragraphs follow each other without a blank line
    tight_rows: bool = True  # so do lines of verse, lists and tables
    wrap: int = 0  # characters in a line of a column
    run_on: bool = False  # no blank line before the titles of the next article

    def pattern(self, kind: Kind) -> str:
        patterns = {
            Kind.HEAD: self.head,
            Kind.KICKER: self.kicker,
            Kind.SUBHEAD: self.subhead,
            Kind.COLUMN: self.column,
            Kind.CROSSHEAD: self.cross,
            Kind.BOX: self.cross,
        }
        return patterns.get(kind, "{}")

    def line(self, unit: Unit) -> str:
        text = self.pattern(unit.kind).format(unit.text)
        if self.indent and unit.kind in BODY and unit.kind is not Kind.REST:
            text = self.indent + text
        if self.wrap and unit.kind in (Kind.TEXT, Kind.REST):
            return "\n".join(text[n : n + self.wrap] for n in range(0, len(text), self.wrap))
        return text

    def gap(self, above: Unit, below: Unit) -> str:
        if Kind.RULE in (above.kind, below.kind):
            return "\n"
        if above.kind is Kind.TITLES and below.kind in BODY:
            return "\n"
        if self.run_on and below.kind is Kind.TITLES:
            return "\n"
        if self.tight_rows and above.kind is below.kind and above.kind in (Kind.ROW, Kind.FURNITURE):
            return "\n"
        if self.dense and above.kind in BODY and below.kind in BODY:
            return "\n"
        return "\n\n"

    def text(self, units: Sequence[Unit]) -> str:
        """The dump of units; a gap parts two rows that would stand tight."""
        out = ""
        above: Unit | None = None
        broken = False
        for unit in units:
            if unit.kind is Kind.GAP:
                broken = True
                continue
            if above is not None:
                out += "\n\n" if broken else self.gap(above, unit)
            out += self.line(unit)
            above, broken = unit, False
        return out + "\n"


MARKDOWN = House(head="## {}", kicker="#### {}", subhead="### {}", column="## {}", cross="#### {}")
LEVELS = House(head="# {}", kicker="### {}", subhead="### {}", column="## {}", cross="#### {}")
DEEP = House(head="### {}", kicker="##### {}", subhead="#### {}", column="### {}", cross="**{}**")
BOLD = House(head="**{}**", kicker="{}", subhead="{}", column="{}", cross="{}")
BOLD_ALL = House(head="**{}**", kicker="**{}**", subhead="**{}**", column="**{}**", cross="{}")
PLAIN = House()
INDENTED = House(indent="　　")
TITLED = House(indent="　　", dense=True)


def half_width(text: str, rng: random.Random, share: float) -> str:
    """Half-width marks between Chinese characters, as some tools write them."""
    return "".join(sign.translate(HALF) if rng.random() < share else sign for sign in text)


def wide_digits(text: str, rng: random.Random, share: float) -> str:
    """Some numbers in full width."""

    def wide(match: re.Match[str]) -> str:
        return match[0].translate(WIDE) if rng.random() < share else match[0]

    return re.sub(r"(?<![A-Za-z.\d])\d+(?![A-Za-z.\d])", wide, text)
