"""Many rows of one model at once, as plain values, without an instance for each.

Django's `bulk_create` spends more on its instances and on compiling than the database on writing.
Here a row is a dictionary of values by attribute (`article_id`, not `article`), the same keys in each;
what it leaves out takes the model's default. Keys are reserved first, so that rows can name each other.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import DateField, Field, JSONField, Model

Row = dict[str, Any]


def reserve(model: type[Model], number: int) -> Iterator[int]:
    """Return `number` primary keys that nobody else will get. Use inside a transaction.

    SQLite's stay ours as long as the transaction: it has the only write lock.
    """
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [table, number],
            )
            return iter([key for (key,) in cursor.fetchall()])
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        ((last,),) = cursor.fetchall() or [(0,)]
    return itertools.islice(itertools.count(last + 1), number)


def insert(model: type[Model], rows: Sequence[Row], **same: Any) -> None:
    """Write `rows`, with the values `same` in each. Raises IntegrityError as `bulk_create` does."""
    if not rows:
        return
    columns, values = _columns(model, rows, same)
    if connection.vendor == "postgresql":
        _copy(f"COPY {columns} FROM STDIN", values)
    else:
        _insert(columns, values)


def offer(model: type[Model], rows: Sequence[Row], **same: Any) -> None:
    """Write `rows` as `insert` does, but for those that something unique keeps out.

    Waits for another process that writes the same at this moment.
    """
    if rows:
        _insert(*_columns(model, rows, same), "ON CONFLICT DO NOTHING")


def update(model: type[Model], rows: Sequence[Row]) -> None:
    """Write the values of `rows`, each with its `id`, into the rows that are there."""
    if not rows:
        return
    fields = [field for field in model._meta.local_concrete_fields if field.attname in rows[0]]
    fields.sort(key=lambda field: field.primary_key)
    changes = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields[:-1])
    table = connection.ops.quote_name(model._meta.db_table)
    _execute(f"UPDATE {table} SET {changes} WHERE id = %s", _values(fields, rows))  # noqa: S608  # nosec B608


def _columns(model: type[Model], rows: Sequence[Row], same: Row) -> tuple[str, list[tuple[Any, ...]]]:
    """The table with the columns to fill, in SQL, and what each row has in them."""
    given = [field for field in model._meta.local_concrete_fields if field.attname in rows[0]]
    left = [field for field in model._meta.local_concrete_fields if field not in given]
    filled = [f for f in left if f.attname in same or not (f.null or f.primary_key)]
    constants = tuple(_prepared(f, same.get(f.attname, f.get_default())) for f in filled)
    names = ", ".join(connection.ops.quote_name(field.column) for field in (*given, *filled))
    table = connection.ops.quote_name(model._meta.db_table)
    return f"{table} ({names})", [row + constants for row in _values(given, rows)]


def _values(fields: Sequence[Field], rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """The values of `fields`, two at least, in the form that the database takes."""
    take = itemgetter(*(field.attname for field in fields))
    special = [(place, field) for place, field in enumerate(fields) if _is_special(field)]
    if not special:
        return map(take, rows)
    return (_converted(list(take(row)), special) for row in rows)


def _converted(values: list[Any], special: list[tuple[int, Field]]) -> tuple[Any, ...]:
    for place, field in special:
        values[place] = _prepared(field, values[place])
    return tuple(values)


def _prepared(field: Field, value: Any) -> Any:
    return field.get_db_prep_save(value, connection) if _is_special(field) else value


def _is_special(field: Field) -> bool:
    return isinstance(field, DateField | JSONField)


def _insert(columns: str, values: Sequence[tuple[Any, ...]], unless: str = "") -> None:
    marks = ", ".join(["%s"] * len(values[0]))
    _execute(f"INSERT INTO {columns} VALUES ({marks}) {unless}", values)  # noqa: S608  # nosec B608


def _copy(statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(statement) as copy,
    ):
        for row in values:
            copy.write_row(row)


def _execute(statement: str, values: Iterable[tuple[Any, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(statement, list(values))
