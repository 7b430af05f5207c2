"""Keeps the index: sets it up, sees when it is not as it is to be, and brings in what waits.

Rows written one by one are in the index at once. Rows written in bulk wait (`is_indexed` is false) and are
brought in here, some at a time; meanwhile searches look through them as they are. An article is in the
index just while its row says so, which the database keeps.
"""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from articles import generation
from articles.search import postgresql, sqlite
from articles.search.tables import TABLES, Table

_BRING_IN = "UPDATE {table} SET is_indexed = true WHERE id IN ({some})"
_SOME = "SELECT id FROM {table} WHERE NOT is_indexed {which} LIMIT %s {lock}"


def backend(using: str = DEFAULT_DB_ALIAS) -> ModuleType:
    """Return the module that knows the database: `sqlite` or `postgresql`."""
    return postgresql if connections[using].vendor == "postgresql" else sqlite


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """See to it that there are all indexes. One that is not whole is emptied, and all its rows wait."""
    for table in TABLES:
        if _missing(table, using):
            _reset(table, using)


def reset(using: str = DEFAULT_DB_ALIAS) -> None:
    """Begin anew with empty indexes; all rows wait to be brought in."""
    for table in TABLES:
        _reset(table, using)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the indexes away."""
    with connections[using].cursor() as cursor:
        for table in TABLES:
            backend(using).drop(cursor, table)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of what is not there, or is not as it is to be."""
    return [name for table in TABLES for name in _missing(table, using)]


def _missing(table: Table, using: str) -> list[str]:
    with connections[using].cursor() as cursor:
        found: list[str] = backend(using).missing(cursor, table)
    return found


def _reset(table: Table, using: str) -> None:
    with transaction.atomic(using), connections[using].cursor() as cursor:
        backend(using).drop(cursor, table)
        cursor.execute(f"UPDATE {table.name} SET is_indexed = false WHERE is_indexed")  # noqa: S608  # nosec B608
        backend(using).create(cursor, table)
        generation.move(using)  # Whoever remembers that nothing waits is told.


def trouble(using: str = DEFAULT_DB_ALIAS) -> str:
    """Say why a database cannot search at all, or nothing."""
    with connections[using].cursor() as cursor:
        said: str = backend(using).trouble(cursor)
    return said


def waiting() -> int:
    """Return how many rows wait."""
    with connection.cursor() as cursor:
        counts = " + ".join(f"(SELECT count(*) FROM {t.name} WHERE NOT is_indexed)" for t in TABLES)  # noqa: S608  # nosec B608
        cursor.execute(f"SELECT {counts}")
        ((number,),) = cursor.fetchall()
    return int(number)


def more_wait_than(number: int, table: Table, *, listed: bool = False) -> bool:
    """Whether more rows of a table wait than `number`, of those alone that lists show if `listed`.

    Asked without a lock, so that nobody waits for nothing.
    """
    shown = f"AND {table.day} IS NOT NULL" if listed else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM {table.name} WHERE NOT is_indexed {shown} LIMIT 1 OFFSET %s",  # noqa: S608  # nosec B608
            [number],
        )
        return cursor.fetchone() is not None


def bring_in(limit: int | None = None) -> int:
    """Bring some of what waits into its index, what citizens see first, and return how many.

    They are at most `limit`, or a portion of their table.
    """
    return next((found for table in TABLES if (found := _bring_in(table, limit or table.portion))), 0)


def bring_in_all(
    *, go_on: Callable[[], bool] = lambda: True, on_batch: Callable[[int], None] = lambda number: None
) -> int:
    """Bring all that waits into the indexes, put these in order, and return how many there were.

    `on_batch` hears of each batch how many they are; after each, `go_on` is asked whether to go on, and
    whoever waits to save has their turn.
    """
    return sum(_bring_in_all(table, go_on, on_batch) for table in TABLES)


def _bring_in_all(table: Table, go_on: Callable[[], bool], on_batch: Callable[[int], None]) -> int:
    engine = backend()
    number = out_of_order = 0
    while more_wait_than(0, table) and (found := _bring_in(table, table.portion)):
        number, out_of_order = number + found, out_of_order + found
        if out_of_order >= engine.MERGE_EVERY:
            _put_in_order(table)
            out_of_order = 0
        on_batch(found)
        if not go_on():
            break
        if found == table.portion:
            time.sleep(engine.REST)
    if out_of_order >= engine.MERGE_FROM:
        _put_in_order(table)
    return number


def _bring_in(table: Table, limit: int) -> int:
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    order = "ORDER BY listed_on DESC, id DESC" if table.day else "ORDER BY id DESC"
    days = (f"AND {table.day} IS {day}" for day in ("NOT NULL", "NULL")) if table.day else ("",)
    with transaction.atomic(), connection.cursor() as cursor:
        backend().begin_bulk(cursor)
        for which in days:
            some = _SOME.format(table=table.name, which=f"{which} {order}", lock=lock)
            cursor.execute(_BRING_IN.format(table=table.name, some=some), [limit])
            if cursor.rowcount:
                break
        return int(cursor.rowcount)


def _put_in_order(table: Table) -> None:
    """Put an index in order, a part a transaction."""
    begin = True
    while _merge(table, begin=begin):
        begin = False
        time.sleep(backend().REST)


def _merge(table: Table, *, begin: bool) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        more: bool = backend().merge(cursor, table, begin=begin)
    return more


def install_after_migrating(sender: Any, using: str, **about: Any) -> None:
    """Receive `post_migrate`."""
    if is_to_be(using):
        install(using)


def prepare(sender: Any, connection: Any, **about: Any) -> None:
    """Receive `connection_created`."""
    if connection.vendor == "sqlite":
        sqlite.prepare(connection)


def is_to_be(using: str) -> bool:
    """Whether the articles' table is there and knows of the index: not so after migrating backwards."""
    with connections[using].cursor() as cursor:
        cursor.execute(backend(using).HAS_COLUMN)
        return cursor.fetchone() is not None
