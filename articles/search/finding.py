"""Finds articles, the newest first, without looking at more than a page of them needs.

The index is asked for the newest month first, then for as many months before it as a page should take, going
by what the month held, and for all where that would be many (`MOST_MONTHS` of the database): what is frequent
is found soon, and what is rare is little in all. What waits to be indexed is looked through as it is, newest
first too, and both are merged: of what waits, no more is read than stands before the page's end. Where a
filter leaves few articles, those are looked through and nothing else is asked.
"""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from heapq import merge
from itertools import chain, islice, repeat
from operator import attrgetter
from typing import Any

from django.db import connection

from articles.remembered import remembered
from articles.search.expressions import expression, has_pairs, needs_a_look
from articles.search.grams import UNLISTED, month_mark, year_mark
from articles.search.queries import Query
from articles.search.scope import Hit, Part, Scope
from articles.search.tables import ARTICLES
from articles.search.upkeep import backend, more_wait_than
from articles.search.wording import BODY_LAST, fits, folded
from articles.statements import any_of, fetch

BATCHES = (48, 96, 480)  # Rows that are read together; the last so many again and again.
# So many of these batches for one letter, the second where it is in one text of `FREQUENT`.
LOOKED_THROUGH = 2
FREQUENT = 6
PAGE = 36  # Hits to ask for, so that a page is sure to be among them: a third question costs more.
FEW = 500  # Articles of a filter that are looked through.
WAITING = 2000  # Of what waits, the newest so many are looked through, after each place in the results.

_ORDER = "ORDER BY a.listed_on DESC, a.id DESC LIMIT %s"
_NEWEST = """SELECT listed_on FROM articles_article WHERE listed_on IS NOT NULL
  ORDER BY listed_on DESC, id DESC LIMIT 1"""
_TEXTS = ", ".join(f"a.{name}" for name in BODY_LAST)

Row = tuple[Hit, list[str]]  # The columns of `BODY_LAST`, where they are asked for.
Fits = Callable[[Sequence[str]], bool]


@dataclass(frozen=True, slots=True)
class Window:
    """A span of days, with the marks that the index knows it by; none for all that is left."""

    parts: list[Part]
    marks: Sequence[str] = ()


def newest(query: Query, scope: Scope) -> Iterator[Hit]:
    """Yield what fits, the newest first."""
    return _merged(query, scope, partial(fits, query), look=needs_a_look(query))


def in_headlines(query: Query, scope: Scope) -> Iterator[Hit]:
    """Yield what fits and has all that is wanted in its headline parts, the newest first."""
    return _merged(query, scope, partial(_fits_with_headline, query, True), in_head=True)


def in_texts_alone(query: Query, scope: Scope) -> Iterator[Hit]:
    """Yield what fits and is not found by `in_headlines`, the newest first."""
    return _merged(query, scope, partial(_fits_with_headline, query, False))


def _fits_with_headline(query: Query, expected: bool, columns: Sequence[str]) -> bool:
    head, rest = folded(columns)
    return query.all_in(head) is expected and query.fits(f"{head}\n{rest}")


def count(query: Query, scope: Scope, bound: int) -> int:
    """Return how many fit; where that is more than `bound`, some number beyond it."""
    keeps = partial(fits, query)
    if (few := _few(scope)) is not None:
        return sum(1 for _ in islice(_looked_at(few, keeps), bound + 1))
    waiting = islice(_looked_at(_waiting(scope), keeps), bound + 1)
    return sum(1 for _ in islice(chain(waiting, _each_indexed(query, scope, bound + 1)), bound + 1))


def _each_indexed(query: Query, scope: Scope, enough: int) -> Iterator[None]:
    """Nothing for each that the index finds: no more of these are asked for in any span of days."""

    def of(window: Window) -> Iterator[None]:
        return repeat(None, _count_indexed(query, window, enough))

    if scope.has_unlisted:
        yield from of(Window(scope.unlisted()))
    if first := _first_day(scope):
        years = backend().YEARS_COUNTED if enough > 1 else 0  # Whether there is any, all at once.
        yield from _by_years(scope, first.year, of, years=years, wanted=enough)


def _by_years(
    scope: Scope, newest: int, of: Callable[[Window], Iterator[None]], *, years: int, wanted: int
) -> Iterator[None]:
    """What is listed: some years, each by itself while they promise so many in all, then what is left."""
    listed, found = scope.listed(), 0
    for at, year in enumerate(range(newest, max(newest - years, 0), -1)):
        since, before = datetime.date(year, 1, 1), found
        for each in of(Window([*listed, Part(f"{backend().DAY} >= %s", [since])], [year_mark(year)])):
            found += 1
            yield each
        listed = [*scope.listed(), Part(f"{backend().DAY} < %s", [since])]
        if at and found + (found - before) * (years - at - 1) < wanted:  # The newest has but begun.
            break
    yield from of(Window(listed))


