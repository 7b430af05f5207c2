"""Articles as lists show them: all that is shown of twenty is read in one query, and no more than that.

The query is written out: with twenty rows, making SQL of Django's and objects of the rows takes longer than
the database does.
"""

import datetime
import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

from articles.body import opening
from articles.listed import as_day
from articles.models.article import SUMMARY_LENGTH
from articles.remembered import remembered_each
from articles.routes import route
from articles.statements import any_of, fetch

# Who signed, in one column: SQLite's words, and PostgreSQL's for the same.
AS_LIST = {"sqlite": ("json_group_array", "json_array"), "postgresql": ("json_agg", "json_build_array")}
_ROWS = """SELECT a.id, a.kicker, a.headline, a.subhead, a.dateline, {body}, c.name, i.date, i.edition,
    a.page_number, a.listed_on, (
      SELECT {every}({pair}(b.role, b.name)) FROM (
        SELECT s.role, coalesce(p.name, s.credit_line) AS name
        FROM articles_byline s LEFT JOIN people_correspondent p ON p.id = s.correspondent_id
        WHERE s.article_id = a.id ORDER BY s.position, s.id
      ) b
    )
  FROM articles_article a
  LEFT JOIN articles_column c ON c.id = a.column_id
  LEFT JOIN articles_issue i ON i.id = a.issue_id
  WHERE a.listed_on IS NOT NULL AND a.id {among}"""


@dataclass(frozen=True, slots=True)
class Card:
    """A public article; `day` is that of lists: of print, where it was printed (`is_printed`).

    `body` is empty where only what is brief was asked for; `bylines` are roles with names; `drawn` is what
    templates have made of it (`articles.templating.drawing`).
    """

    pk: int
    kicker: str
    headline: str
    subhead: str
    dateline: str
    body: str
    column: str
    day: datetime.date
    is_printed: bool
    edition: str
    page_number: int | None
    bylines: Sequence[tuple[str, str]]
    drawn: dict[Hashable, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return the article's address."""
        return route("articles:article", self.pk)

    @property
    def summary(self) -> str:
        """The beginning of its text."""
        return opening(self.body, SUMMARY_LENGTH)


def cards(keys: Iterable[int], *, brief: bool = False) -> list[Card]:
    """Return the cards of the articles with these keys that are public, in this order, each once.

    A `brief` one has no text.
    """
    keys = list(dict.fromkeys(keys))
    found = _found(keys, brief) if keys else {}
    return [found[key] for key in keys if key in found]


@remembered_each
def _found(keys: Sequence[int], brief: bool) -> dict[int, Card]:
    every, pair = AS_LIST[connection.vendor]
    among, values = any_of(keys, connection.vendor)
    statement = _ROWS.format(body="''" if brief else "a.body", every=every, pair=pair, among=among)
    return {row[0]: _card(row) for row in fetch(statement, values)}


def _card(row: tuple[Any, ...]) -> Card:
    pk, kicker, headline, subhead, dateline, body, column, printed_on, edition, page, listed_on, bylines = row
    signed = json.loads(bylines) if isinstance(bylines, str) else bylines or ()
    place = (column or "", as_day(listed_on), printed_on is not None, edition or "", page)
    return Card(pk, kicker, headline, subhead, dateline, body, *place, signed)
