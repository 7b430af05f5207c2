"""A column that stands once over several briefs belongs to each of them (norms: 栏目 over them all)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from .blocks import PLAIN_LEVEL, RUN_IN_LEVEL, Block
from .document import Notice, Story
from .drafts import Draft
from .headings import is_list_column

_LONGEST_BRIEF = 400


@dataclass(frozen=True, slots=True)
class _Reign:
    """The column that holds, where it stands, its heading level and that of the briefs below it."""

    column: str
    line: int
    level: int
    brief_level: int


def spread_columns(stories: list[Story], drafts: list[Draft]) -> list[Story]:
    """Give the column of the first brief to those that follow below it; each of them says so."""
    reign: _Reign | None = None
    spread = []
    for story, draft in zip(stories, drafts, strict=True):
        if story.column:
            reign = _reign_of(story, draft.headings)
        elif reign and _is_below(reign, story, draft.headings):
            message = f"栏目“{reign.column}”（第 {reign.line} 行）管到这一篇，请核对"
            notices = (*story.notices, Notice("inherited-column", story.first_line, message))
            story = replace(story, column=reign.column, notices=notices)
        else:
            reign = None
        spread.append(story)
    return spread


def _reign_of(story: Story, headings: list[Block]) -> _Reign | None:
    """A column holds on when its heading is of a higher level than the headline, or calls itself 简讯."""
    head = next((block for block in headings if story.column in block.text), None)
    below = [block.level for block in headings if block is not head]
    if head is None or not below or any(block.slot for block in headings):
        return None
    ranked = head.level < min(below) < PLAIN_LEVEL or min(below) == RUN_IN_LEVEL
    if not ranked and not is_list_column(head.text):
        return None
    return _Reign(story.column, head.first, head.level, min(below))


def _is_below(reign: _Reign, story: Story, headings: list[Block]) -> bool:
    if not headings or min(block.level for block in headings) != reign.brief_level:
        return False
    if reign.level < reign.brief_level < PLAIN_LEVEL or reign.brief_level == RUN_IN_LEVEL:
        return True
    return sum(len(paragraph.text) for paragraph in story.body) <= _LONGEST_BRIEF
