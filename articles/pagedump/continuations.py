"""Articles that jump pages: 下转 and 上接 halves put together (norms: jumps)."""

from __future__ import annotations

from dataclasses import replace

from .document import Notice, Unplaced
from .drafts import Draft
from .likeness import folded, lede_pairs, likeness

_SAME_TITLE = 0.5


def join_continuations(drafts: list[Draft], unplaced: list[Unplaced]) -> list[Draft]:
    """Append each continuation to the article that it continues; what cannot be matched stays as it is."""
    waiting = [draft for draft in drafts if any(jump.forward and jump.page for jump in draft.jumps)]
    kept: list[Draft] = []
    hosts: dict[int, Draft] = {}
    for draft in drafts:
        source = _source(draft, waiting)
        host = _host(source, hosts) if source else None
        if source is None or host is None or host is draft:
            kept.append(draft)
            continue
        waiting.remove(source)
        hosts[id(draft)] = host
        _append(host, draft, unplaced)
    return kept


def _host(draft: Draft, hosts: dict[int, Draft]) -> Draft:
    """The article that a draft has become a part of: a jump may go on from page to page."""
    while id(draft) in hosts:
        draft = hosts[id(draft)]
    return draft


def _source(draft: Draft, waiting: list[Draft]) -> Draft | None:
    back = next((jump for jump in draft.jumps if not jump.forward), None)
    if back is None:
        return None
    fitting = (source for source in waiting[:50] if source is not draft and _fits(source, draft, back.page))
    first, second = next(fitting, None), next(fitting, None)
    return first if second is None else None


def _fits(source: Draft, draft: Draft, back_page: int | None) -> bool:
    """Whether the pages that the two marks and the folios name agree as far as they are known."""
    target = next(jump.page for jump in source.jumps if jump.forward and jump.page)
    from_ok = source.page is None or back_page is None or source.page == back_page
    to_ok = draft.page is None or draft.page == target
    return from_ok and to_ok


def _append(source: Draft, draft: Draft, unplaced: list[Unplaced]) -> None:
    own = [folded(block.text) for block in source.headings]
    for block in draft.headings:
        alike = any(likeness(block.text, lede_pairs(b.text)).ratio >= _SAME_TITLE for b in source.headings)
        if folded(block.text) in own or alike:
            notice = Notice("duplicate-heading", block.first, f"转版部分重复的标题已略去：{block.text}")
        else:
            notice = Notice(
                "doubtful-heading", block.first, f"转版部分的标题“{block.text}”未归入正文，请核对"
            )
            unplaced.append(Unplaced(block.first, block.text))
        source.notices.append(notice)
    items = list(draft.items)
    if items and source.items:
        items[0] = replace(items[0], gap=1)
    source.items.extend(items)
    source.bylines.extend(draft.bylines)
    source.notices.extend(draft.notices)
    source.spans.extend(draft.spans)
    source.spans.append(draft.span)