def _count_indexed(query: Query, window: Window, enough: int) -> int:
    found, values = _matching(query, window, in_head=False)
    if not needs_a_look(query):
        statement = f"SELECT count(*) FROM ({found} LIMIT %s) counted"  # noqa: S608  # nosec B608
        ((number,),) = fetch(statement, [*values, enough])
        return int(number)
    hits = [hit for hit, _ in _rows(found, values)]
    return sum(1 for _ in islice(_looked_at(hits, partial(fits, query)), enough))


def _merged(
    query: Query, scope: Scope, keeps: Fits, *, look: bool = True, in_head: bool = False
) -> Iterator[Hit]:
    """What waits and what is indexed, in one order. What has just been indexed may come from both."""
    if (few := _few(scope)) is not None:
        yield from _looked_at(few, keeps)
        return
    waiting = _waiting(scope)  # Before all else: what is brought in meanwhile is found here or in the index.
    indexed = _from_index(query, scope, keeps, look=look, in_head=in_head)
    last = None
    for hit in merge(_looked_at(waiting, keeps), indexed, key=attrgetter("place"), reverse=True):
        if hit != last:
            yield hit
        last = hit


def _few(scope: Scope) -> list[Hit] | None:
    """All that a filter leaves, where that is little. A frequent word has too many hits to ask it of each."""
    for statement, value in scope.filters.sources():
        keys = [key for (key,) in fetch(f"{statement} LIMIT %s", [value, FEW + 1])]
        if len(keys) <= FEW:
            return _of_keys(scope, keys)
    return None


def _of_keys(scope: Scope, keys: list[int]) -> list[Hit]:
    if not keys:
        return []
    among, values = any_of(keys, connection.vendor)
    return _hits(scope, Part(f"a.id {among}", values), FEW)


def is_catching_up() -> bool:
    """Whether more that is public waits for the index than is looked through: something may be missed."""
    return _some_wait() and more_wait_than(WAITING, ARTICLES, listed=True)


@remembered
def _some_wait() -> bool:
    """Whether anything public waits. Nothing begins to without moving what is remembered by."""
    return more_wait_than(0, ARTICLES, listed=True)


def _waiting(scope: Scope) -> list[Hit]:
    """What no index holds yet."""
    if scope.public and not _some_wait():
        return []
    return _hits(scope, Part("NOT a.is_indexed"), WAITING)


def _hits(scope: Scope, part: Part, most: int) -> list[Hit]:
    """Rows of a scope as they are, the newest first, of each kind so many at most."""
    spans = [scope.unlisted()] if scope.has_unlisted else []
    found = []
    for parts in (*spans, scope.listed()):
        statement, values = _select(Window([*parts, part]))
        found += [hit for hit, _ in _rows(statement, [*values, most])]
    return found


def _looked_at(hits: list[Hit], keeps: Fits) -> Iterator[Hit]:
    """Those of some hits whose text fits, in their order. No more texts are read than are asked for."""
    start = 0
    for size in chain(BATCHES, repeat(BATCHES[-1])):
        if start >= len(hits):
            return
        yield from _that_fit(hits[start : start + size], keeps)
        start += size


def _from_index(query: Query, scope: Scope, keeps: Fits, *, look: bool, in_head: bool) -> Iterator[Hit]:
    def of(window: Window) -> Iterator[Hit]:
        for rows in _in_batches(window, partial(_index_sql, query, look=look, in_head=in_head)):
            yield from (hit for hit, columns in rows if not look or keeps(columns))

    if not (has_pairs(query) or scope.has_unlisted):
        newest, scope = _look_through_newest(scope, keeps)
        yield from newest
    if scope.has_unlisted:
        yield from of(Window(scope.unlisted(), [UNLISTED]))
    if first := _first_day(scope):
        yield from _by_months(scope, first, of, most=backend().MOST_MONTHS if has_pairs(query) else 1)


