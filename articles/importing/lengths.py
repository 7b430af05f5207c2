"""Texts that are too long for their field: refused, since one database cuts them and another fails."""

from collections.abc import Iterable
from typing import TypeVar

from django.db.models import CharField, Model

from articles.pagedump import DumpError

Row = TypeVar("Row", bound=Model)


def fitting(rows: Iterable[Row], line: int | None = None) -> list[Row]:
    """Return `rows` as a list. Raises DumpError for a text beyond the length of its field.

    `line` is where the rows stand in the dump; otherwise each knows its own `line_start`.
    """
    checked = list(rows)
    for row in checked:
        for field in row._meta.fields:
            if isinstance(field, CharField) and field.max_length:
                _check(
                    field, getattr(row, field.attname) or "", line or getattr(row, "line_start", None) or 1
                )
    return checked


def _check(field: CharField, text: str, line: int) -> None:
    if len(text) > (field.max_length or 0):
        raise DumpError(
            f"第 {line} 行起的“{field.verbose_name}”有 {len(text)} 字，超过 {field.max_length} 字",
            "请在文本里把它和别的内容分开后再导入",
        )
