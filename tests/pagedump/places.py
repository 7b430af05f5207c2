"""Where every letter of a dump went: the invariant that nothing is lost, and nothing is in two places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from articles.pagedump import Notice, Page
from articles.pagedump.clean import clean
from articles.pagedump.decode import unify_lines

_IMAGE_MARK = re.compile(r"^[^\S\n]*<!--[^\S\n]*image[^\S\n]*-->[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_QUOTING = {"furniture", "duplicate-heading"}
_JUMP = re.compile("“(.*)”，", re.DOTALL)


def letters_in(text: str) -> Counter[str]:
    """Letters and digits of a dump, without image marks."""
    cleaned = _IMAGE_MARK.sub("", clean(unify_lines(text)))
    return Counter(char for char in cleaned if char.isalnum())


def letters_out(page: Page) -> Counter[str]:
    """Letters and digits of everything that a page holds."""
    return Counter(char for text in _texts(page) for char in text if char.isalnum())


def _texts(page: Page) -> Iterator[str]:
    for story in page.stories:
        yield from (story.kicker, story.headline, story.subhead, story.column, story.dateline)
        yield from (credit.printed for credit in story.bylines)
        yield from (paragraph.text for paragraph in story.body)
        yield from _quoted(story.notices)
    for photo in page.photos:
        yield from photo.caption
        yield from (credit.printed for credit in photo.credits)
        yield from _quoted(photo.notices)
    yield from (piece.text for piece in page.unplaced)
    yield from _quoted(page.notices)


def _quoted(notices: tuple[Notice, ...]) -> Iterator[str]:
    """The text that a notice keeps: furniture, doubles and jumps are in no story."""
    for notice in notices:
        if notice.code in _QUOTING:
            yield notice.message.partition("：")[2]
        elif notice.code == "jump" and (match := _JUMP.search(notice.message)):
            yield match.group(1)
