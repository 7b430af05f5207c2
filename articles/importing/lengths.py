"""Texts that are too long for their field: refused, since one database cuts them and another fails."""

from functools import cache
from typing import Any

from django.db.models import CharField, Model

from articles.pagedump import DumpError


def check(model: type[Model], values: dict[str, Any], line: int) -> None:
    """Raise DumpError for a text in `values`, by field, beyond the length of its field.

    `line` is where the text stands in the dump.
    """
    known = limits(model)
    for name, text in values.items():
        if name in known and text and len(text) > known[name][0]:
            limit, shown = known[name]
            raise DumpError(
                f"第 {line} 行起的“{shown}”有 {len(text)} 字，超过 {limit} 字",
                "请在文本里把它和别的内容分开后再导入",
            )


@cache
def limits(model: type[Model]) -> dict[str, tuple[int, str]]:
    """Return the longest text of each field, in characters, and what people call the field."""
    return {
        field.name: (field.max_length, str(field.verbose_name))
        for field in model._meta.fields
        if isinstance(field, CharField) and field.max_length
    }
