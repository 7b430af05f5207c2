"""The kinds of tables: told by their headers, and who may bring them in or take them out."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth import get_permission_codename

from articles.importing.filenames import shown
from articles.importing.tables.articles import ArticleTable
from articles.importing.tables.correspondents import CorrespondentTable
from articles.importing.tables.photos import PhotoTable
from articles.importing.tables.plans import ID, Context
from articles.importing.tables.resource import TableResource
from articles.importing.tables.topics import TopicTable
from articles.models import ImportBatch
from articles.pagedump import DumpError

Kind = ImportBatch.Kind

TABLES: dict[Kind, type[TableResource]] = {
    Kind.ARTICLES: ArticleTable,
    Kind.CORRESPONDENTS: CorrespondentTable,
    Kind.PHOTOS: PhotoTable,
    Kind.TOPICS: TopicTable,
}
# What each is known by where no column has to be filled in.
_REQUIRED = {Kind.PHOTOS: {"图片说明"}}


def table_of(kind: str, context: Context | None = None, *, dry_run: bool = False) -> TableResource:
    """Return what reads and writes a chunk of a table of `kind`. Raises KeyError for none."""
    return TABLES[Kind(kind)](context or Context(), dry_run=dry_run)


def headers_of(kind: str) -> list[str]:
    """Return the headers that a table of `kind` may have, in their order."""
    return [column.header for column in TABLES[Kind(kind)].fields.values()]


def recognise(headers: Sequence[str]) -> Kind | None:
    """Return the kind of the one table that `headers` can belong to; None for none and for several."""
    given = set(headers)
    possible = [kind for kind in TABLES if not given - set(headers_of(kind)) and not _missing(kind, given)]
    return possible[0] if len(possible) == 1 else None


def check_headers(kind: str, headers: Sequence[str]) -> None:
    """Raise DumpError for headers that a table of `kind` does not have, and for those that it lacks."""
    known = headers_of(kind)
    if unknown := [header for header in headers if header not in known]:
        names = "、".join(f"“{shown(header)[:30]}”" for header in unknown[:5])
        reason = f"不认识的表头：{names}" + (f"等 {len(unknown)} 个" if len(unknown) > 5 else "")
        if len(headers) == 1 and any(mark in headers[0] for mark in ";；\t|"):
            raise DumpError(reason, "表格要用英文逗号分隔，请另存为“CSV（逗号分隔）”或 XLSX")
        raise DumpError(reason, f"请改成这些表头，或删去多余的列：{'、'.join(known)}")
    if missing := _missing(Kind(kind), set(headers)):
        names = "、".join(f"“{header}”" for header in missing)
        raise DumpError(f"缺少必需的列{names}", "请补上，或下载模板照着填写")


def kind_of(headers: Sequence[str]) -> Kind:
    """Return the kind that `headers` belong to. Raises DumpError where that is unclear."""
    if kind := recognise(headers):
        return kind
    likely = max(TABLES, key=lambda kind: len(set(headers) & set(headers_of(kind))))
    if not set(headers) & (set(headers_of(likely)) - {ID}):
        names = "、".join(shown(header)[:30] for header in headers[:8])
        raise DumpError(f"认不出这是什么表格（表头：{names}）", "请下载模板，照它的表头填写")
    check_headers(likely, headers)
    raise DumpError("这些表头几种表格都有，分不清是哪一种", "请指明内容，或补上“标题”“姓名”“主题名”等列")


def may_import(user: Any, kind: str) -> bool:
    """Whether `user` may bring in tables of `kind`: make batches, and add and change what is in them."""
    return user.has_perm("articles.add_importbatch") and all(
        _may(user, kind, what) for what in ("add", "change")
    )


def may_export(user: Any, kind: str) -> bool:
    """Whether `user` may take out tables of `kind`: whoever may see what is in them."""
    return _may(user, kind, "view") or _may(user, kind, "change")


def _may(user: Any, kind: str, what: str) -> bool:
    options = TABLES[Kind(kind)]._meta.model._meta
    return bool(user.has_perm(f"{options.app_label}.{get_permission_codename(what, options)}"))


def _missing(kind: Kind, headers: set[str]) -> list[str]:
    """Which columns lack without which nothing new can be made. Where keys are given, none need be."""
    columns = TABLES[kind].fields.values()
    required = [c.header for c in columns if c.is_required or c.header in _REQUIRED.get(kind, ())]
    return [] if ID in headers else [header for header in required if header not in headers]
