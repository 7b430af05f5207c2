"""What `manage.py check --database default` and every `migrate` look at."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning
from django.db import connections

from articles import guards
from articles.models import Review


def guards_are_there(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """A warning for each database whose tables are there and whose triggers are not."""
    return [
        CheckWarning(
            f"数据库 {using} 缺少审校规则：{'、'.join(names)}。",
            hint="请运行 manage.py migrate，它会重新建立。",
            id="articles.W001",
        )
        for using in databases or ()
        if Review._meta.db_table in connections[using].introspection.table_names()
        if (names := guards.missing(using))
    ]
