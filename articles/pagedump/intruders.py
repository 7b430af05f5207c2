"""Headlines set in the middle of another article's sentence: taken out, and the sentence put together again.

Only a text without a headline, which the intruder resembles, proves that it stands there by mistake.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from .blocks import Block
from .chars import is_finished
from .chunks import is_short
from .document import Notice
from .drafts import Draft, is_bare
from .ledes import has_dateline
from .likeness import lede_pairs, pairs

_REACH = 30
_SHARED = 5
_RATIO = 0.4
_OWN = 0.25


def take_out_intruders(drafts: list[Draft]) -> list[Draft]:
    """The drafts, those put together that were only a cut sentence, each intruder over its own text."""
    bare = [i for i, draft in enumerate(drafts) if is_bare(draft)]
    if not bare:
        return drafts
    kept: list[Draft] = []
    for i, draft in enumerate(drafts):
        near = _near(drafts, bare, i)
        if kept and _goes_on(kept[-1], draft) and _give_all(draft.headings, draft, near):
            _append(kept[-1], draft)
            continue
        for k in reversed([k for k in range(len(draft.items)) if _cuts(draft, k)]):
            if _give_all([draft.items[k]], draft, near):
                del draft.items[k]
        kept.append(draft)
    return kept


def _near(drafts: list[Draft], bare: list[int], i: int) -> list[Draft]:
    return [drafts[j] for j in bare[bisect_left(bare, i - _REACH) : bisect_right(bare, i + _REACH)]]


def _goes_on(before: Draft, draft: Draft) -> bool:
    """Whether the text below a heading may be the rest of the sentence above it."""
    if not before.items or before.closed or draft.bylines or not draft.items or not draft.headings:
        return False
    if not _is_half(before.items[-1]) or any(block.slot for block in draft.headings):
        return False
    first = draft.items[0]
    return first.kind == "text" and not (first.whole or first.indented or has_dateline(first.text))


def _cuts(draft: Draft, k: int) -> bool:
    """Whether an item has the shape of a headline and stands after half a sentence."""
    if not 0 < k < len(draft.items) - 1 or not _is_half(draft.items[k - 1]):
        return False
    block = draft.items[k]
    return block.kind == "heading" or (block.kind == "text" and not block.whole and is_short(block.text))


def _is_half(block: Block) -> bool:
    """Whether a sentence breaks off at the end of a paragraph."""
    return block.kind == "text" and not block.whole and not is_finished(block.text)


def _give_all(headings: list[Block], own: Draft, near: list[Draft]) -> bool:
    """Give headings away, if every one of them resembles a text that has no headline."""
    homes = [_home(block, own, near) for block in headings]
    if any(home is None for home in homes):
        return False
    for block, home in zip(headings, homes, strict=True):
        if home is not None:
            home.headings.append(block)
            message = f"标题“{block.text}”夹在另一篇的正文里（第 {block.first} 行），按内容归到这篇，请核对"
            home.notices.append(Notice("displaced-headline", block.first, message))
    return True


def _home(block: Block, own: Draft, near: list[Draft]) -> Draft | None:
    wanted = pairs(block.text)
    enough = max(_SHARED, _RATIO * len(wanted))
    if len(wanted) < enough or len(wanted & lede_pairs(own.lede)) > _OWN * len(wanted):
        return None
    shared = [len(wanted & lede_pairs(draft.lede)) if is_bare(draft) else 0 for draft in near]
    best = max(shared, default=0)
    return near[shared.index(best)] if best >= enough else None


def _append(before: Draft, draft: Draft) -> None:
    before.items.extend(draft.items)
    before.positions.extend(draft.positions)
    before.jumps.extend(draft.jumps)
    before.notices.extend(notice for notice in draft.notices if notice.code != "doubtful-heading")
    before.closed = draft.closed
