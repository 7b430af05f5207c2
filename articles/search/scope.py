"""Where is looked: for whom, and what the search is narrowed to."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

_TOPIC = """EXISTS (SELECT 1 FROM articles_articletopic t WHERE t.article_id = a.id AND t.topic_id = %s
  AND (t.confirmed IS NULL OR t.confirmed))"""
_PERSON = "EXISTS (SELECT 1 FROM articles_byline b WHERE b.article_id = a.id AND b.correspondent_id = %s)"
_PHOTO = """EXISTS (SELECT 1 FROM articles_photo p WHERE p.article_id = a.id AND p.image <> ''
  AND (p.listed_on IS NOT NULL OR a.listed_on IS NULL))"""


class Hit(NamedTuple):
    """An article that is found: the day that lists show it under, None for what they do not, and its key."""

    day: datetime.date | None
    key: int

    @property
    def place(self) -> tuple[datetime.date, int]:
        """Where it stands, counted from the end: what is not listed comes first, then the newest."""
        return self.day or datetime.date.max, self.key


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to. Topic, column and person are primary keys; days are of the listing."""

    topic: int | None = None
    column: int | None = None
    person: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    has_photo: bool = False

    def sources(self) -> "Iterator[tuple[str, int]]":
        """Yield what selects the keys of all that a filter may leave, each with its value."""
        for statement, value in (
            ("SELECT article_id FROM articles_articletopic WHERE topic_id = %s", self.topic),
            ("SELECT id FROM articles_article WHERE column_id = %s", self.column),
            ("SELECT DISTINCT article_id FROM articles_byline WHERE correspondent_id = %s", self.person),
        ):
            if value is not None:
                yield statement, value

    def parts(self) -> "Iterator[Part]":
        """Yield the conditions in SQL, of `articles_article a`."""
        for condition, value in (
            (_TOPIC, self.topic),
            ("a.column_id = %s", self.column),
            (_PERSON, self.person),
            ("a.listed_on >= %s", self.since),
            ("a.listed_on <= %s", self.until),
        ):
            if value is not None:
                yield Part(condition, [value])
        if self.has_photo:
            yield Part(_PHOTO)


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Part:
    """A condition in SQL and what it is about."""

    sql: str
    values: list[Any] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Scope:
    """Public rows alone, or all; narrowed by filters; after a hit of an earlier page."""

    public: bool = True
    filters: Filters = EVERYTHING
    after: Hit | None = None

    @property
    def has_unlisted(self) -> bool:
        """Whether what no list shows can still come: it comes first, and has no day to narrow it by."""
        is_dated = self.filters.since or self.filters.until
        return not (self.public or is_dated or (self.after and self.after.day))

    def unlisted(self) -> list[Part]:
        """The conditions of what no list shows."""
        later = [Part("a.id < %s", [self.after.key])] if self.after else []
        return [Part("a.listed_on IS NULL"), *later, *self.filters.parts()]

    def listed(self) -> list[Part]:
        """The conditions of what is public."""
        later = []
        if self.after and self.after.day:
            later = [Part("(a.listed_on, a.id) < (%s, %s)", [self.after.day, self.after.key])]
        return [Part("a.listed_on IS NOT NULL"), *later, *self.filters.parts()]