def _by_months(
    scope: Scope, first: datetime.date, of: Callable[[Window], Iterator[Hit]], *, most: int
) -> Iterator[Hit]:
    """What is listed, from the month of `first` back: some months, some more, then all that is left."""
    listed, month, months = scope.listed(), first.replace(day=1), 1
    while months <= most:
        since, marks = _span(month, months)
        found = 0
        for hit in of(Window([*listed, Part(f"{backend().DAY} >= %s", [since])], marks)):
            found += 1
            yield hit
        listed = [*scope.listed(), Part(f"{backend().DAY} < %s", [since])]
        if since == datetime.date.min:
            return
        months = -(-PAGE * months // found) if found else backend().MONTHS_IF_NONE * months
        month = (since - datetime.timedelta(1)).replace(day=1)
    yield from of(Window(listed))


def _span(month: datetime.date, months: int) -> tuple[datetime.date, list[str]]:
    """The first day of so many months up to `month`, and their marks; of more than a year, some months more.

    A year has a mark of its own, so that a span of many has few.
    """
    marks = [month_mark(month)]
    while len(marks) < months and month > datetime.date.min and (months <= 12 or month.month > 1):
        month = (month - datetime.timedelta(1)).replace(day=1)
        marks.append(month_mark(month))
    for _ in range(-(-(months - len(marks)) // 12)):
        if month.year > 1:
            month = month.replace(year=month.year - 1, month=1)
            marks.append(year_mark(month.year))
    return month, marks


def _look_through_newest(scope: Scope, keeps: Fits) -> tuple[list[Hit], Scope]:
    """What is to be kept of the newest rows, and the scope of the others.

    For one letter: a frequent one is soon found so, and in the index it has many pairs to go through.
    """
    window = Window([*scope.listed(), Part("a.is_indexed")])
    found: list[Hit] = []
    for rows in islice(_in_batches(window, _rows_sql), LOOKED_THROUGH):
        kept = [hit for hit, columns in rows if keeps(columns)]
        found += kept
        scope = replace(scope, after=rows[-1][0]) if rows else scope
        if len(kept) * FREQUENT < len(rows):
            break
    return found, scope


def _in_batches(window: Window, sql: Callable[[Window], tuple[str, list[Any]]]) -> Iterator[list[Row]]:
    """Rows of a window, batch by batch, each after the last row of the one before."""
    for size in chain(BATCHES, repeat(BATCHES[-1])):
        statement, values = sql(window)
        rows = list(_rows(statement, [*values, size]))
        yield rows
        if len(rows) < size:
            return
        window = replace(window, parts=[*window.parts, _after(rows[-1][0])])


def _after(hit: Hit) -> Part:
    if hit.day is None:
        return Part("a.id < %s", [hit.key])
    return Part("(a.listed_on, a.id) < (%s, %s)", [hit.day, hit.key])


def _that_fit(hits: list[Hit], keeps: Fits) -> Iterator[Hit]:
    """Those of some hits whose text fits, in their order."""
    statement, values = _texts_sql([hit.key for hit in hits])
    texts = {hit.key: text for hit, text in _rows(statement, values)} if hits else {}
    return (hit for hit in hits if hit.key in texts and keeps(texts[hit.key]))


def _first_day(scope: Scope) -> datetime.date | None:
    """The newest day on which something can be found."""
    if scope.after and scope.after.day:
        return scope.after.day
    newest, until = _newest_day(), scope.filters.until
    return min(newest, until) if newest and until else newest


@remembered
def _newest_day() -> datetime.date | None:
    """The newest day that anything is public of."""
    rows = fetch(_NEWEST, [])
    return _day(rows[0][0]) if rows else None


def _matching(query: Query, window: Window, *, in_head: bool) -> tuple[str, list[Any]]:
    engine = backend()
    said = expression(query, engine.SYNTAX, window.marks, in_head=in_head)
    conditions = " AND ".join((engine.matches(ARTICLES), *(part.sql for part in window.parts)))
    values = [value for part in window.parts for value in part.values]
    return f"SELECT a.id, a.listed_on FROM {engine.source(ARTICLES)} WHERE {conditions}", [said, *values]  # noqa: S608  # nosec B608


def _index_sql(query: Query, window: Window, *, look: bool, in_head: bool) -> tuple[str, list[Any]]:
    """What is asked of the index, which is asked first, whatever the database thinks of the order."""
    found, values = _matching(query, window, in_head=in_head)
    page = f"WITH found AS MATERIALIZED ({found}) SELECT a.id, a.listed_on FROM found a {_ORDER}"  # noqa: S608  # nosec B608
    if not look:
        return page, values
    with_texts = f"SELECT a.id, a.listed_on, {_TEXTS} FROM page JOIN articles_article a ON a.id = page.id"  # noqa: S608  # nosec B608
    return f"WITH page AS ({page}) {with_texts} ORDER BY a.listed_on DESC, a.id DESC", values


def _rows_sql(window: Window) -> tuple[str, list[Any]]:
    return _select(window, f", {_TEXTS}")


def _select(window: Window, more: str = "") -> tuple[str, list[Any]]:
    conditions = " AND ".join(part.sql for part in window.parts)
    values = [value for part in window.parts for value in part.values]
    return f"SELECT a.id, a.listed_on{more} FROM articles_article a WHERE {conditions} {_ORDER}", values  # noqa: S608  # nosec B608


def _texts_sql(keys: list[int]) -> tuple[str, list[Any]]:
    among, values = any_of(keys, connection.vendor)
    return f"SELECT a.id, a.listed_on, {_TEXTS} FROM articles_article a WHERE a.id {among}", values  # noqa: S608  # nosec B608


def _rows(statement: str, values: list[Any]) -> Iterator[Row]:
    return ((Hit(_day(day), key), columns) for key, day, *columns in fetch(statement, values))


def _day(value: Any) -> datetime.date | None:
    """A day as SQLite may give it, or as PostgreSQL does."""
    return datetime.date.fromisoformat(value) if isinstance(value, str) else value
