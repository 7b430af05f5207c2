"""Headlines that stand far from their text, found again by their likeness to the lede."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter

from .blocks import Block
from .document import Notice, Unplaced
from .drafts import Draft, Orphan
from .headings import states_event
from .likeness import folded, lede_pairs, likeness, pairs
from .matching import give_headlines

_REACH = 30
_FARTHEST = 400
_SHARED = 8
_RATIO = 0.5
_AHEAD = 0.25
_STRANGER_LENGTH = 14


class Finder:
    """Moves displaced headings to their drafts and tells doubles from them."""

    def __init__(self, drafts: list[Draft], orphans: list[Orphan]) -> None:
        self.drafts = drafts
        self.orphans = orphans
        self.lost: list[Orphan] = []
        self.unplaced: list[Unplaced] = []
        self.notices: list[Notice] = []
        self._ledes: dict[int, frozenset[int]] = {}
        self._starts = [draft.positions[0] for draft in drafts]
        self._standing = {
            folded(d.headings[-1].text) for d in drafts if d.headings and d.items and not d.continues
        }
        heads = [folded(d.headings[0].text) for d in drafts if len(d.headings) > 1 and not d.headings[0].slot]
        self._columns = {text for text, count in Counter(heads).items() if count > 1}

    def run(self) -> None:
        """Look at every heading that has no text straight below it."""
        rows = [list(draft.headings) for draft in self.drafts]
        for orphan in give_headlines(self.drafts, self.orphans):
            self._place_orphan(orphan)
        for i, draft in enumerate(self.drafts):
            if len(draft.headings) > 1 and not any(block.slot for block in draft.headings):
                self._sift(i, draft)
            self._sift_crossheads(i, draft)
        self._note_gaps(rows)

    def _place_orphan(self, orphan: Orphan) -> None:
        block = orphan.block
        if folded(block.text) in self._standing:
            self.notices.append(_double(block))
            return
        first = bisect_right(self._starts, orphan.position - _FARTHEST)
        last = bisect_left(self._starts, orphan.position + _FARTHEST)
        home = self._home(block, list(range(first, min(last, first + _REACH))), own=-1)
        if home is not None:
            self._move(block, self.drafts[home])
            return
        self.lost.append(orphan)

    def _sift(self, i: int, draft: Draft) -> None:
        """Of a row of headings, those that belong to another text leave."""
        *above, last = draft.headings
        draft.headings = [block for block in above if self._stays(block, draft, i)] + [last]

    def _stays(self, block: Block, draft: Draft, i: int) -> bool:
        """Whether a heading belongs to the text below; what does not goes home, or is left."""
        text = folded(block.text)
        if text in self._columns:
            return True
        if text in self._standing or text == folded(draft.headings[-1].text):
            self.notices.append(_double(block))
            return False
        home = self._home(block, self._near(i), own=i)
        if home is not None:
            self._move(block, self.drafts[home])
            return False
        if self._is_stranger(block, draft, i):
            self._leave(block)
            return False
        return True

    def _sift_crossheads(self, i: int, draft: Draft) -> None:
        """A marked heading inside a text may be the lost headline of an article that has none."""
        for block in [b for b in draft.items if b.kind == "heading" and len(b.text) >= _STRANGER_LENGTH]:
            bare = [j for j in self._near(i) if not self.drafts[j].headings]
            home = self._home(block, bare, own=i)
            if home is not None:
                draft.items.remove(block)
                self._move(block, self.drafts[home])

    def _lede(self, i: int) -> frozenset[int]:
        if i not in self._ledes:
            self._ledes[i] = lede_pairs(self.drafts[i].lede)
        return self._ledes[i]

    def _near(self, i: int) -> list[int]:
        return list(range(max(0, i - _REACH), min(len(self.drafts), i + _REACH + 1)))

    def _home(self, block: Block, candidates: list[int], own: int) -> int | None:
        """The draft whose lede resembles a heading far more than the text below the heading does."""
        wanted = pairs(block.text)
        enough = max(_SHARED, _RATIO * len(wanted))
        if len(wanted) < enough:
            return None
        shared = {j: len(wanted & self._lede(j)) for j in candidates if j != own}
        best = max(shared, key=shared.__getitem__, default=None)
        if best is None or shared[best] < enough:
            return None
        here = len(wanted & self._lede(own)) if own >= 0 else 0
        return best if shared[best] - here >= _AHEAD * len(wanted) else None

    def _is_stranger(self, block: Block, draft: Draft, i: int) -> bool:
        """An event that neither its neighbours in the row nor the text below know of."""
        if len(block.text) < _STRANGER_LENGTH or not states_event(block.text) or block.kind != "heading":
            return False
        below = draft.headings[-1]
        if below.level != block.level or not states_event(below.text) or not draft.items:
            return False
        mine, theirs = likeness(block.text, self._lede(i)), likeness(below.text, self._lede(i))
        return mine.ratio < 0.08 and mine.shared < 2 and theirs.ratio >= _RATIO and theirs.shared >= _SHARED

    def _move(self, block: Block, draft: Draft) -> None:
        draft.headings.insert(0, block)
        message = f"标题“{block.text}”原在第 {block.first} 行，按内容相似归到这篇稿件，请核对"
        draft.notices.append(Notice("displaced-headline", block.first, message))

    def _note_gaps(self, rows: list[list[Block]]) -> None:
        """What stays in a row above a heading that moved was apart from its text, too."""
        moved = {n.line for draft in self.drafts for n in draft.notices if n.code == "displaced-headline"}
        for draft, row in zip(self.drafts, rows, strict=True):
            own = {block.first for block in draft.headings}
            parted = False
            for block in reversed(row):
                stays = block.first in own
                parted = parted or (not stays and block.first in moved)
                if parted and stays:
                    message = f"标题“{block.text}”与正文之间隔着别的标题，请核对是否是这篇稿件的标题"
                    draft.notices.append(Notice("displaced-headline", block.first, message))

    def _leave(self, block: Block) -> None:
        self.unplaced.append(Unplaced(block.first, block.text))
        message = f"标题“{block.text}”与下面的稿件不符，也没有找到对应的正文，请核对"
        self.notices.append(Notice("doubtful-heading", block.first, message))


def _double(block: Block) -> Notice:
    return Notice("duplicate-heading", block.first, f"重复的标题已略去：{block.text}")
