"""Digests of what an import has made. While a row still has its digest, nobody has changed it.

They are made of what people see and edit, not of times: a save that changes nothing touches nothing.
"""

import json
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any

from articles.importing.bulk import Row
from articles.models import Article, ArticleTopic, Byline, Column, Issue, Photo, PhotoCredit
from people.models import Correspondent

# What a person decides about an article in its form.
ARTICLE = (
    *("kicker", "headline", "subhead", "column_id", "dateline", "body", "origin", "source_name"),
    *("issue_id", "page_number"),
)
PHOTO = ("caption", "alt", "article_id", "issue_id", "page_number")


_as_json = json.JSONEncoder(ensure_ascii=False, default=str).encode


def of_article(
    article: Article | Row,
    bylines: Iterable[Byline | Row],
    topics: Iterable[ArticleTopic] = (),
    tags: Iterable[str] = (),
) -> str:
    """Return the digest of an article, as instances or as rows about to be written.

    Topics that rules alone suggest do not count: rules change.
    """
    decided = sorted((link.topic_id, link.confirmed) for link in topics if not link.is_by_rule)
    return _digest([_values(article, ARTICLE), _signed(bylines), decided, sorted(tags)])


def of_photo(photo: Photo | Row, credits: Iterable[PhotoCredit | Row]) -> str:
    """Return the digest of a photo, as instances or as rows about to be written, which have no image."""
    image = photo.image.name or "" if isinstance(photo, Photo) else ""
    return _digest([_values(photo, PHOTO), image, _signed(credits)])


def of_person(person: Correspondent, aliases: Iterable[str] = ()) -> str:
    """Return the digest of a person."""
    account = [person.user_id] if person.user_id else []  # None is made with one.
    return _digest([person.name, person.organisation, sorted(aliases), *account])


def of_column(column: Column) -> str:
    """Return the digest of a column."""
    return _digest([column.name, column.slug, column.description])


def of_issue(issue: Issue) -> str:
    """Return the digest of an issue."""
    return _digest([issue.date, issue.number, issue.edition])


def _values(row: Any, names: Iterable[str]) -> list[Any]:
    if isinstance(row, dict):
        return [row.get(name, "") for name in names]
    return [getattr(row, name) for name in names]


def _signed(credits: Iterable[Byline | PhotoCredit | Row]) -> list[list[Any]]:
    rows = (_values(c, ("position", "correspondent_id", "role", "credit_line")) for c in credits)
    return sorted(rows, key=lambda row: (row[0], str(row)))


def _digest(state: Any) -> str:
    return blake2b(_as_json(state).encode(), digest_size=16).hexdigest()
