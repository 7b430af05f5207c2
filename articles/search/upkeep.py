"""Keeps the index: sets it up, sees when it is not as it is to be, and brings in what waits.

Rows written one by one are in the index at once. Rows written in bulk wait (`is_indexed` is false) and are
brought in here, some at a time; meanwhile searches look through them as they are. An article is in the
index just while its row says so, which the database keeps.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, OperationalError, connection, connections, transaction

from articles.search import postgresql, sqlite

BATCH = 500  # Articles a transaction: other writers wait so long.
MERGE_FROM = 200  # So many additions in one go leave work to do.

_SOME = """UPDATE articles_article SET is_indexed = true WHERE id IN (
  SELECT id FROM articles_article WHERE NOT is_indexed AND listed_on IS {}
  ORDER BY listed_on DESC, id DESC LIMIT %s {})"""


def backend(using: str = DEFAULT_DB_ALIAS) -> ModuleType:
    """Return the module that knows the database: `sqlite` or `postgresql`."""
    return postgresql if connections[using].vendor == "postgresql" else sqlite


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """See to it that there is an index. One that is not whole is emptied, and all articles wait."""
    if missing(using):
        reset(using)


def reset(using: str = DEFAULT_DB_ALIAS) -> None:
    """Begin anew with an empty index; all articles wait to be brought in."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        backend(using).drop(cursor)
        cursor.execute("UPDATE articles_article SET is_indexed = false WHERE is_indexed")
        backend(using).create(cursor)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take the index away."""
    with connections[using].cursor() as cursor:
        backend(using).drop(cursor)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of what is not there, or is not as it is to be."""
    with connections[using].cursor() as cursor:
        found: list[str] = backend(using).missing(cursor)
    return found


def trouble(using: str = DEFAULT_DB_ALIAS) -> str:
    """Say why a database cannot search at all, or nothing."""
    with connections[using].cursor() as cursor:
        said: str = backend(using).trouble(cursor)
    return said


def has_waiting() -> bool:
    """Whether some article waits. Asked without a lock, so that nobody waits for nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM articles_article WHERE NOT is_indexed LIMIT 1")
        return cursor.fetchone() is not None


def waiting() -> int:
    """Return how many articles wait."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM articles_article WHERE NOT is_indexed")
        ((number,),) = cursor.fetchall()
    return int(number)


def bring_in(limit: int = BATCH) -> int:
    """Bring some of what waits into the index, what citizens see first, and return how many."""
    lock = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        for which in ("NOT NULL", "NULL"):
            cursor.execute(_SOME.format(which, lock), [limit])
            if cursor.rowcount:
                break
        return int(cursor.rowcount)


def bring_in_all(
    *, go_on: Callable[[], bool] = lambda: True, on_batch: Callable[[int], None] = lambda number: None
) -> int:
    """Bring all that waits into the index, put that in order, and return how many there were.

    `on_batch` hears of each batch how many they are; after each, `go_on` is asked whether to go on.
    """
    number = 0
    is_bulk = _waits_in_bulk() and _asked("gather")
    while has_waiting() and (found := bring_in()):
        number += found
        if is_bulk:
            _asked("place")
        on_batch(found)
        if not go_on():
            break
    if number >= MERGE_FROM:
        put_in_order()
    _asked("settle")
    return number


def _waits_in_bulk() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM articles_article WHERE NOT is_indexed LIMIT %s", [MERGE_FROM])
        return len(cursor.fetchall()) == MERGE_FROM


def _asked(what: str) -> bool:
    """Whether the database does that now. What it cannot, it is asked again the next time."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            getattr(backend(), what)(cursor)
    except OperationalError:
        return False
    return True


def put_in_order() -> None:
    """Put the index in order, a part a transaction."""
    begin = True
    while _merge(begin=begin):
        begin = False


def _merge(*, begin: bool) -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        more: bool = backend().merge(cursor, begin=begin)
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
