"""Headlines set together, apart from their texts: each is given back to the text that has none.

A tool that reads a page by type size prints all headlines first and all texts after them. A text without any
headline is the sign; likeness says whose a headline is, and what is left over on both sides goes by order.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from .blocks import Block
from .document import Notice
from .drafts import Draft, Orphan, is_bare
from .likeness import lede_pairs, likeness

_REACH = 30
_SHARED = 4
_RATIO = 0.25
_AHEAD = 0.1


@dataclass(slots=True)
class _Stray:
    """A heading that may belong elsewhere: in a row over the draft `own`, or without any text below it.

    `kinship` is how much it resembles the text of its own draft.
    """

    block: Block
    at: int
    own: Draft | None = None
    orphan: Orphan | None = None
    kinship: float = 0.0


def give_headlines(drafts: list[Draft], orphans: list[Orphan]) -> list[Orphan]:
    """Give headings to the drafts that have none; returns the orphans that are still without a text."""
    bare = [i for i, draft in enumerate(drafts) if is_bare(draft)]
    if not bare:
        return orphans
    strays = [*_orphaned(drafts, orphans), *_in_rows(drafts)]
    strays = _match_by_likeness(strays, drafts, bare)
    strays = _match_by_order(strays, drafts, frozenset(bare))
    homeless = {id(stray.orphan) for stray in strays}
    return [orphan for orphan in orphans if id(orphan) in homeless]


def _orphaned(drafts: list[Draft], orphans: list[Orphan]) -> Iterator[_Stray]:
    """Headings with nothing below, each with the number of drafts that open before it."""
    at = 0
    for orphan in orphans:
        while at < len(drafts) and drafts[at].positions[0] < orphan.position:
            at += 1
        yield _Stray(orphan.block, at, orphan=orphan)


def _in_rows(drafts: list[Draft]) -> Iterator[_Stray]:
    for at, draft in enumerate(drafts):
        if len(draft.headings) > 1 and draft.items and not any(block.slot for block in draft.headings):
            lede = lede_pairs(draft.lede)
            for block in draft.headings:
                yield _Stray(block, at, draft, kinship=likeness(block.text, lede).ratio)


def _match_by_likeness(strays: list[_Stray], drafts: list[Draft], bare: list[int]) -> list[_Stray]:
    """Give away the headings that resemble a bare text, the most alike first; returns the others."""
    ledes = {i: lede_pairs(drafts[i].lede) for i in bare}
    scored = []
    for number, stray in enumerate(strays):
        near = bare[bisect_left(bare, stray.at - _REACH) : bisect_right(bare, stray.at + _REACH)]
        for i in near:
            found = likeness(stray.block.text, ledes[i])
            if found.shared >= _SHARED and found.ratio >= max(_RATIO, stray.kinship + _AHEAD):
                scored.append((found.ratio, -number, i))
    given: set[int] = set()
    for _, number, i in sorted(scored, reverse=True):
        stray = strays[-number]
        if -number in given or drafts[i].headings or not _may_leave(stray):
            continue
        given.add(-number)
        _give(stray, drafts[i], "按内容相似")
    return [stray for number, stray in enumerate(strays) if number not in given]


def _match_by_order(strays: list[_Stray], drafts: list[Draft], bare: frozenset[int]) -> list[_Stray]:
    """Where as many headings are left as texts follow without one, they belong together in their order."""
    kept: list[_Stray] = []
    for _, group in groupby(strays, key=lambda stray: id(stray.own)):
        row = list(group)
        spare = _spare(row)
        below = _still_bare(row[0], drafts, bare)
        if spare and len(spare) == len(below):
            for stray, draft in zip(spare, below, strict=True):
                _give(stray, draft, "按先后次序")
            row = [stray for stray in row if stray not in spare]
        kept += row
    return kept


def _spare(row: list[_Stray]) -> list[_Stray]:
    """The headings of a row without the one that its own text keeps."""
    if row[0].own is None:
        return row
    keeper = max(row, key=lambda stray: stray.kinship)
    return [stray for stray in row if stray is not keeper and stray.kinship < _RATIO]


def _still_bare(stray: _Stray, drafts: list[Draft], bare: frozenset[int]) -> list[Draft]:
    """Of the texts below a row that came without a headline, one after the other, those that got none yet."""
    found = []
    at = stray.at + (stray.own is not None)
    while at in bare:
        found += [] if drafts[at].headings else [drafts[at]]
        at += 1
    return found


def _may_leave(stray: _Stray) -> bool:
    """A row keeps one heading at least."""
    return stray.own is None or len(stray.own.headings) > 1


def _give(stray: _Stray, draft: Draft, why: str) -> None:
    block = stray.block
    draft.headings.append(block)
    message = f"标题“{block.text}”原在第 {block.first} 行，{why}归到这篇稿件，请核对"
    draft.notices.append(Notice("displaced-headline", block.first, message))
    if stray.own is not None:
        stray.own.headings.remove(block)
