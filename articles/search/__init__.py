"""The one door of search: `find(typed)` returns a page of what is found, whatever the database.

People type words, "phrases" and -what they leave out, wide or narrow, in small letters or capitals, in
simplified or traditional characters. Found is what holds all of it somewhere in its headline parts,
dateline or body, just as if each text were looked through; see `grams` for how it need not be.

简 and 繁 are one by what is looked for, not by what is indexed: a term is looked for as it is typed, in
simplified and in traditional characters. To fold each text instead would need OpenCC's table in SQL, where
thousands of characters cost more than all else that is done to a text.
"""

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any

from opencc import OpenCC

from articles.search import finding, queries
from articles.search.finding import is_catching_up
from articles.search.queries import LONGEST_QUERY, Query, asked_for
from articles.search.scope import EVERYTHING, Filters, Hit, Scope

__all__ = [
    "COUNTED", "LONGEST_QUERY", "PAGE_SIZE", "BadCursorError", "Filters", "Found", "Hit", "Order", "Query",
    "asked_for", "count", "find", "is_catching_up", "parse",
]  # fmt: skip

PAGE_SIZE = 20
COUNTED = 1000  # More than so many are not counted: “1,000 以上”.

_CURSOR = re.compile(r"(h|t|)(\d{4}-\d{2}-\d{2}|-)\.(\d{1,18})", re.ASCII)


class Order(StrEnum):
    """What comes first: the newest, or what has all words in its headline, the newest of it first."""

    NEWEST = "newest"
    RELEVANCE = "relevance"


class BadCursorError(ValueError):
    """A place in the results that no page has named."""


@dataclass(frozen=True, slots=True)
class Found:
    """Hits in their order, each with the part of the results that it is in; whether others follow."""

    placed: list[tuple[str, Hit]]
    has_more: bool = False

    @property
    def hits(self) -> list[Hit]:
        """The hits alone."""
        return [hit for _, hit in self.placed]

    @property
    def after(self) -> str:
        """The cursor of what follows, blank where nothing does."""
        return _cursor(*self.placed[-1]) if self.has_more else ""

    def first(self, size: int) -> "Found":
        """The first `size` of them."""
        return Found(self.placed[:size], self.has_more or len(self.placed) > size)


def parse(typed: str) -> Query:
    """Return the query that `typed` means."""
    return queries.parse(typed, _forms)


def find(
    typed: str | Query,
    *,
    filters: Filters = EVERYTHING,
    order: Order = Order.NEWEST,
    after: str = "",
    size: int = PAGE_SIZE,
    public: bool = True,
) -> Found:
    """Return what `typed` finds: `size` hits, after the cursor `after`.

    `public` finds what citizens may see; else drafts and what was withdrawn are found too, and come first.
    No word finds nothing. Raises BadCursorError.
    """
    query = parse(typed) if isinstance(typed, str) else typed
    part, place = _place(after)
    if not query.wanted:
        return Found([])
    hits = _found(query, Scope(public, filters), order, part, place)
    return Found(list(islice(hits, size + 1))).first(size)


def count(typed: str | Query, *, filters: Filters = EVERYTHING, public: bool = True) -> int:
    """Return how many articles `typed` finds, or COUNTED + 1 where they are more than COUNTED."""
    query = parse(typed) if isinstance(typed, str) else typed
    if not query.wanted:
        return 0
    return min(finding.count(query, Scope(public, filters), COUNTED), COUNTED + 1)


def _found(query: Query, scope: Scope, order: Order, part: str, after: Hit | None) -> Any:
    """Hits after a place, each with the part of the results that it is in."""
    from_place = Scope(scope.public, scope.filters, after)
    if order == Order.NEWEST:
        return (("", hit) for hit in finding.newest(query, from_place))
    in_texts = (("t", h) for h in finding.in_texts_alone(query, from_place if part == "t" else scope))
    if part == "t":
        return in_texts
    return chain((("h", hit) for hit in finding.in_headlines(query, from_place)), in_texts)


def _cursor(part: str, hit: Hit) -> str:
    return f"{part}{hit.day or '-'}.{hit.key}"


def _place(cursor: str) -> tuple[str, Hit | None]:
    if not cursor:
        return "", None
    match = _CURSOR.fullmatch(cursor)
    if match is None:
        raise BadCursorError(cursor)
    part, day, key = match.groups()
    try:
        return part, Hit(None if day == "-" else datetime.date.fromisoformat(day), int(key))
    except ValueError:
        raise BadCursorError(cursor) from None


@lru_cache(maxsize=1024)
def _forms(term: str) -> tuple[str, ...]:
    simplified = _converter("t2s").convert(term)
    return term, simplified, _converter("s2t").convert(simplified)


@cache
def _converter(direction: str) -> OpenCC:
    return OpenCC(direction)
