"""Rules of the reviews that the database itself keeps, whoever writes: a form, the shell, plain SQL.

- A review is never changed and never deleted.
- A review is given to a text that waits for it, in the round and at the stage where it stands, and by
  nobody who wrote it: not the account that began it, not a person who signs it. (That nobody reviews
  twice in a round is a constraint of the table.)
- Nothing is approved, scheduled or published that has not passed the last review in this round, unless
  it is part of a release, or was public before it was withdrawn.

They are triggers. Django makes a SQLite table anew for many a migration and drops its triggers without
a word, so they are set up again after every `migrate`, and a system check looks whether they are there.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

_REVIEWS = "('passed', 'returned')"
_REVIEWED = "('approved', 'scheduled', 'published')"

KEPT = "审校记录只能增加，不能修改或删除"
OUT_OF_TURN = "这份稿件此刻不在这一轮、这一审"
OWN = "不能审自己写的稿件"
UNREVIEWED = "没有经过终审，不能审定或发布"

_OUT_OF_TURN = """NEW.decision IN {reviews} AND NEW.{link}_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM articles_{link} t WHERE t.id = NEW.{link}_id
  AND t.status = 'in_review' AND t.stage = NEW.stage AND t.round = NEW.round)"""

_OWN = """NEW.decision IN {reviews} AND NEW.{link}_id IS NOT NULL AND (
  EXISTS (SELECT 1 FROM articles_{link} t WHERE t.id = NEW.{link}_id AND t.author_id = NEW.reviewer_id)
  OR EXISTS (SELECT 1 FROM {credit} c JOIN people_correspondent p ON p.id = c.correspondent_id
             WHERE c.{link}_id = NEW.{link}_id AND p.user_id = NEW.reviewer_id))"""

_UNREVIEWED = """NEW.status IN {reviewed} AND OLD.status <> NEW.status AND NEW.release_id IS NULL
  AND NOT (OLD.status = 'withdrawn' AND NEW.status = 'published')
  AND NOT EXISTS (SELECT 1 FROM articles_review r WHERE r.{link}_id = NEW.id
                  AND r.round = NEW.round AND r.stage = 3 AND r.decision = 'passed'){follows}"""

# A photo that goes its article's way was read with it.
_FOLLOWS = """
  AND NOT EXISTS (SELECT 1 FROM articles_article a WHERE a.id = NEW.article_id AND a.status = 'published')"""

_KINDS = {"article": ("articles_byline", ""), "photo": ("articles_photocredit", _FOLLOWS)}


def _triggers() -> dict[str, tuple[str, str, str, str]]:
    """Name of each trigger: its table, its event, its condition, and what it says."""
    table = "articles_review"
    found = {
        "review_kept": (table, "UPDATE", "1 = 1", KEPT),
        "review_not_deleted": (table, "DELETE", "1 = 1", KEPT),
    }
    for link, (credit, follows) in _KINDS.items():
        names = {"link": link, "credit": credit, "follows": follows}
        names |= {"reviews": _REVIEWS, "reviewed": _REVIEWED}
        found |= {
            f"review_{link}_in_turn": (table, "INSERT", _OUT_OF_TURN.format(**names), OUT_OF_TURN),
            f"review_{link}_of_another": (table, "INSERT", _OWN.format(**names), OWN),
            f"{link}_reviewed": (
                f"articles_{link}", "UPDATE OF status", _UNREVIEWED.format(**names), UNREVIEWED,
            ),
        }  # fmt: skip
    return found


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set up all triggers, those that are there anew."""
    remove(using)
    with connections[using].cursor() as cursor:
        for name, trigger in _triggers().items():
            for statement in _statements(connections[using].vendor, name, *trigger):
                cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take all triggers away. For tests, which empty tables."""
    is_postgresql = connections[using].vendor == "postgresql"
    with connections[using].cursor() as cursor:
        for name, (table, *_) in _triggers().items():
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if is_postgresql else ""))


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that are not there."""
    catalogue = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if connections[using].vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connections[using].cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    return [name for name in _triggers() if name not in there]


def _statements(vendor: str, name: str, table: str, event: str, condition: str, said: str) -> list[str]:
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


def install_after_migrating(sender: Any, using: str, **about: Any) -> None:
    """Receive `post_migrate`."""
    install(using)
