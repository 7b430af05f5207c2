"""Where a reader of an article may go on: its neighbours in print, and what is like it."""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles import listed
from articles.cards import Card, cards
from articles.listed import Place
from articles.models import Article, Topic
from articles.remembered import remembered
from articles.routes import route
from articles.statements import fetch

RELATED = 5
TOPICS = 3  # The first topics of an article; each is one look at an index.
ON_A_PAGE = 200  # More than any printed page has; what a wrong import puts on one is not read through.


# An article on a page, in the order of the paper (`PublishableQuerySet.as_printed`).
_ON_PAGE = """SELECT id, headline FROM articles_article
  WHERE issue_id = %s AND page_number = %s AND listed_on IS NOT NULL
  ORDER BY dump_id NULLS LAST, line_start NULLS LAST, id LIMIT %s"""


class Neighbour(NamedTuple):
    """An article on the same printed page."""

    pk: int
    headline: str

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """Return its address."""
        return route("articles:article", self.pk)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after one on the same printed page."""

    previous: Neighbour | None = None
    next: Neighbour | None = None


def neighbours(article: Article) -> Neighbours:
    """Return what stands before and after `article` on its page, in the order of the paper."""
    if article.issue_id is None or article.page_number is None:
        return Neighbours()
    found = _on_page(article.issue_id, article.page_number)
    at = next((at for at, each in enumerate(found) if each.pk == article.pk), None)
    if at is None:
        return Neighbours()
    return Neighbours(found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None)


@remembered
def _on_page(issue: int, number: int) -> list[Neighbour]:
    return [Neighbour(*row) for row in fetch(_ON_PAGE, [issue, number, ON_A_PAGE])]


def related(article: Article, topics: Sequence[Topic]) -> list[Card]:
    """Return a handful of articles like `article`.

    They are among the newest of its topics and its column; what shares most of these comes first.
    """
    days: dict[int, datetime.date] = {}
    shared: Counter[int] = Counter()
    for places in _newest(article, topics):
        others = [place for place in places if place.key != article.pk][:RELATED]
        days |= {place.key: place.day for place in others}
        shared.update(place.key for place in others)
    keys = sorted(shared, key=lambda key: (shared[key], days[key], key), reverse=True)[:RELATED]
    return cards(keys, brief=True)


def _newest(article: Article, topics: Sequence[Topic]) -> Iterator[Sequence[Place]]:
    """The newest of each topic and of the column."""
    for topic in topics[:TOPICS]:
        yield _newest_of_topic(topic.pk)
    if article.column_id:
        yield _newest_of_column(article.column_id)


@remembered
def _newest_of_topic(key: int) -> Sequence[Place]:
    return listed.of_topic(key).newest(RELATED + 1)  # One of them may be the article itself.


@remembered
def _newest_of_column(key: int) -> Sequence[Place]:
    return listed.of_column(key).newest(RELATED + 1)
