"""What the database itself keeps of the audit log: nobody changes an event, nobody deletes a recent one.

Triggers, as those of `articles.guards`, and set up again with every `migrate` for the same reason.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import DEFAULT_DB_ALIAS, connections, transaction

from articles import triggers
from newsroom.audit.models import Event

LEAST_DAYS = 190  # 等保 (GB/T 22239-2019) and the law ask for six months.

KEPT = "审计记录只能增加，不能修改，半年内不能删除"
_TABLE = "audit_event"
_RECENT = {
    "postgresql": f"OLD.at > now() - interval '{LEAST_DAYS} days'",
    "sqlite": f"OLD.at > datetime('now', '-{LEAST_DAYS} days')",
}
# SQLite's INSERT OR REPLACE deletes what is in its way, of which no trigger for DELETE hears.
_REPLACING = f"EXISTS (SELECT 1 FROM {_TABLE} e WHERE e.id = NEW.id)"  # noqa: S608  # nosec B608
_NAMES = ("event_kept", "event_not_deleted", "event_not_replaced")


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Set up all triggers, those that are there anew."""
    vendor = connections[using].vendor
    conditions = (("UPDATE", "1 = 1"), ("DELETE", _RECENT[vendor]), ("INSERT", _REPLACING))
    with transaction.atomic(using), connections[using].cursor() as cursor:
        remove(using)
        for name, (event, condition) in zip(_NAMES, conditions, strict=True):
            for statement in triggers.refusing(vendor, name, _TABLE, event, condition, KEPT):
                cursor.execute(statement)


def remove(using: str = DEFAULT_DB_ALIAS) -> None:
    """Take all triggers away: for migrations, and for tests, which empty tables."""
    triggers.drop(dict.fromkeys(_NAMES, _TABLE), using)


def remove_before_migrating(sender: Any, using: str, plan: Any = (), **about: Any) -> None:
    """Receive `pre_migrate`."""
    if plan and connections[using].vendor == "sqlite":
        remove(using)


def install_after_migrating(sender: Any, using: str, **about: Any) -> None:
    """Receive `post_migrate`."""
    if _is_to_be(using):
        install(using)


def are_there(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """A warning for each database that would let events be changed."""
    return [
        CheckWarning(
            f"数据库 {using} 缺少审计记录的保护：{'、'.join(names)}。",
            hint="请运行 manage.py migrate，它会重新建立。",
            id="audit.W001",
        )
        for using in databases or ()
        if _is_to_be(using)
        if (names := triggers.missing(_NAMES, using))
    ]


def _is_to_be(using: str) -> bool:
    return Event._meta.db_table in connections[using].introspection.table_names()
