"""What a cell holds, and how it is written so that no spreadsheet runs it as a formula.

The escape can be undone: an apostrophe goes before a text that begins with a sign of a formula, and
before one that begins with apostrophes and then such a sign. Reading takes one apostrophe away again.
"""

import datetime
import re

from articles.pagedump.chars import heap_of_marks

CELL_LIMIT = 2 * 2**20  # Bytes of UTF-8.
XLSX_CELL_LIMIT = 32_767  # UTF-16 units; the format has no longer cells.

_SIGNS = "=+\\-@\t\r\n＝＋－＠"
_TO_ESCAPE = re.compile(f"'*[{_SIGNS}]")
_ESCAPED = re.compile(f"'+[{_SIGNS}]")

# What XML 1.0 cannot hold, or changes, is written as `_x000D_` in a workbook (ECMA-376, ST_Xstring).
_NOT_IN_XML = re.compile("[\0-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_IN_XML = re.compile("_x([0-9A-Fa-f]{4})_")

_UNREADABLE = re.compile("[\0\ud800-\udfff]")


class Fault(str):
    """Stands in for a cell that cannot be read, and says why and what to do: the row is refused."""

    __slots__ = ()


Cell = str | Fault | None  # None where the row has no such cell, which is not the same as a blank one.


def escape(text: str) -> str:
    """Return `text` so that a spreadsheet takes it for text."""
    return f"'{text}" if _TO_ESCAPE.match(text) else text


def unescape(text: str) -> str:
    """Return what `escape` was given."""
    return text[1:] if _ESCAPED.match(text) else text


def to_xml(text: str) -> str:
    """Return `text` as a workbook's XML can hold it."""
    return _NOT_IN_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def from_xml(text: str) -> str:
    """Return what `to_xml` was given."""
    return _IN_XML.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def units(text: str) -> int:
    """Return the length of `text` as spreadsheets count it."""
    return len(text) + sum(character > "\uffff" for character in text)


def written(value: object) -> str:
    """Return a value as people write it: a spreadsheet's date or number, or text."""
    if value is None:
        return ""
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        value = int(value)
    return str(value)


def checked(text: str) -> str | Fault:
    """Return `text`, or the fault that no database or no reader could live with."""
    if _UNREADABLE.search(text):
        return Fault("含有空字符（NUL）或不成对的代理字符。请删去后再导入")
    if heap_of_marks(text) >= 0:
        return Fault("有大量叠加的组合符号，不像正常文字。请删去后再导入")
    if len(text) * 4 > CELL_LIMIT and len(text.encode()) > CELL_LIMIT:
        return Fault("超过 2 MB。请分成几篇后再导入")
    return text
