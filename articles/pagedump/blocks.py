"""Lines put together: headings, paragraphs, short lines that may be headings, and marks.

Lines that follow each other without a blank belong together (a wrapped headline, a hard-wrapped paragraph);
an indent opens a paragraph. Where a file has three title lines and then an indented body, the place of a
title line says what it is (norms: 引题 / 主题 / 副题).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from .chars import is_finished, join, starts_list_item
from .chunks import DASH, OPEN_END, cut_paragraphs
from .credits import Credits
from .furniture import Furniture
from .jumps import Jump
from .lines import LONGEST_HEADING, PLAIN_LEVEL, Kind, Line

_SLOTS = ("kicker", "headline", "subhead")


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    `gap` counts the blank lines before, `short` marks a possible plain heading, `slot` a title line by its
    place, and `joins` the lines where a paragraph was put together that was not hard-wrapped.
    """

    kind: Kind
    text: str
    first: int
    last: int
    level: int = PLAIN_LEVEL
    gap: int = 0
    indented: bool = False
    short: bool = False
    slot: str = ""
    credits: Credits | None = None
    furniture: Furniture | None = None
    jump: Jump | None = None
    joins: list[int] = field(default_factory=list)
    page: int | None = None


def read_blocks(lines: list[Line]) -> list[Block]:
    """Put lines together into blocks, in order."""
    mark_title_slots(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        end = _run_end(lines, i)
        made = list(_make(lines[i:end]))
        made[0].gap = lines[i].gap
        blocks.extend(made)
        i = end
    return blocks


def mark_title_slots(lines: list[Line]) -> None:
    """Mark 引题, 主题 and 副题 by their place, where three title lines stand before each indented body."""
    first = next((i for i, line in enumerate(lines) if line.indented), len(lines))
    reach = lines[first].number - 1 if first < len(lines) else 0
    if reach not in (len(_SLOTS), len(_SLOTS) + 1) or not _slots(lines, first, reach):
        return
    for i in range(first, len(lines)):
        if lines[i].indented and (i == first or not lines[i - 1].indented):
            for line, slot in _slots(lines, i, reach):
                line.kind, line.slot = Kind.HEADING, slot


def _slots(lines: list[Line], body: int, reach: int) -> list[tuple[Line, str]]:
    """The title lines before a body; none unless the middle one is set and all of them can be titles."""
    top = lines[body].number - reach
    titles = [line for line in lines[max(0, body - 3) : body] if line.number >= top]
    if any(line.number - top >= len(_SLOTS) for line in titles):
        return []
    above = body - len(titles) - 1
    runs_on = above >= 0 and lines[above].number == top - 1 and not lines[above].indented
    if runs_on and lines[above].kind is Kind.TEXT or not all(_may_be_title(line) for line in titles):
        return []
    slots = [(line, _SLOTS[line.number - top]) for line in titles]
    names = [slot for _, slot in slots]
    return slots if "headline" in names and (len(names) > 1 or lines[body].gap) else []


def _may_be_title(line: Line) -> bool:
    if line.kind not in (Kind.TEXT, Kind.HEADING) or line.indented or len(line.text) > LONGEST_HEADING:
        return False
    return not is_finished(line.text) and not OPEN_END.search(line.text)


def _run_end(lines: list[Line], start: int) -> int:
    """The end of the lines that one block, or one chunk of text, is made of."""
    head = lines[start]
    end = start + 1
    if head.kind not in (Kind.TEXT, Kind.HEADING) or head.slot:
        return end
    while end < len(lines) and lines[end].kind is head.kind and not lines[end].gap and not lines[end].slot:
        if head.kind is Kind.HEADING and not _wraps(lines[end - 1], lines[end]):
            break
        end += 1
    return end


def _wraps(first: Line, second: Line) -> bool:
    """Heading lines without a blank between are one headline, unless level, dash or number parts them."""
    apart = first.level != second.level or DASH.match(second.text) or starts_list_item(second.text)
    return not apart and len(first.text) + len(second.text) <= LONGEST_HEADING


def _make(run: list[Line]) -> Iterator[Block]:
    head = run[0]
    if head.kind is Kind.TEXT:
        for paragraph in cut_paragraphs(run):
            yield _block(paragraph.lines, paragraph.short, paragraph.joins)
    else:
        yield _block(run)


def _block(run: list[Line], short: bool = False, joins: list[int] | None = None) -> Block:
    head = run[0]
    return Block(
        kind=head.kind,
        text=head.text if len(run) == 1 else join(line.text for line in run),
        first=head.number,
        last=run[-1].number,
        level=head.level,
        indented=head.indented,
        short=short,
        slot=head.slot,
        credits=head.credits,
        furniture=head.furniture,
        jump=head.jump,
        joins=joins or [],
    )
