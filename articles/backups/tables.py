"""Which tables a backup holds, in which order, and what a row looks like in it.

Left out is what belongs to the running server and not to the newsroom: sessions, so that a stolen backup
signs nobody in; failed logins and locks, which last half an hour; the queue, whose tasks the worker makes
anew for every batch that waits (`jobs.sweep`); the generation of pages, which a restore moves. Content
types, permissions and groups are in, because rows refer to them by their keys. The search index and what
tells of it are made anew.
"""

import base64
import datetime
import json
from collections.abc import Callable, Iterator
from graphlib import TopologicalSorter
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import BinaryField, Field, JSONField, Max, Model

LEFT_OUT = {
    "django_session",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_tasks_database_dbtaskresult",
    "articles_generation",
}
DERIVED = {"is_indexed"}  # Columns: false for each row that comes back, so that it is brought in anew.
# What `migrate` fills: a database that holds rows in these alone is empty.
FILLED_BY_MIGRATE = {
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
    "articles_topic",
    "articles_topicrule",
}

_FETCHED = 100  # Rows at a time: the raw text of a page may have 2 MB.

type_ = type
Convert = Callable[[Any], Any]


def models() -> list[type[Model]]:
    """Return the models that a backup holds, each after those that it refers to."""
    kept = {
        model: None
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.db_table not in LEFT_OUT
    }
    graph: dict[type[Model], set[type[Model]]] = {
        model: {other for field in model._meta.local_concrete_fields if (other := _referred(field)) in kept}
        - {model}
        for model in kept
    }
    return list(TopologicalSorter(graph).static_order())


def fields(model: type[Model]) -> list[Field[Any, Any]]:
    """Return the columns of a model that a backup holds."""
    return [field for field in model._meta.local_concrete_fields if field.name not in DERIVED]


def columns() -> dict[str, list[str]]:
    """Return the columns of each table that a backup holds."""
    return {model._meta.db_table: [str(field.column) for field in fields(model)] for model in models()}


def migrations() -> list[list[str]]:
    """Return app and name of each migration that the database has."""
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def lines(model: type[Model]) -> Iterator[bytes]:
    """Yield a model's rows in the order of their keys, each as a line; the same ones on any database."""
    names = [field.attname for field in fields(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(chunk_size=_FETCHED):
        yield _encode(row).encode() + b"\n"


def values(model: type[Model], line: bytes) -> list[Any]:
    """Return the values of a line as they are, in the order of the columns. Raises ValueError."""
    row = json.loads(line)
    if not isinstance(row, list) or len(row) != len(fields(model)):
        raise ValueError(line[:80])
    return row


def converters(model: type[Model]) -> list[Convert | None]:
    """Return for each column what makes a value out of JSON one that the database takes as it is."""
    return [_converter(field) for field in fields(model)]


def last_key(model: type[Model]) -> int | None:
    """Return the highest key that a table has ever given: an address is never given twice."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s)::regclass)", _sequence(model)
            )
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", _sequence(model)[:1])
        row = cursor.fetchone()
    highest = model._base_manager.aggregate(highest=Max("pk"))["highest"]
    return max((key for key in (row and row[0], highest) if key), default=None)


def set_last_key(model: type[Model], key: int | None) -> None:
    """Have a table go on with the keys after `key`; from the first where it has given none."""
    table, column = _sequence(model)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, %s), %s, %s)",
                [table, column, key or 1, key is not None],
            )
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            if key is not None:
                cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, key])


def _sequence(model: type[Model]) -> list[str]:
    return [model._meta.db_table, str(model._meta.pk.column)]


def _referred(field: Field[Any, Any]) -> Any:
    return field.related_model if field.is_relation else None


def _plain(value: Any) -> Any:
    """Say in JSON what it has no word for."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat() if value.tzinfo else value.isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(value).decode()
    return str(value)


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain).encode


def _converter(field: Field[Any, Any]) -> Convert | None:
    """What PostgreSQL reads as text needs no change; SQLite keeps dates in a form that Django has chosen."""
    if isinstance(field, JSONField):
        return _json(field.null)
    if connection.vendor != "postgresql" and field.get_internal_type() in _WRITTEN_OTHERWISE:
        return lambda value: field.get_db_prep_save(field.to_python(value), connection)
    if isinstance(field, BinaryField):
        return lambda value: None if value is None else base64.b64decode(value)
    return None


_WRITTEN_OTHERWISE = {
    "DateTimeField",
    "TimeField",
    "DecimalField",
    "UUIDField",
    "DurationField",
    "BinaryField",
}


def _json(is_nullable: bool) -> Convert:
    def convert(value: Any) -> Any:
        return None if value is None and is_nullable else json.dumps(value, ensure_ascii=False)

    return convert
