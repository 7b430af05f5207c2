"""Verse: lines so short that each is a paragraph by itself, not a headline and not a cut sentence."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from .authors import read_author
from .blocks import PLAIN_LEVEL, Block
from .chars import is_finished, starts_list_item

_LONGEST = 18
_MEAN = 9
_FEWEST = 4
_MOST_ALIKE = 0.6
_NARROWEST = 8
_STOPS = "，。；！？、…,.;!?"


def mark_verse(lines: list[Block]) -> None:
    """Mark the lines of poems among `lines` as whole, but for a title or an author's name beside them."""
    at = 0
    for is_verse, group in groupby(lines, key=_may_be_verse):
        end = at + sum(1 for _ in group)
        if is_verse and end - at >= _FEWEST:
            _mark(lines[_first(lines, at) : end - _titles_behind(lines, end)])
        at = end


def _may_be_verse(line: Block) -> bool:
    text = line.text
    if len(text) > _LONGEST or line.kind != "text" or line.level < PLAIN_LEVEL or line.slot or line.whole:
        return False
    return "。" not in text[:-1] and "：" not in text and not starts_list_item(text)


def _first(lines: list[Block], start: int) -> int:
    """Where the verse begins in a run of short lines: below its title and the name of its author."""
    above = lines[start - 1] if start else None
    headed = above is not None and above.kind == "heading"
    if above is not None and above.kind == "byline":
        headed = start > 1 and not is_finished(lines[start - 2].text) and not lines[start - 2].whole
    first = start if headed else start + 1
    signed_above = above is not None and above.kind == "byline"
    return first if signed_above or not read_author(lines[first].text) else first + 1


def _titles_behind(lines: list[Block], end: int) -> int:
    """How many of the last lines head the next text: its title, before a byline or an author's bare name."""
    if end == len(lines):
        return 0
    if lines[end].kind == "byline":
        return int(lines[end].text[:1] not in "（(")
    return 2 if lines[end].kind == "text" and read_author(lines[end - 1].text) else 0


def _mark(run: list[Block]) -> None:
    lengths = [len(line.text) for line in run]
    if len(run) < _FEWEST or sum(lengths) > _MEAN * len(run):
        return
    stopped = sum(line.text[-1] in _STOPS for line in run)
    wrapped = max(lengths) >= _NARROWEST and max(Counter(lengths).values()) > _MOST_ALIKE * len(run)
    if stopped == len(run) or not (wrapped or stopped * 2 > len(run)):
        for line in run:
            line.whole = True
