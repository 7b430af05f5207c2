"""What a parsed page dump is made of: frozen, and free of any database."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import NamedTuple


class Notice(NamedTuple):
    """A decision that was not certain. `line` is 1-based in the decoded text; `message` is for an editor."""

    code: str
    line: int
    message: str


class Credit(NamedTuple):
    """One person as credited. `name` is empty where the page names nobody (资料图片, 通讯员供图)."""

    name: str
    role: str
    printed: str


class Paragraph(NamedTuple):
    """A paragraph of a body; a crosshead (norms: 小标题 inside the body) is one too."""

    text: str
    is_crosshead: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One article. Headline parts follow norms: 引题 / 主题 / 副题 and 栏目; `dateline` is the 消息头."""

    kicker: str
    headline: str
    subhead: str
    column: str
    dateline: str
    bylines: tuple[Credit, ...]
    body: tuple[Paragraph, ...]
    first_line: int
    last_line: int
    notices: tuple[Notice, ...]
    page_number: int | None = None


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture that the dump names by caption and credit; `story` indexes `Page.stories`."""

    caption: tuple[str, ...]
    credits: tuple[Credit, ...]
    story: int | None
    first_line: int
    last_line: int
    notices: tuple[Notice, ...]


class Unplaced(NamedTuple):
    """Text that found no place in a story or a photo."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A whole dump. `date` and `number` come from furniture lines only, never from the text."""

    stories: tuple[Story, ...]
    photos: tuple[Photo, ...]
    unplaced: tuple[Unplaced, ...]
    notices: tuple[Notice, ...]
    date: datetime.date | None = None
    number: int | None = None
