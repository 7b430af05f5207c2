"""What a search finds, looked over: how many articles, of which years, under which topics.

So few are looked at that it costs little. Of more than these nothing is counted but the whole, and that too
only where the index tells it without a text being read.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection

from articles import search
from articles.models import Article
from articles.search import Filters, Found, Query
from articles.search.expressions import has_pairs, needs_a_look
from articles.statements import any_of, fetch
from articles.years import listed_years

LOOKED_AT = 40
FEWEST = 3  # Nobody needs help to look over fewer.

_TOPICS = """SELECT topic_id, count(*) FROM articles_articletopic
  WHERE listed_on IS NOT NULL AND article_id {} GROUP BY topic_id"""


@dataclass(frozen=True, slots=True)
class Facets:
    """How many articles are found, no fewer than `number`; how many of each year and topic, by its key.

    Where that was not counted, `years` and `topics` are None: any may be found.
    """

    number: int
    is_exact: bool
    years: Mapping[int, int] | None = None
    topics: Mapping[int, int] | None = None

    @property
    def label(self) -> str:
        """How many are found, in words."""
        return f"共 {self.number} 篇" if self.is_exact else f"{self.number:,} 篇以上"


NOTHING: Mapping[int, int] = {}


def reach(query: Query) -> int:
    """Return how many of the newest hits are looked at: for one letter a page of them is dear enough."""
    return LOOKED_AT if has_pairs(query) else search.PAGE_SIZE


def of(query: Query, filters: Filters, newest: Found) -> Facets:
    """Return the facets of what `query` finds, given the newest of it."""
    number, is_exact = _number(query, filters, newest)
    if newest.has_more:
        return Facets(number, is_exact)
    if number < FEWEST:
        return Facets(number, is_exact, NOTHING, NOTHING)
    years = Counter(hit.day.year for hit in newest.hits if hit.day)
    in_order = dict(sorted(years.items(), reverse=True))
    return Facets(number, is_exact, in_order, _topics([hit.key for hit in newest.hits]))


def all_years() -> tuple[int, ...]:
    """Return the years that anything is public of, the newest first."""
    return listed_years(Article)


def _topics(keys: list[int]) -> dict[int, int]:
    among, values = any_of(keys, connection.vendor)
    return dict(fetch(_TOPICS.format(among), values))


def _number(query: Query, filters: Filters, newest: Found) -> tuple[int, bool]:
    """How many are found; where texts would have to be read for that, how many are known of."""
    known = len(newest.placed)
    if not newest.has_more:
        return known, True
    if needs_a_look(query) or not has_pairs(query):
        return known, False
    number = search.count(query, filters=filters)
    return min(number, search.COUNTED), number <= search.COUNTED
