"""Lines put together: headings, paragraphs, short lines that may be headings, and marks.

Lines that follow each other without a blank belong together (a wrapped headline, a hard-wrapped paragraph);
an indent opens a paragraph. Where a file has three title lines and then an indented body, the place of a
title line says what it is (norms: 引题 / 主题 / 副题).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from .chars import is_finished, join, starts_list_item
from .credits import Credits
from .furniture import Furniture
from .jumps import Jump
from .lines import LONGEST_HEADING, PLAIN_LEVEL, Kind, Line

_SLOTS = ("kicker", "headline", "subhead")
_LONGEST_PLAIN_HEADING = 60
_LONGEST_WITH_COMMA = 24
_INSIDE_SENTENCE = re.compile(r"[。；]|[！？…].|，[^，]*，")
_LEDE_OPENER = re.compile(
    r"^(?:近日|日前|连日来|[昨今][日天]|\d{1,2}月\d{1,2}日|据了解|据介绍|据悉|同时|随后|截至目前|下一步|此外|其中)，?"
)
_OPEN_END = re.compile(r"[，、；：。,;:]$")
_CONTINUES = re.compile(r"^[，。；：、！？）”’》…,.;:!?)]")
_DASH = re.compile(r"^(?:——|－－|--|—)\s?\S")


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
    return not is_finished(line.text) and not _OPEN_END.search(line.text)


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
    apart = first.level != second.level or _DASH.match(second.text) or starts_list_item(second.text)
    return not apart and len(first.text) + len(second.text) <= LONGEST_HEADING


def _make(run: list[Line]) -> Iterator[Block]:
    head = run[0]
    if head.kind is Kind.TEXT:
        yield from _text_blocks(run)
    else:
        block = _block(run)
        block.credits, block.furniture, block.jump = head.credits, head.furniture, head.jump
        yield block


def _block(run: list[Line], short: bool = False) -> Block:
    text = join(line.text for line in run)
    head = run[0]
    return Block(
        head.kind,
        text,
        head.number,
        run[-1].number,
        head.level,
        indented=head.indented,
        short=short,
        slot=head.slot,
    )


def _text_blocks(run: list[Line]) -> Iterator[Block]:
    """Cut a chunk of text into paragraphs and the short lines that may be headings."""
    if len(run) == 1:
        yield _block(run, _is_short(run[0].text))
        return
    if all(_is_short(line.text) for line in run) and len(run) <= 3 and _is_one_headline(run):
        yield _block(run, short=True)
        return
    width = _wrap_width(run)
    start = 0
    for i in range(1, len(run) + 1):
        if i < len(run) and not _opens(run, i, start, width):
            continue
        yield _paragraph(run[start:i], width, _stands_alone(run, start, i, width))
        start = i


def _is_one_headline(run: list[Line]) -> bool:
    if any(line.indented for line in run):
        return False
    return not any(starts_list_item(line.text) for line in run)


def _paragraph(run: list[Line], width: int, short: bool) -> Block:
    block = _block(run, short)
    if not width:
        block.joins = [line.number for line in run[1:]]
    return block


def _wrap_width(run: list[Line]) -> int:
    """The width at which a chunk is hard-wrapped, or 0 where its lines are whole paragraphs."""
    inner = [
        len(line.text) for line in run[:-1] if not is_finished(line.text) and not _is_heading_like(line.text)
    ]
    full = [len(line.text) for line in run[:-1] if not is_finished(line.text)]
    cut = inner or full
    if len(cut) * 2 < len(run) - 1 and len(cut) < 2:
        return 0
    width = max(cut, default=0)
    return width if 10 <= width <= 120 else 0


def _opens(run: list[Line], i: int, start: int, width: int) -> bool:
    """Whether line `i` of a chunk opens a new paragraph."""
    line, before = run[i], run[i - 1]
    if line.indented or (_DASH.match(line.text) and _is_short(before.text)):
        return True
    if _stands_alone(run, i - 1, i, width) and i - 1 == start:
        return True
    if not is_finished(before.text):
        after_item = starts_list_item(before.text) or _OPEN_END.search(before.text)
        return starts_list_item(line.text) and bool(after_item)
    if not width or starts_list_item(line.text):
        return True
    return len(before.text) < width - 3 or _stands_alone(run, i, i + 1, width)


def _stands_alone(run: list[Line], start: int, end: int, width: int) -> bool:
    """A short line inside a chunk that no sentence runs into or out of."""
    text = run[start].text
    if end - start != 1 or not _is_short(text):
        return False
    if start and not (is_finished(run[start - 1].text) or run[start - 1].text == ""):
        return False
    if end < len(run) and (run[end].indented and not run[start].indented):
        return True
    following = run[end].text if end < len(run) else ""
    if _CONTINUES.match(following):
        return False
    return len(text) < width * 0.8 if width else not following or len(following) > len(text) * 1.5


def _is_heading_like(text: str) -> bool:
    return len(text) <= 16 and _is_short(text)


def _is_short(text: str) -> bool:
    """Whether a plain line has the shape of a heading: short, one clause or two, no sentence end."""
    if len(text) > _LONGEST_PLAIN_HEADING or len(text) < 2:
        return False
    if _INSIDE_SENTENCE.search(text) or _OPEN_END.search(text) or _CONTINUES.match(text):
        return False
    return "，" not in text or (len(text) <= _LONGEST_WITH_COMMA and not _LEDE_OPENER.match(text))
