"""Triggers that the database is to have: those that refuse, and all of them by their names."""

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
