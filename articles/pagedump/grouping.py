"""Lines put together: headings, paragraphs, short lines that may be headings, and marks.

Lines that follow each other without a blank belong together (a wrapped headline, a hard-wrapped paragraph);
an indent opens a paragraph. Where a file has three title lines and then an indented body, the place of a
title line says what it is (norms: 引题 / 主题 / 副题).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .blocks import LONGEST_HEADING, Block
from .chars import is_finished, join
from .chunks import OPEN_END, are_apart, cut_paragraphs, is_short
from .rows import mark_rows
from .verse import mark_verse

_LONGEST_WRAPPED = 22
_SLOTS = ("kicker", "headline", "subhead")


def read_blocks(lines: list[Block]) -> list[Block]:
    """Put lines together into blocks, in order."""
    mark_title_slots(lines)
    mark_rows(lines)
    mark_verse(lines)
    blocks: list[Block] = []
    i = 0
    while i < len(lines):
        end = _run_end(lines, i)
        blocks.extend(_make(lines[i:end]))
        i = end
    return blocks


def mark_title_slots(lines: list[Block]) -> None:
    """Mark 引题, 主题 and 副题 by their place, where three title lines stand before each indented body."""
    bodies = [i for i, line in enumerate(lines) if line.indented and (i == 0 or not lines[i - 1].indented)]
    if not bodies:
        return
    head = next((i for i, line in enumerate(lines) if line.kind != "furniture"), 0)
    first = _under_titles(lines, bodies[0])
    reach = lines[first].first - 1 - (lines[head - 1].first if head else 0)
    if reach not in (len(_SLOTS), len(_SLOTS) + 1) or not _slots(lines, first, reach):
        return
    found = [_slots(lines, _under_titles(lines, body), reach) for body in bodies]
    if _may_be_wrapped(found):
        return
    for line, slot in chain.from_iterable(found):
        line.kind, line.slot = "heading", slot


def _may_be_wrapped(found: list[list[tuple[Block, str]]]) -> bool:
    """Two short title lines over the first of several bodies may be one headline if no other body has two."""
    first, *others = found
    in_first_lines = [slot for _, slot in first] == list(_SLOTS[:2])
    short = sum(len(line.text) for line, _ in first) <= _LONGEST_WRAPPED
    return in_first_lines and short and bool(others) and all(len(slots) < 2 for slots in others)


def _under_titles(lines: list[Block], body: int) -> int:
    """The line below the titles of a body: its first one, or the byline above it."""
    while body and lines[body - 1].kind == "byline":
        body -= 1
    return body


def _slots(lines: list[Block], body: int, reach: int) -> list[tuple[Block, str]]:
    """The title lines before a body; none unless the middle one is set and all of them can be titles."""
    top = lines[body].first - reach
    titles = [line for line in lines[max(0, body - 3) : body] if line.first >= top]
    if any(line.first - top >= len(_SLOTS) for line in titles):
        return []
    above = body - len(titles) - 1
    runs_on = above >= 0 and lines[above].first == top - 1 and not lines[above].indented
    if runs_on and lines[above].kind == "text" or not all(_may_be_title(line) for line in titles):
        return []
    slots = [(line, _SLOTS[line.first - top]) for line in titles]
    names = [slot for _, slot in slots]
    return slots if "headline" in names and (len(names) > 1 or lines[body].gap) else []


def _may_be_title(line: Block) -> bool:
    if line.kind not in ("text", "heading") or line.indented or len(line.text) > LONGEST_HEADING:
        return False
    return "。" not in line.text and not is_finished(line.text) and not OPEN_END.search(line.text)


def _run_end(lines: list[Block], start: int) -> int:
    """The end of the lines that one block, or one chunk of text, is made of."""
    head = lines[start]
    end = start + 1
    if head.kind not in ("text", "heading") or head.slot or head.whole:
        return end
    while end < len(lines) and _belongs(head, lines[end]):
        if head.kind == "heading" and not _wraps(lines[end - 1], lines[end]):
            break
        end += 1
    return end


def _belongs(head: Block, line: Block) -> bool:
    return line.kind == head.kind and not (line.gap or line.slot or line.whole)


def _wraps(first: Block, second: Block) -> bool:
    """Heading lines without a blank between are one headline, unless level, dash or number parts them."""
    apart = first.level != second.level or are_apart(first.text, second.text)
    return not apart and len(first.text) + len(second.text) <= LONGEST_HEADING


def _make(run: list[Block]) -> Iterator[Block]:
    head = run[0]
    if head.kind != "text":
        yield _united(run)
    elif len(run) == 1:
        head.short = not head.whole and is_short(head.text)
        yield head
    else:
        for paragraph in cut_paragraphs(run):
            made = _united(paragraph.lines)
            made.short, made.joins = paragraph.short, paragraph.joins
            yield made


def _united(run: list[Block]) -> Block:
    """Lines as one block: the first one grows."""
    head = run[0]
    if len(run) > 1:
        head.text = join(line.text for line in run)
        head.last = run[-1].last
    return head
