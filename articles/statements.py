"""Statements that are written out, run so that a database need not think about one again and again.

To plan a statement takes PostgreSQL longer than to run most of ours. So the values of one are sent beside it:
the second time that a connection sends the same words they are kept, and soon their plan with them. SQLite
keeps its last statements by itself.
"""

from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, NotSupportedError, connections

Row = tuple[Any, ...]


def fetch(statement: str, values: Sequence[Any] = (), using: str = DEFAULT_DB_ALIAS) -> list[Row]:
    """Return the rows that a statement selects with these values in the place of its `%s`.

    Few statements are to come of one `statement`: what changes is among the values. Several keys are one
    value, a list, where `any_of` says which.
    """
    connection = connections[using]
    try:
        return _read(connection, statement, values)
    except NotSupportedError:
        # A migration has changed a column since this was prepared. The next time it is prepared anew.
        if connection.vendor != "postgresql" or connection.in_atomic_block:
            raise
        with connection.cursor() as cursor:
            cursor.execute("DEALLOCATE ALL")
        return _read(connection, statement, values)


def any_of(keys: Sequence[int], vendor: str) -> tuple[str, list[Any]]:
    """Return a condition to stand after a column, and its values: that it is one of `keys`, at least one."""
    if vendor == "postgresql":
        return "= ANY(%s)", [list(keys)]
    return f"IN ({', '.join(['%s'] * len(keys))})", list(keys)


def _read(connection: Any, statement: str, values: Sequence[Any]) -> list[Row]:
    with _cursor(connection) as cursor:
        cursor.execute(statement, values)
        found: list[Row] = cursor.fetchall()
    return found


def _cursor(connection: Any) -> Any:
    """One that sends values beside a statement; Django's own, which writes them into it, to be noted."""
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from psycopg import Cursor

    connection.close_if_health_check_failed()
    connection.ensure_connection()
    return connection.make_cursor(Cursor(connection.connection))
