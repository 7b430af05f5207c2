"""Columns of tables: how their cells are read and written, and what editors need to know of them.

A widget's `clean` makes a value of a cell and raises ValueError in Chinese, with the remedy; its
`render` makes a cell of a value. What `render` writes, `clean` reads as the same value.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from typing import Any

from django.core.validators import validate_slug
from import_export.fields import Field  # type: ignore[import-untyped]
from import_export.widgets import Widget  # type: ignore[import-untyped]

from articles import body

Place = tuple[datetime.date, str]  # An issue: its date, and its edition where a day had several.

_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_DATE = re.compile(
    r"(?P<year>(?:18|19|20|21)\d\d)(?:[-/.年](?P<month>\d{1,2})[-/.月](?P<day>\d{1,2})日?|(?P<solid>\d{4}))"
    r"(?:[ T]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?)?"  # Older systems note a time as well.
    r"(?:\s+(?P<edition>\S.*))?"
)
_SEPARATORS = re.compile("[、，,；;\n]")


class Column(Field):  # type: ignore[misc]
    """A column: its header, its attribute in the model, and its documentation.

    `get` and `put` read and set the value where it is no plain attribute; what is put is then written
    by the resource. A `read_only` column is exported, and passed over when it comes back.
    """

    def __init__(
        self,
        header: str,
        attribute: str,
        widget: Widget,
        help_text: str,
        *,
        example: str = "",
        get: Callable[[Any], Any] | None = None,
        is_required: bool = False,
        is_linked: bool = False,
        read_only: bool = False,
    ) -> None:
        super().__init__(attribute=attribute, column_name=header, widget=widget, readonly=read_only)
        self.header, self.help_text, self.example = header, help_text, example
        self.is_required = is_required
        self.is_linked = is_linked or get is not None
        self._get = get

    def get_value(self, instance: Any) -> Any:
        """Return the value that `instance` has in the database."""
        return self._get(instance) if self._get else getattr(instance, self.attribute)

    def text_of(self, instance: Any) -> str:
        """Return the cell of `instance`."""
        return str(self.widget.render(self.get_value(instance)))


class LineWidget(Widget):  # type: ignore[misc]
    """A short text: a headline, a name. Nothing may stand in it that changes how it looks."""

    def __init__(self, limit: int, *, may_be_blank: bool = True) -> None:
        super().__init__()
        self.limit, self.may_be_blank = limit, may_be_blank

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        text = value.strip()
        if not (text or self.may_be_blank):
            raise ValueError("不能为空。请填写")
        if len(text) > self.limit:
            raise ValueError(f"有 {len(text)} 字，超过 {self.limit} 字。请缩短，或移到正文")
        if _CONTROLS.search(text) or _BIDI.search(text):
            raise ValueError("含有看不见的控制字符。请删去（可先粘贴到记事本再复制回来）")
        return text


class TextWidget(Widget):  # type: ignore[misc]
    """A text of any length. What would turn its direction is taken out, and that is noted."""

    def clean(self, value: str, row: Any = None, notes: list[str] | None = None, **kwargs: Any) -> str:
        if _CONTROLS.search(value):
            raise ValueError("含有控制字符。请删去（可先粘贴到记事本再复制回来）")
        text = _BIDI.sub("", value)
        if len(text) < len(value) and notes is not None:
            notes.append("已去掉改变文字方向的控制字符")
        return text.strip()


class BodyWidget(TextWidget):
    """A body as editors type it."""

    def clean(self, value: str, row: Any = None, notes: list[str] | None = None, **kwargs: Any) -> str:
        source = super().clean(value, notes=notes)
        if fault := body.fault(source):
            raise ValueError(fault)
        return body.sanitise(body.from_source(source))

    def render(self, value: str, obj: Any = None, **kwargs: Any) -> str:
        return body.to_source(value)


class NumberWidget(Widget):  # type: ignore[misc]
    """A whole number within bounds; blank is None where that may be."""

    def __init__(self, least: int, most: int, *, may_be_blank: bool = False) -> None:
        super().__init__()
        self.least, self.most, self.may_be_blank = least, most, may_be_blank

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> int | None:
        text = value.strip()
        if not text and self.may_be_blank:
            return None
        if not re.fullmatch("-?[0-9]{1,18}", text) or not self.least <= int(text) <= self.most:
            raise ValueError(f"“{brief(text)}”不是 {self.least} 到 {self.most} 的整数。请改正")
        return int(text)


class ChoiceWidget(Widget):  # type: ignore[misc]
    """One of some values, under the names that people know."""

    def __init__(self, choices: Mapping[str, str]) -> None:
        super().__init__()
        self.choices = choices
        self._values = {**{value: value for value in choices}, **{name: v for v, name in choices.items()}}

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        try:
            return self._values[value.strip()]
        except KeyError:
            names = "、".join(self.choices.values())
            raise ValueError(f"“{brief(value)}”不在可选的范围内。请填：{names}") from None

    def render(self, value: str, obj: Any = None, **kwargs: Any) -> str:
        return self.choices.get(value, value)


class SlugWidget(Widget):  # type: ignore[misc]
    """A part of an address."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> str:
        text = value.strip()
        try:
            validate_slug(text)
        except Exception:
            raise ValueError(f"“{brief(text)}”不能用作网址。请只用英文字母、数字、连字符") from None
        if len(text) > 40:
            raise ValueError(f"有 {len(text)} 个字符，超过 40 个。请缩短")
        return text


