"""Rules of the reviews that the database itself keeps, whoever writes: a form, the shell, plain SQL.

- A review is never changed and never deleted, nor is a correction; a version of a text is never changed.
- A review is given to a text that waits for it, in the round and at the stage where it stands, and by
  nobody who made it: not the account that began it, not a person who signs it or a photo in it. (That
  nobody reviews twice in a round is a constraint of the table.)
- Nothing is approved, scheduled or published whose text has not passed the last review in this round.
  Three ways apart: a release takes a draft that was never public; what was withdrawn is restored; a
  photo goes with its article, in the same move.
- Only what is public is withdrawn, and nothing is put into the table as if it had been through all that.

They are triggers. Django makes a SQLite table anew for many a migration and drops its triggers without
a word, and cannot do so at all while a trigger of another table refers to it: so they are taken away
before migrations are applied and set up again after every `migrate`, and a system check looks whether they
are there.
"""

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from articles import triggers

_REVIEWS = "('passed', 'returned')"
_REVIEWED = "('approved', 'scheduled', 'published')"

KEPT = "审校和更正记录只能增加，不能修改或删除"
OUT_OF_TURN = "这份稿件此刻不在这一轮、这一审"
OWN = "不能审自己写的稿件"
UNREVIEWED = "没有经过终审，不能审定或发布"
NEVER_PUBLIC = "没有发布的不能撤稿"

_OUT_OF_TURN = """NEW.decision IN {reviews} AND NEW.{link}_id IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM articles_{link} t WHERE t.id = NEW.{link}_id
  AND t.status = 'in_review' AND t.stage = NEW.stage AND t.round = NEW.round)"""

_OWN = """NEW.decision IN {reviews} AND NEW.{link}_id IS NOT NULL AND (
  EXISTS (SELECT 1 FROM articles_{link} t WHERE t.id = NEW.{link}_id AND t.author_id = NEW.reviewer_id)
  OR EXISTS (SELECT 1 FROM {credit} c JOIN people_correspondent p ON p.id = c.correspondent_id
             WHERE c.{link}_id = NEW.{link}_id AND p.user_id = NEW.reviewer_id){photos})"""

_OWN_PHOTOS = """
  OR EXISTS (SELECT 1 FROM articles_photo f
             LEFT JOIN articles_photocredit c ON c.photo_id = f.id
             LEFT JOIN people_correspondent p ON p.id = c.correspondent_id
             WHERE f.article_id = NEW.article_id AND f.status IN ('draft', 'published')
             AND (f.author_id = NEW.reviewer_id OR p.user_id = NEW.reviewer_id))"""

# SQLite's INSERT OR REPLACE deletes what is in its way, of which no trigger for DELETE hears.
_REPLACING = """EXISTS (SELECT 1 FROM articles_review r WHERE r.id = NEW.id)
  OR (NEW.decision IN {reviews} AND EXISTS (
    SELECT 1 FROM articles_review r WHERE r.{link}_id = NEW.{link}_id AND r.round = NEW.round
    AND r.reviewer_id = NEW.reviewer_id AND r.decision IN {reviews}))"""

_UNREVIEWED = """NEW.status IN {reviewed} AND OLD.status <> NEW.status
  AND NOT (OLD.status = 'withdrawn' AND NEW.status = 'published')
  AND NOT (OLD.status = 'draft' AND OLD.release_id IS NULL AND NEW.release_id IS NOT NULL)
  AND NOT EXISTS (SELECT 1 FROM articles_review r WHERE r.{link}_id = NEW.id AND r.round = NEW.round
                  AND r.stage = 3 AND r.decision = 'passed' AND r.text_sha256 = NEW.text_sha256){follows}"""

# A photo that goes its article's way was read with it.
_FOLLOWS = """
  AND NOT (OLD.status = 'draft' AND EXISTS (
    SELECT 1 FROM articles_article a
    WHERE a.id = NEW.article_id AND a.status = 'published' AND a.moved_at = NEW.moved_at))"""

_INSERTED = "NEW.status IN ('approved', 'scheduled', 'published', 'withdrawn') AND NEW.release_id IS NULL"
_NEVER_PUBLIC = "NEW.status = 'withdrawn' AND OLD.status NOT IN ('published', 'withdrawn')"

_KINDS = {"article": ("articles_byline", _OWN_PHOTOS, ""), "photo": ("articles_photocredit", "", _FOLLOWS)}


def _triggers() -> dict[str, tuple[str, str, str, str]]:
    """Name of each trigger: its table, its event, its condition, and what it says."""
    found = {
        "review_kept": ("articles_review", "UPDATE", "1 = 1", KEPT),
        "review_not_deleted": ("articles_review", "DELETE", "1 = 1", KEPT),
        "correction_kept": ("articles_correction", "UPDATE", "1 = 1", KEPT),
        "correction_not_deleted": ("articles_correction", "DELETE", "1 = 1", KEPT),
        "version_kept": ("articles_version", "UPDATE", "1 = 1", KEPT),
    }
    for link, (credit, photos, follows) in _KINDS.items():
        names = {"link": link, "credit": credit, "photos": photos, "follows": follows}
        names |= {"reviews": _REVIEWS, "reviewed": _REVIEWED}
        in_turn, of_another, replacing, reviewed = (
            condition.format(**names) for condition in (_OUT_OF_TURN, _OWN, _REPLACING, _UNREVIEWED)
        )
        table = f"articles_{link}"
        found |= {
            f"review_{link}_in_turn": ("articles_review", "INSERT", in_turn, OUT_OF_TURN),
            f"review_{link}_of_another": ("articles_review", "INSERT", of_another, OWN),
            f"review_{link}_not_replaced": ("articles_review", "INSERT", replacing, KEPT),
            f"{link}_reviewed": (table, "UPDATE OF status", reviewed, UNREVIEWED),
            f"{link}_inserted": (table, "INSERT", _INSERTED, UNREVIEWED),
            f"{link}_was_public": (table, "UPDATE OF status", _NEVER_PUBLIC, NEVER_PUBLIC),
        }
    return found


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set up all triggers, those that are there anew."""
    with transaction.atomic(using), connections[using].cursor() as cursor:
        remove(using)
        for name, trigger in _triggers().items():
            for statement in triggers.refusing(connections[using].vendor, name, *trigger):
                cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take all triggers away: for migrations, and for tests, which empty tables."""
    triggers.drop({name: table for name, (table, *_) in _triggers().items()}, using)


def missing(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """Return the names of triggers that are not there."""
    return triggers.missing(_triggers(), using)


def remove_before_migrating(sender: Any, using: str, plan: Any = (), **about: Any) -> None:
    """Receive `pre_migrate`."""
    if plan and connections[using].vendor == "sqlite":
        remove(using)


def install_after_migrating(sender: Any, using: str, **about: Any) -> None:
    """Receive `post_migrate`. Migrated back to before there were reviews, there is nothing to keep."""
    if "articles_review" in connections[using].introspection.table_names():
        install(using)
