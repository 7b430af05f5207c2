"""Triggers that the database is to have: those that refuse; all are looked for, taken away, switched off."""

from collections.abc import Iterable, Mapping

from django.db import connections


def refusing(vendor: str, name: str, table: str, event: str, condition: str, said: str) -> list[str]:
    """Return the statements for a trigger that refuses an `event` on `table` where `condition` holds.

    Whoever tries is told what is `said`.
    """
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN RAISE EXCEPTION '{said}' USING ERRCODE = 'check_violation'; END IF; "
            f"RETURN {'OLD' if event == 'DELETE' else 'NEW'}; END $$",
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {condition} "
        f"BEGIN SELECT RAISE(ABORT, '{said}'); END"
    ]


def drop(tables: Mapping[str, str], using: str) -> None:
    """Take away the triggers that are there of these, given by name with the table that each is on."""
    is_postgresql = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        for name, table in tables.items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if is_postgresql else ""))


def missing(names: Iterable[str], using: str) -> list[str]:
    """Return those of these names that no trigger has."""
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connections[using].vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in there]


def switch_off(using: str) -> list[str]:
    """Switch off all triggers until the transaction ends or `switch_on` is called with what this returns.

    References between tables are still checked.
    """
    is_postgresql = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        cursor.execute(_TABLES_WITH_TRIGGERS if is_postgresql else _STATEMENTS_OF_TRIGGERS)
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(
                f"ALTER TABLE {name} DISABLE TRIGGER USER" if is_postgresql else f'DROP TRIGGER "{name}"'
            )
    return [statement for _, statement in found]


def switch_on(statements: Iterable[str], using: str) -> None:
    """Switch on again what `switch_off` has switched off."""
    with connections[using].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


_STATEMENTS_OF_TRIGGERS = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_TABLES_WITH_TRIGGERS = """SELECT DISTINCT tgrelid::regclass::text,
  'ALTER TABLE ' || tgrelid::regclass || ' ENABLE TRIGGER USER' FROM pg_trigger
  WHERE NOT tgisinternal
  AND tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = current_schema()::regnamespace)"""