class IssueWidget(Widget):  # type: ignore[misc]
    """The issue that something was printed in, by its date, and its edition behind it."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> Place | None:
        text = value.strip()
        if not text:
            return None
        found = _DATE.fullmatch(text)
        date = _date(found) if found else None
        if not (found and date):
            raise ValueError(f"“{brief(text)}”不是日期。请写成 2025-03-07 这样")
        return date, LineWidget(40).clean(found["edition"] or "")

    def render(self, value: Place | None, obj: Any = None, **kwargs: Any) -> str:
        return " ".join(filter(None, (value[0].isoformat(), value[1]))) if value else ""


class ListWidget(Widget):  # type: ignore[misc]
    """Several short texts, in an order of their own."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.line = LineWidget(limit)

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        return list(dict.fromkeys(filter(None, (self.line.clean(part) for part in split(value)))))

    def render(self, value: list[str], obj: Any = None, **kwargs: Any) -> str:
        return "、".join(value)


class TopicsWidget(Widget):  # type: ignore[misc]
    """Topics by their names. `known` is set for each run."""

    known: Mapping[str, int] = {}

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> list[str]:
        names = {name.strip() for name in split(value) if name.strip()}
        unknown = sorted(names - set(self.known))
        if unknown:
            listed = "、".join(self.known) or "（还没有主题）"
            raise ValueError(f"没有叫“{brief(unknown[0])}”的主题。请改成已有的：{listed}")
        return [name for name in self.known if name in names]

    def render(self, value: list[str], obj: Any = None, **kwargs: Any) -> str:
        return "、".join(value)


class RulesWidget(Widget):  # type: ignore[misc]
    """A topic's keywords with their weights: `养老:2、养老保险:-1`."""

    def clean(self, value: str, row: Any = None, **kwargs: Any) -> dict[str, int]:
        rules: dict[str, int] = {}
        for part in filter(str.strip, split(value)):
            keyword, mark, weight = part.strip().replace("：", ":").rpartition(":")
            if not mark or not re.fullmatch("[-+]?[0-9]{1,2}", weight.strip()):
                raise ValueError(f"“{brief(part)}”不是“关键词:分值”。请写成 养老:2、老人:1 这样")
            keyword = LineWidget(40, may_be_blank=False).clean(keyword)
            if keyword in rules:
                raise ValueError(f"关键词“{brief(keyword)}”出现了两次。请删去一个")
            if not 0 < abs(int(weight)) <= 20:
                raise ValueError(f"“{brief(part)}”的分值不在 -20 到 20 之间，或者是 0。请改正")
            rules[keyword] = int(weight)
        return rules

    def render(self, value: Mapping[str, int], obj: Any = None, **kwargs: Any) -> str:
        heaviest_first = sorted(value.items(), key=lambda rule: (-rule[1], rule[0]))
        return "、".join(f"{keyword}:{weight}" for keyword, weight in heaviest_first)


def _date(found: re.Match[str]) -> datetime.date | None:
    solid = found["solid"] or ""
    try:
        return datetime.date(
            int(found["year"]), int(found["month"] or solid[:2]), int(found["day"] or solid[2:])
        )
    except ValueError:
        return None


def split(text: str) -> list[str]:
    """Return the parts of a list as people write one: 、 and commas and semicolons part them."""
    return _SEPARATORS.split(text)


def brief(text: str) -> str:
    """Return the beginning of a cell, on one line, to be shown in a message."""
    line = " ".join(text.split())
    shown = "".join(character if character.isprintable() else "�" for character in line)
    return shown if len(shown) <= 20 else f"{shown[:20]}…"
