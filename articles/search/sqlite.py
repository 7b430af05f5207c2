"""The index on SQLite: a full-text table that holds grams alone, filled by triggers on the article's table.

A trigger changes the index in the transaction of whoever changes the article, be it a form, the shell or
plain SQL. What is taken out has to be named gram by gram, so triggers work out what an article has lost
and gained, by functions of Python that each connection is given. Django makes a table anew for many a
migration and drops its triggers without a word: `articles.search.upkeep` sees that, and begins anew.
"""

import datetime
from functools import lru_cache
from typing import Any

from articles.search.expressions import Syntax
from articles.search.grams import VERSION, entry
from articles.search.wording import BODY_LAST, head_and_rest

TABLE = f"article_search_{VERSION}"
SYNTAX = Syntax(" AND ", " OR ", " NOT ", '"{}"', '"{}"*')
SOURCE = f"{TABLE} s CROSS JOIN articles_article a ON a.id = s.rowid"
MATCHES = f"{TABLE} MATCH %s"
HAS_COLUMN = "SELECT 1 FROM pragma_table_info('articles_article') WHERE name = 'is_indexed'"

_KEPT = (*BODY_LAST, "listed_on")
_TABLE = (
    f"CREATE VIRTUAL TABLE {TABLE} USING fts5(grams, content='', detail=none, columnsize=0, tokenize='ascii')"
)
_MERGE_PAGES = 500


def _call(name: str, *rows: str) -> str:
    return f"{name}({', '.join(f'{row}.{column}' for row in rows for column in _KEPT)})"


def _out(grams: str) -> str:
    return (
        f"INSERT INTO {TABLE}({TABLE}, rowid, grams) SELECT 'delete', OLD.id, {grams} WHERE OLD.is_indexed;"
    )


def _in(grams: str) -> str:
    return f"INSERT INTO {TABLE}(rowid, grams) SELECT NEW.id, {grams} WHERE NEW.is_indexed;"


_OLD, _NEW = _call("search_entry", "OLD"), _call("search_entry", "NEW")
_LOST = f"CASE WHEN NEW.is_indexed THEN {_call('search_lost', 'OLD', 'NEW')} ELSE {_OLD} END"
_GAINED = f"CASE WHEN OLD.is_indexed THEN {_call('search_lost', 'NEW', 'OLD')} ELSE {_NEW} END"
_CHANGED = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in (*_KEPT, "is_indexed"))
_TRIGGERS = {
    "search_inserted": f"AFTER INSERT ON articles_article WHEN NEW.is_indexed BEGIN {_in(_NEW)} END",
    "search_updated": f"AFTER UPDATE OF {', '.join((*_KEPT, 'is_indexed'))} ON articles_article "
    f"WHEN {_CHANGED} BEGIN {_out(_LOST)} {_in(_GAINED)} END",
    "search_deleted": f"AFTER DELETE ON articles_article WHEN OLD.is_indexed BEGIN {_out(_OLD)} END",
}
_OBJECTS = {TABLE: _TABLE} | {name: f"CREATE TRIGGER {name} {said}" for name, said in _TRIGGERS.items()}


def search_entry(*values: str | None) -> str:
    """Return the grams of an article's columns, apart by spaces, as the tokenizer of the table reads them."""
    return " ".join(_entry(values))


def search_lost(*values: str | None) -> str:
    """Return the grams that an article has lost, given its columns before and now: an edit moves few."""
    before, now = values[: len(_KEPT)], values[len(_KEPT) :]
    return " ".join(_entry(before) - _entry(now))


@lru_cache(maxsize=2)  # Lost and gained are asked for one after the other.
def _entry(values: tuple[str | None, ...]) -> set[str]:
    *texts, day = values
    head, rest = head_and_rest(*(text or "" for text in texts))
    return entry(head, rest, datetime.date.fromisoformat(day) if day else None)


def prepare(connection: Any) -> None:
    """Give a new connection the functions that the triggers call."""
    for times, function in ((1, search_entry), (2, search_lost)):
        connection.connection.create_function(
            function.__name__, times * len(_KEPT), function, deterministic=True
        )


def missing(cursor: Any) -> list[str]:
    """Return what of the index is not there as it is to be: its table, its triggers."""
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'trigger')")
    there = dict(cursor.fetchall())
    return [name for name, statement in _OBJECTS.items() if there.get(name) != statement]


def create(cursor: Any) -> None:
    """Set up an empty index. Nothing of it may be there, and no article that says it is in it."""
    for statement in _OBJECTS.values():
        cursor.execute(statement)
    cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES('hashsize', {16 * 2**20})")


def drop(cursor: Any) -> None:
    """Take away whatever there is of an index, of this version or another."""
    for name in _TRIGGERS:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    cursor.execute(
        "SELECT name FROM sqlite_master "
        "WHERE name GLOB 'article_search_[0-9]*' AND sql LIKE 'CREATE VIRTUAL%'"
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"DROP TABLE {name}")


def gather(cursor: Any) -> None:
    """Additions are gathered in any case, as many as `hashsize` holds."""


def place(cursor: Any) -> None:
    """They are put in their place without being asked for."""


def settle(cursor: Any) -> None:
    """Nothing was set that would have to be undone."""


def merge(cursor: Any, *, begin: bool) -> bool:
    """Put a part of the index in order after many additions, and return whether more is to be done.

    Left alone, they are put in order all at once, by whoever saves an article then: it would take seconds.
    """
    changes = cursor.connection.total_changes
    pages = -_MERGE_PAGES if begin else _MERGE_PAGES
    cursor.execute(f"INSERT INTO {TABLE}({TABLE}, rank) VALUES('merge', {pages})")
    return bool(cursor.connection.total_changes - changes >= 2)


def trouble(cursor: Any) -> str:
    """Say why this database cannot search, or nothing."""
    cursor.execute("SELECT 1 FROM pragma_module_list WHERE name = 'fts5'")
    return "" if cursor.fetchone() else "这个 SQLite 没有全文检索模块 FTS5"
