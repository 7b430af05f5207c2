"""Keys of what is public, newest first, read off the index that is made for the list.

The statements are written out: making SQL of Django's queries takes longer than the database needs for them.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from django.db.models import Model

from articles.models import Article, ArticleTopic, Byline, Column
from articles.statements import fetch

_IN_COLUMN = "{key} IN (SELECT id FROM articles_article WHERE column_id = %s AND listed_on IS NOT NULL)"


class Place(NamedTuple):
    """Where a row stands in a list: its day, and its key among those of the day."""

    day: datetime.date
    key: int


@dataclass(frozen=True, slots=True)
class Listed:
    """The public rows of a table by day.

    `key` is the column with the keys of what is listed, `where` are those that the list's index begins with.
    """

    model: type[Model]
    key: str = "id"
    where: Mapping[str, int] = field(default_factory=dict)
    year: int | None = None
    column: int | None = None

    def of_year(self, year: int | None) -> "Listed":
        """Return those of one year alone; all of them for None."""
        return replace(self, year=year)

    def in_column(self, column: Column | None) -> "Listed":
        """Return those articles alone that stand in a column; all of them for None."""
        return replace(self, column=column.pk if column else None)

    def newest(self, number: int, after: Place | None = None) -> list[Place]:
        """Return so many of the newest, or of those that come after a place in the list."""
        conditions: dict[str, list[Any]] = {f"{name} = %s": [key] for name, key in self.where.items()}
        conditions["listed_on IS NOT NULL"] = []
        if self.year:
            days = [datetime.date(self.year, 1, 1), datetime.date(self.year, 12, 31)]
            conditions["listed_on BETWEEN %s AND %s"] = days
        if self.column:  # By its own index, so that no article is read only to learn its column.
            conditions[_IN_COLUMN.format(key=self.key)] = [self.column]
        if after:
            conditions[f"listed_on <= %s AND (listed_on < %s OR {self.key} < %s)"] = [
                after.day,
                after.day,
                after.key,
            ]
        return self._read(conditions, number)

    def _read(self, conditions: Mapping[str, list[Any]], number: int) -> list[Place]:
        statement = (
            f"SELECT listed_on, {self.key} FROM {self.model._meta.db_table} "  # noqa: S608  # nosec B608
            f"WHERE {' AND '.join(conditions)} ORDER BY listed_on DESC, {self.key} DESC LIMIT %s"
        )
        values = [value for values in conditions.values() for value in values]
        return [Place(as_day(day), key) for day, key in fetch(statement, [*values, number])]


ARTICLES = Listed(Article)


def of_topic(key: int) -> Listed:
    """Return the articles of a topic."""
    return Listed(ArticleTopic, "article_id", {"topic_id": key})


def of_column(key: int) -> Listed:
    """Return the articles of a column."""
    return Listed(Article, where={"column_id": key})


def signed_by(key: int) -> Listed:
    """Return the articles that a person has signed, one that they signed twice as often."""
    return Listed(Byline, "article_id", {"correspondent_id": key})


def as_day(value: Any) -> datetime.date:
    """Return a day as it is read from SQLite, which has words for it, or from PostgreSQL."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
