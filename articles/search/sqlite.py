"""The index on SQLite: full-text tables that hold grams alone, filled by triggers on what they index.

A trigger changes the index in the transaction of whoever changes the row, be it a form, the shell or
plain SQL. What is taken out has to be named gram by gram, so triggers work out what a row has lost
and gained, by functions of Python that each connection is given. Django makes a table anew for many a
migration and drops its triggers without a word: `articles.search.upkeep` sees that, and begins anew.
"""

import datetime
import sys
from functools import lru_cache
from typing import Any

from articles.search.expressions import Syntax
from articles.search.grams import entry
from articles.search.tables import TABLES, Table

SYNTAX = Syntax(" AND ", " OR ", " NOT ", '"{}"', '"{}"*')
HAS_COLUMN = "SELECT 1 FROM pragma_table_info('articles_article') WHERE name = 'is_indexed'"

_BY_NAME = {table.of: table for table in TABLES}
_MERGE_PAGES = 500

# After so many additions in one go there is something to put in order; it is done once, after the last.
MERGE_FROM, MERGE_EVERY = 200, sys.maxsize
# Seconds between two portions: there is one writer at a time, and whoever waits looks again each tenth of a
# second. Without a rest they would find the next portion at work every time, and wait for the last one.
REST = 0.12
DAY = "a.listed_on"  # Of a row, as a span is told by.

# So many months are asked for by their marks, and where some hold nothing so many times more: in a long
# archive marks of years cost little, and all of it much.
MOST_MONTHS, MONTHS_IF_NONE = 96, 12
YEARS_COUNTED = 0  # To count a thousand, it reads no more than a thousand.


def source(table: Table) -> str:
    """Return what to select from: the index of a table beside its rows, `a`."""
    return f"{table.index} s CROSS JOIN {table.name} a ON a.id = s.rowid"


def matches(table: Table) -> str:
    """Return the condition that the index holds an expression for a row of `source`."""
    return f"{table.index} MATCH %s"


def _call(name: str, table: Table, *rows: str) -> str:
    values = (f"{row}.{column}" for row in rows for column in table.kept)
    return f"{name}({', '.join((repr(table.of), *values))})"


def _triggers(table: Table) -> dict[str, str]:
    old, new = (_call("search_entry", table, row) for row in ("OLD", "NEW"))
    lost, gained = (_call("search_lost", table, *rows) for rows in (("OLD", "NEW"), ("NEW", "OLD")))
    watched = (*table.kept, "is_indexed")
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in watched)
    out = f"INSERT INTO {table.index}({table.index}, rowid, grams) SELECT 'delete', OLD.id, "
    into = f"INSERT INTO {table.index}(rowid, grams) SELECT NEW.id, "
    lost, gained = (
        f"CASE WHEN {other}.is_indexed THEN {some} ELSE {everything} END"
        for other, some, everything in (("NEW", lost, old), ("OLD", gained, new))
    )
    said = {
        "inserted": f"AFTER INSERT ON {table.name} WHEN NEW.is_indexed BEGIN {into}{new}; END",
        "updated": f"AFTER UPDATE OF {', '.join(watched)} ON {table.name} WHEN {changed} "
        f"BEGIN {out}{lost} WHERE OLD.is_indexed; {into}{gained} WHERE NEW.is_indexed; END",
        "deleted": f"AFTER DELETE ON {table.name} WHEN OLD.is_indexed BEGIN {out}{old}; END",
    }
    names = {what: f"{table.of}_search_{what}" for what in said}
    return {names[what]: f"CREATE TRIGGER {names[what]} {statement}" for what, statement in said.items()}


def _objects(table: Table) -> dict[str, str]:
    """All that an index consists of, each with the statement that makes it."""
    full_text = "fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
    return {table.index: f"CREATE VIRTUAL TABLE {table.index} USING {full_text}"} | _triggers(table)


def search_entry(of: str, *values: str | None) -> str:
    """Return the grams of a row's columns, apart by spaces, as the tokenizer of the index reads them."""
    return " ".join(_entry(of, values))


def search_lost(of: str, *values: str | None) -> str:
    """Return the grams that a row has lost, given its columns before and now: an edit moves few."""
    half = len(values) // 2
    return " ".join(_entry(of, values[:half]) - _entry(of, values[half:]))


@lru_cache(maxsize=2)  # Lost and gained are asked for one after the other.
def _entry(of: str, values: tuple[str | None, ...]) -> set[str]:
    table = _BY_NAME[of]
    texts, (day,) = values[: len(table.columns)], values[len(table.columns) :] or (None,)
    head, rest = table.words(*(text or "" for text in texts))
    return entry(head, rest, datetime.date.fromisoformat(day) if day else None)


def prepare(connection: Any) -> None:
    """Give a new connection the functions that the triggers call."""
    for function in (search_entry, search_lost):
        connection.connection.create_function(function.__name__, -1, function, deterministic=True)


def missing(cursor: Any, table: Table) -> list[str]:
    """Return what of an index is not there as it is to be: its table, its triggers."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
    there = dict(cursor.fetchall())
    return [name for name, statement in _objects(table).items() if there.get(name) != statement]


def create(cursor: Any, table: Table) -> None:
    """Set up an empty index. Nothing of it may be there, and no row that says it is in it."""
    for statement in _objects(table).values():
        cursor.execute(statement)
    cursor.execute(f"INSERT INTO {table.index}({table.index}, rank) VALUES('hashsize', {16 * 2**20})")  # nosec B608


def drop(cursor: Any, table: Table) -> None:
    """Take away whatever there is of an index, of this version or another."""
    for name in _triggers(table):
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(
        "SELECT name FROM sqlite_master WHERE name GLOB %s AND sql LIKE 'CREATE VIRTUAL%%'",
        [f"{table.of}_search_[0-9]*"],
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP TABLE {name}")


def begin_bulk(cursor: Any) -> None:
    """Additions are gathered in any case, as many as `hashsize` holds."""


def merge(cursor: Any, table: Table, *, begin: bool) -> bool:
    """Put a part of an index in order after many additions, and return whether more is to be done.

    Left alone, they are put in order all at once, by whoever saves a row then: it would take seconds.
    """
    changes = cursor.connection.total_changes
    pages = -_MERGE_PAGES if begin else _MERGE_PAGES
    cursor.execute(f"INSERT INTO {table.index}({table.index}, rank) VALUES('merge', {pages})")  # nosec B608
    return bool(cursor.connection.total_changes - changes >= 2)


def trouble(cursor: Any) -> str:
    """Say why this database cannot search, or nothing."""
    cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return "" if cursor.fetchone() else "这个 SQLite 没有全文检索模块 FTS5"
