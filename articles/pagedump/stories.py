"""Drafts made into stories: 消息头, bylines, headline parts and body, each in its field."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from .blocks import Block
from .briefs import spread_columns
from .credits import Credits
from .document import Credit, Notice, Story
from .drafts import Draft
from .headlines import sort_headings
from .ledes import split_lede, split_tail
from .likeness import folded
from .paragraphs import build_body


@dataclass(slots=True)
class _Making:
    """What is collected for one story."""

    draft: Draft
    items: list[Block]
    notices: list[Notice]
    dateline: str = ""
    bylines: list[Credit] = field(default_factory=list)


def build_stories(drafts: list[Draft]) -> list[Story]:
    """A story for each draft, in order."""
    columns = recurring_titles(drafts)
    return spread_columns([_build(draft, columns) for draft in drafts], drafts)


def recurring_titles(drafts: list[Draft]) -> frozenset[str]:
    """Folded titles that stand over several articles of a page: columns."""
    firsts = [folded(d.headings[0].text) for d in drafts if len(d.headings) > 1 and not d.headings[0].slot]
    return frozenset(title for title, count in Counter(firsts).items() if count > 1)


def _build(draft: Draft, columns: frozenset[str]) -> Story:
    making = _Making(draft, list(draft.items), list(draft.notices))
    for block in draft.bylines:
        _add_people(making, block.credits, block.first)
    _take_lede(making)
    _take_tail(making)
    titles = sort_headings(draft.headings, draft.lede, columns)
    making.notices.extend(titles.notices)
    body = build_body(making.items, making.notices)
    first, last = _extent(draft)
    _note_missing(making, first, titles.headline, bool(body))
    return Story(
        kicker="\n".join(titles.kicker),
        headline=titles.headline,
        subhead="\n".join(titles.subhead),
        column="\n".join(titles.column),
        dateline=making.dateline,
        bylines=tuple(making.bylines),
        body=body,
        first_line=first,
        last_line=last,
        notices=tuple(sorted(making.notices, key=lambda notice: notice.line)),
        page_number=draft.page,
    )


def _extent(draft: Draft) -> tuple[int, int]:
    """First and last line; a displaced heading stands elsewhere and does not count."""
    moved = {notice.line for notice in draft.notices if notice.code == "displaced-headline"}
    blocks = draft.blocks
    if moved:
        blocks = [block for block in blocks if block.first not in moved] or blocks
    if not blocks:
        return (draft.notices[0].line,) * 2 if draft.notices else (1, 1)
    return min([block.first for block in blocks]), max([block.last for block in blocks])


def _add_people(making: _Making, credits: Credits | None, line: int) -> None:
    if credits is None:
        return
    making.bylines.extend(credits.people)
    for name in credits.doubtful:
        printed = " ".join(person.printed for person in credits.people)
        making.notices.append(Notice("doubtful-name", line, f"署名“{printed}”中的姓名“{name}”请核对"))


def _take_lede(making: _Making) -> None:
    """消息头 and bylines at the head of the first paragraph."""
    at = next((i for i, block in enumerate(making.items) if block.kind == "text" and not block.short), None)
    if at is None:
        return
    block = making.items[at]
    lede = split_lede(block.text)
    if lede.text == block.text:
        return
    making.dateline = lede.dateline
    _add_people(making, lede.credits, block.first)
    making.items[at] = replace(block, text=lede.text)


def _take_tail(making: _Making) -> None:
    """Bylines at the end of the last paragraph."""
    if not making.items or making.items[-1].kind != "text":
        return
    block = making.items[-1]
    text, credits = split_tail(block.text)
    if credits is None:
        return
    _add_people(making, credits, block.last)
    making.items[-1:] = [replace(block, text=text)] if text else []


def _note_missing(making: _Making, first: int, headline: str, has_body: bool) -> None:
    if not headline:
        making.notices.append(Notice("missing-headline", first, "这篇稿件没有找到标题，请补上"))
    if not has_body:
        making.notices.append(Notice("missing-body", first, "这篇稿件没有找到正文，请核对"))
    if not making.bylines:
        making.notices.append(Notice("missing-byline", first, "这篇稿件没有找到署名，请核对"))
