"""A number that moves with everything that citizens can see, so that a kept page is known to be old.

The database moves it, in the transaction of whatever changes: a form, a bulk release, the shell. What is
not public moves nothing: not a draft, not an import, not the search index. On PostgreSQL it moves when the
transaction ends, once, so that others who publish wait for one another no longer than that takes.

Django makes a SQLite table anew for many a migration and drops its triggers, so these are taken away and
set up again with every `migrate`, as those of `articles.guards` are.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from articles import statements, triggers

_LISTED = "{row}.listed_on IS NOT NULL"
_ALWAYS = "1 = 1"


class Watched(NamedTuple):
    """A table, which of its rows are seen, which columns of them, and which events tell."""

    table: str
    seen: str = _ALWAYS
    columns: tuple[str, ...] = ()
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")


_PLACE = ("issue_id", "page_number", "status", "published_at", "listed_on")
_TEXTS = ("kicker", "headline", "subhead", "dateline", "body", "column_id", "origin", "source_name")
_PICTURE = ("image", "width", "height", "caption", "alt", "focus_x", "focus_y", "article_id")
_CHANGED = ("UPDATE", "DELETE")  # Where a new row alone is seen by nobody.

WATCHED = (
    Watched("articles_article", _LISTED, (*_TEXTS, *_PLACE)),
    Watched("articles_photo", _LISTED, (*_PICTURE, *_PLACE)),
    Watched("articles_byline", _LISTED),
    Watched("articles_photocredit", _LISTED),
    Watched("articles_articletopic", _LISTED),
    Watched("articles_correction"),
    Watched("articles_topic"),
    Watched("articles_topicrule"),
    Watched("articles_column", events=_CHANGED),
    Watched("articles_issue", events=_CHANGED),
    Watched("people_correspondent", events=_CHANGED),
    Watched("people_correspondentalias", events=_CHANGED),
    Watched("taggit_tag", events=_CHANGED),
    Watched("taggit_taggeditem"),
)

_MOVE = """INSERT INTO articles_generation (id, number) VALUES (1, 1)
  ON CONFLICT (id) DO UPDATE SET number = articles_generation.number + 1"""
_FUNCTION = f"""CREATE OR REPLACE FUNCTION generation_moves() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF current_setting('newsroom.moved', true) IS DISTINCT FROM txid_current()::text THEN
    {_MOVE};
    PERFORM set_config('newsroom.moved', txid_current()::text, true);
  END IF;
  RETURN NULL;
END $$"""


def current(using: str = DEFAULT_DB_ALIAS) -> int:
    """Return the number. What has another one is of another time, and of a later one where it is larger."""
    found = statements.fetch("SELECT number FROM articles_generation", using=using)
    return next((int(number) for (number,) in found), 0)


def move(using: str = DEFAULT_DB_ALIAS) -> None:
    """Move the number where no trigger does, so that nothing is kept that was made before."""
    if _is_to_be(using):
        with connections[using].cursor() as cursor:
            cursor.execute(_MOVE)


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set up all triggers, those that are there anew."""
    is_postgresql = connections[using].vendor == "postgresql"
    with transaction.atomic(using), connections[using].cursor() as cursor:
        remove(using)
        if is_postgresql:
            cursor.execute(_FUNCTION)
        for name, table, event, condition in _triggers():
            said = _on_postgresql if is_postgresql else _on_sqlite
            cursor.execute(said(name, table, event, condition))


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take all triggers away: for migrations, and for tests, which empty tables."""
    triggers.drop({name: table for name, table, *_ in _triggers()}, using)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that are not there."""
    return triggers.missing((name for name, *_ in _triggers()), using)


def remove_before_migrating(sender: Any, using: str, plan: Any = (), **about: Any) -> None:
    """Receive `pre_migrate`."""
    if plan and connections[using].vendor == "sqlite":
        remove(using)


def install_after_migrating(sender: Any, using: str, **about: Any) -> None:
    """Receive `post_migrate`. Migrated back to before there was a number, there is nothing to move."""
    if _is_to_be(using):
        install(using)


def _is_to_be(using: str) -> bool:
    return "articles_generation" in connections[using].introspection.table_names()


def _triggers() -> Iterator[tuple[str, str, str, str]]:
    """Name, table, event and condition of each trigger."""
    for table, seen, columns, events in WATCHED:
        for event in events:
            rows = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}[event]
            condition = " OR ".join(seen.format(row=row) for row in rows)
            of = f"UPDATE OF {', '.join(columns)}" if event == "UPDATE" and columns else event
            yield f"generation_{table}_{event.lower()}", table, of, condition


def _on_sqlite(name: str, table: str, event: str, condition: str) -> str:
    return f"CREATE TRIGGER {name} AFTER {event} ON {table} WHEN {condition} BEGIN {_MOVE}; END"


def _on_postgresql(name: str, table: str, event: str, condition: str) -> str:
    return (
        f"CREATE CONSTRAINT TRIGGER {name} AFTER {event} ON {table} DEFERRABLE INITIALLY DEFERRED "
        f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION generation_moves()"
    )
