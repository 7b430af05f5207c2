"""What the results show of an article: read in two queries, and no more of it than is shown.

The queries are written out: with twenty rows, making SQL of Django's takes longer than the database does.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.urls import reverse

from articles.body import plain_text
from articles.search import Query
from articles.search.highlights import Part, highlighted, snippet

_ARTICLES = """SELECT a.id, a.kicker, a.headline, a.subhead, a.dateline, a.body, c.name, i.date, i.edition,
  a.page_number, a.listed_on
  FROM articles_article a
  LEFT JOIN articles_column c ON c.id = a.column_id
  LEFT JOIN articles_issue i ON i.id = a.issue_id
  WHERE a.listed_on IS NOT NULL AND a.id IN ({})"""
_BYLINES = """SELECT b.article_id, b.role, coalesce(p.name, b.credit_line)
  FROM articles_byline b LEFT JOIN people_correspondent p ON p.id = b.correspondent_id
  WHERE b.article_id IN ({}) ORDER BY b.position, b.id"""


@dataclass(frozen=True, slots=True)
class Card:
    """An article among the results; its kicker and its subhead if there is a hit in them."""

    address: str
    headline: list[Part]
    kicker: list[Part]
    subhead: list[Part]
    snippet: list[Part]
    column: str
    day: datetime.date  # That of lists: of print, where it was printed.
    is_printed: bool
    place: str  # In print: edition and page.
    byline: str

    @property
    def datetime(self) -> str:
        """The day for machines."""
        return self.day.isoformat()

    @property
    def date(self) -> str:
        """The day in words. Django's filter takes ten times as long."""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日"


def cards(keys: Iterable[int], query: Query) -> list[Card]:
    """Return the cards of public articles, in the order of `keys`."""
    keys = list(keys)
    rows = {row[0]: row for row in _rows(_ARTICLES, keys)}
    bylines = _bylines(keys)
    before, _, after = reverse("articles:article", args=[0]).rpartition("0")  # Once for all of them.
    return [
        _card(query, f"{before}{key}{after}", bylines.get(key, ""), *rows[key][1:])
        for key in keys
        if key in rows
    ]


def _card(
    query: Query,
    address: str,
    byline: str,
    kicker: str,
    headline: str,
    subhead: str,
    dateline: str,
    body: str,
    column: str | None,
    printed_on: Any,
    edition: str | None,
    page: int | None,
    listed_on: Any,
) -> Card:
    text = "　".join(filter(None, (dateline, plain_text(body))))
    place = " ".join(filter(None, (edition, f"第{page}版" if page else "")))
    return Card(
        address=address,
        headline=highlighted(headline, query),
        kicker=_if_hit(kicker, query),
        subhead=_if_hit(subhead, query),
        snippet=snippet(text, query),
        column=column or "",
        day=_day(listed_on),
        is_printed=printed_on is not None,
        place=place if printed_on else "",
        byline=byline,
    )


def _if_hit(text: str, query: Query) -> list[Part]:
    parts = highlighted(text, query) if text else []
    return parts if any(part.is_hit for part in parts) else []


def _bylines(keys: list[int]) -> dict[int, str]:
    """Who signed each article, after the role in which they did: `记者 裴文澜 通讯员 祝青禾 郁文舒`."""
    people: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, role, name in _rows(_BYLINES, keys):
        people[key].append((role, name))
    return {key: _byline(names) for key, names in people.items()}


def _byline(people: list[tuple[str, str]]) -> str:
    by_role = groupby(people, key=itemgetter(0))
    return " ".join(word for role, some in by_role for word in (role, *(name for _, name in some)) if word)


def _rows(statement: str, keys: list[int]) -> list[Any]:
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(", ".join(["%s"] * len(keys))), keys)
        return list(cursor.fetchall())


def _day(value: Any) -> datetime.date:
    """A day as SQLite gives it, or as PostgreSQL does."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
