"""Where every character of a dump went: the invariant that nothing is lost, and nothing is in two places.

White space, heading and byline marks are free to go; so are the brackets and separators of credits and the
brackets that set a column off.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from articles.pagedump import Notice, Page
from articles.pagedump.chars import BYLINE_MARKS
from articles.pagedump.clean import clean
from articles.pagedump.decode import unify_lines

_IMAGE_MARK = re.compile(r"^[^\S\n]*<!--[^\S\n]*image[^\S\n]*-->[^\S\n]*$", re.IGNORECASE | re.MULTILINE)
_RULE = re.compile(r"[-*_=—–─━~·.\s]{3,}|`{3,}")
_FREE = frozenset("#*_" + BYLINE_MARKS + "（）【】[]()、，：,:/／|｜")
_SET_OFF = re.compile(r"[〔［「·•\s]+[^〔〕［］「」]{2,16}[〕］」·•\s]+")
_QUOTING = {"furniture", "duplicate-heading"}
_JUMP = re.compile("“(.*)”，", re.DOTALL)


def characters_in(text: str) -> Counter[str]:
    """Characters of a dump that must be somewhere in its page; image marks and rules are none."""
    lines = _IMAGE_MARK.sub("", clean(unify_lines(text))).split("\n")
    return Counter(
        char for line in lines if not _is_rule(line.strip()) for char in _plain(line) if _counts(char)
    )


def _is_rule(line: str) -> bool:
    """Whether a line, or the text of a heading, is a rule."""
    return bool(_RULE.fullmatch(line.strip("# ") if line.startswith("#") else line))


def characters_out(page: Page) -> Counter[str]:
    """The same of everything that a page holds."""
    return Counter(char for text in _texts(page) for char in _plain(text) if _counts(char))


def _plain(text: str) -> str:
    """A title without the brackets or dots that set it off as a column: those are marks, too."""
    is_set_off = _SET_OFF.fullmatch(text.strip("#* "))
    return re.sub("[〔〕［］「」·•]", "", text) if is_set_off else text


def _counts(char: str) -> bool:
    return not char.isspace() and char not in _FREE


def _texts(page: Page) -> Iterator[str]:
    for story in page.stories:
        yield from (story.kicker, story.headline, story.subhead, story.dateline)
        if all(notice.code != "inherited-column" for notice in story.notices):
            yield story.column
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
