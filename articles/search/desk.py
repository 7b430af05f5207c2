"""What the search boxes of the desk find: rows of a list as it is filtered, of any table that is searched.

A list may be narrowed by anything, and the index knows nothing of that. So few rows are looked through
themselves; of many, what the index finds is looked for in the list, the newest first. Both are bounded,
and whoever shows the list learns whether that may have left something out.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from articles.search import finding
from articles.search.expressions import expression, needs_a_look
from articles.search.grams import fold
from articles.search.queries import Query
from articles.search.scope import Scope
from articles.search.tables import ARTICLES, TABLES, Table
from articles.search.upkeep import backend, more_wait_than

LISTED = 1000  # So many rows at most: more than anybody goes through.
FEW = 500  # A list of so many rows is looked through as it is.
LOOKED_AT = 20_000  # So many hits of the index are looked for in the list.

_BATCH = 500
_BY_NAME = {table.name: table for table in TABLES}
_NO_KEY = 2**63 - 1  # Beyond all keys.


class Found(NamedTuple):
    """The keys of what is found, and whether that is certainly all."""

    keys: list[int]
    is_all: bool


def find(rows: QuerySet[Any], query: Query) -> Found:
    """Return which of `rows` `query` finds: rows of any model whose table is searched."""
    if not query.wanted:
        return Found([], True)
    table = _BY_NAME[rows.model._meta.db_table]
    keys = rows.order_by().values_list("pk", flat=True)
    few = sorted(keys[: FEW + 1], reverse=True)
    if len(few) <= FEW:
        return Found(list(_that_fit(table, query, few)), True)
    found = _within(keys, islice(_newest(table, query), LOOKED_AT + 1))
    return found._replace(is_all=found.is_all and not more_wait_than(finding.WAITING, table))


def _within(keys: QuerySet[Any], hits: Iterator[int]) -> Found:
    found: list[int] = []
    looked_at = 0
    while len(found) <= LISTED and (some := list(islice(hits, _BATCH))):
        there = set(keys.filter(pk__in=some))
        found += [key for key in some if key in there]
        looked_at += len(some)
    return Found(found[:LISTED], len(found) <= LISTED and looked_at <= LOOKED_AT)


def _newest(table: Table, query: Query) -> Iterator[int]:
    if table is ARTICLES:
        return (hit.key for hit in finding.newest(query, Scope(public=False)))
    return merge(_from_waiting(table, query), _from_index(table, query), reverse=True)


def _from_waiting(table: Table, query: Query) -> Iterator[int]:
    """What fits of the newest rows that wait for the index."""
    yield from _keys_that_fit(table, query, _rows(table, "NOT a.is_indexed", [], finding.WAITING))


def _from_index(table: Table, query: Query) -> Iterator[int]:
    engine = backend()
    said = expression(query, engine.SYNTAX)
    look, last, size = needs_a_look(query), _NO_KEY, _BATCH
    while size == _BATCH:
        keys = _hits(table, [said, last])
        yield from _that_fit(table, query, keys) if look else keys
        size, last = len(keys), min(keys, default=0)


def _hits(table: Table, values: list[Any]) -> list[int]:
    engine = backend()
    statement = f"""SELECT a.id FROM {engine.source(table)} WHERE {engine.matches(table)} AND a.id < %s
      ORDER BY a.id DESC LIMIT {_BATCH}"""  # noqa: S608  # nosec B608
    return [key for (key,) in _asked(statement, values)]


def _that_fit(table: Table, query: Query, keys: Sequence[int]) -> Iterator[int]:
    """Those of some rows whose words fit, the newest first."""
    for start in range(0, len(keys), _BATCH):
        some = keys[start : start + _BATCH]
        marks = ", ".join(["%s"] * len(some))
        yield from _keys_that_fit(table, query, _rows(table, f"a.id IN ({marks})", some, _BATCH))


def _keys_that_fit(table: Table, query: Query, rows: Iterable[Sequence[Any]]) -> Iterator[int]:
    for key, *columns in rows:
        if query.fits(fold("\n".join(table.words(*columns)))):
            yield key


def _rows(table: Table, condition: str, values: Sequence[Any], size: int) -> list[Any]:
    columns = ", ".join(f"a.{name}" for name in ("id", *table.columns))
    said = f"SELECT {columns} FROM {table.name} a WHERE {condition} ORDER BY a.id DESC LIMIT {size}"  # noqa: S608  # nosec B608
    return _asked(said, values)


def _asked(statement: str, values: Sequence[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())
