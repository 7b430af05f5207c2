"""What `manage.py check --database default` and every `migrate` look at."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning
from django.db import connections

from articles import generation, guards
from articles.models import Generation, Review
from articles.search import upkeep


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


def search_is_there(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """An error for each database that cannot search, a warning where the index is not whole."""
    found: list[CheckMessage] = []
    for using in databases or ():
        if said := upkeep.trouble(using):
            hint = "请换用带 FTS5 的 SQLite，或用 UTF8 编码另建 PostgreSQL 数据库。"
            found.append(Error(f"数据库 {using} 不能搜索：{said}。", hint=hint, id="articles.E001"))
        elif upkeep.is_to_be(using) and (names := upkeep.missing(using)):
            hint = "请运行 manage.py migrate，再运行 manage.py rebuild_search_index。"
            said = f"数据库 {using} 的搜索索引不完整，缺少：{'、'.join(names)}。"
            found.append(CheckWarning(said, hint=hint, id="articles.W002"))
    return found


def generation_moves(databases: Sequence[str] | None = None, **options: Any) -> list[CheckMessage]:
    """A warning for each database that does not tell when something public changes."""
    return [
        CheckWarning(
            f"数据库 {using} 缺少页面缓存的触发器：{'、'.join(names)}。发布和更正可能不会立即显示。",
            hint="请运行 manage.py migrate，它会重新建立。",
            id="articles.W003",
        )
        for using in databases or ()
        if Generation._meta.db_table in connections[using].introspection.table_names()
        if (names := generation.missing(using))
    ]
