"""A block: lines of a dump that belong together, at first a single line each, and what kind they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from .credits import Credits
from .furniture import Furniture
from .jumps import Jump

BOLD_LEVEL = 7
RUN_IN_LEVEL = 8
PLAIN_LEVEL = 9
LONGEST_HEADING = 80

Kind = Literal["heading", "text", "byline", "credit", "furniture", "image", "rule", "jump"]


@dataclass(slots=True)
class Block:
    """Lines that belong together, without their marks. `first` and `last` are their numbers in the dump.

    `level` is 1–6 for Markdown headings, 7 for bold ones, 8 for those that run in with a text, 9 for plain
    text. `gap` counts the blank lines before, `short` marks a possible plain heading, `whole` a paragraph by
    itself (a row, a verse), `slot` a title line by its place, and `joins` the lines where a paragraph was put
    together that was not hard-wrapped.
    """

    kind: Kind
    text: str
    first: int
    last: int
    level: int = PLAIN_LEVEL
    indented: bool = False
    gap: int = 0
    short: bool = False
    whole: bool = False
    slot: str = ""
    credits: Credits | None = None
    furniture: Furniture | None = None
    jump: Jump | None = None
    joins: tuple[int, ...] = ()
    page: int | None = None
