"""Tables out: CSV and JSON as they are read from the database, XLSX by way of a temporary file.

What comes out goes in again unchanged. Cells that a spreadsheet would run as formulas are escaped.
"""

import csv
import json
import os
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from django.db.models import QuerySet
from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

from articles import events
from articles.importing.tables.cells import XLSX_CELL_LIMIT, escape, to_xml, units
from articles.importing.tables.fields import Column, NumberWidget
from articles.importing.tables.kinds import table_of
from articles.importing.tables.plans import ID
from articles.pagedump import DumpError

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
CHUNK = 200

Texts = dict[str, str]


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def export(kind: str, rows: QuerySet[Any], form: str) -> Iterator[bytes]:
    """Yield the table of `kind` with `rows` in the format `form`, a key of FORMATS.

    Raises DumpError at once where a cell is too long for XLSX.
    """
    texts, columns = _texts(kind, rows), list(table_of(kind).columns)
    writers = {"csv": _as_csv, "json": _as_json, "xlsx": _as_xlsx}
    blocks = writers[form](columns, texts)
    events.tell("export", str(rows.model._meta.verbose_name), form)
    return blocks


def template(kind: str, form: str) -> Iterator[bytes]:
    """Yield a table of `kind` to be filled in; a workbook has a second sheet that explains each column."""
    columns = table_of(kind).columns
    fillable = [column for column in columns if not column.readonly]
    blank = dict.fromkeys((column.header for column in fillable), "")
    if form == "xlsx":
        return _read_out(_template_book(fillable, columns))
    return _as_json(fillable, [blank]) if form == "json" else _as_csv(fillable, [])


def _texts(kind: str, rows: QuerySet[Any]) -> Iterator[Texts]:
    """The cells of each row, read by key a few at a time, so that no query stays open and none skips rows."""
    table = table_of(kind, dry_run=True)
    last = 0
    while chunk := table.read(rows.order_by("pk").filter(pk__gt=last)[:CHUNK]):
        yield from map(table.texts, chunk)
        last = chunk[-1].pk


def _as_csv(columns: list[Column], texts: Iterable[Texts]) -> Iterator[bytes]:
    writer: Any = csv.writer(_Echo())
    headers = [column.header for column in columns]
    yield b"\xef\xbb\xbf"  # Without it, spreadsheets take the text for another encoding.
    yield writer.writerow(headers).encode()
    for row in texts:
        yield writer.writerow([escape(row[header]) for header in headers]).encode()


def _as_json(columns: list[Column], texts: Iterable[Texts]) -> Iterator[bytes]:
    yield b"["
    mark = "\n"
    for row in texts:
        values = {column.header: _number_or_text(column, row[column.header]) for column in columns}
        yield f"{mark}{json.dumps(values, ensure_ascii=False)}".encode()
        mark = ",\n"
    yield b"\n]\n"


def _as_xlsx(columns: list[Column], texts: Iterable[Texts]) -> Iterator[bytes]:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("表格")
    sheet.freeze_panes = "A2"
    sheet.append([column.header for column in columns])
    try:
        for row in texts:
            sheet.append([_cell(sheet, column, row[column.header], row[ID]) for column in columns])
    except DumpError:
        with open(os.devnull, "wb") as nowhere:
            book.save(nowhere)  # So the library puts its own temporary file away.
        raise
    return _read_out(book)


def _cell(sheet: Any, column: Column, text: str, key: str) -> Any:
    """A cell that is text whatever it looks like, or a number."""
    value = _number_or_text(column, text)
    if isinstance(value, int):
        return value
    held = to_xml(escape(text))
    if max(len(held), units(text)) > XLSX_CELL_LIMIT:
        raise DumpError(
            f"编号 {key} 的“{column.header}”有 {len(text)} 字，XLSX 的一格最多 {XLSX_CELL_LIMIT} 字",
            "请改为导出 CSV 或 JSON",
        )
    cell = WriteOnlyCell(sheet, held)
    cell.data_type = "s"
    return cell


def _number_or_text(column: Column, text: str) -> int | str:
    return int(text) if text and isinstance(column.widget, NumberWidget) else text


def _template_book(fillable: list[Column], columns: list[Column]) -> Any:
    book = Workbook(write_only=True)
    book.create_sheet("表格").append([column.header for column in fillable])
    guide = book.create_sheet("说明")
    for letter, width in zip("ABCD", (14, 8, 80, 40), strict=True):
        guide.column_dimensions[letter].width = width
    guide.append(["列", "必填", "填什么", "例子"])
    for column in columns:
        example = WriteOnlyCell(guide, column.example)
        example.data_type = "s"
        guide.append([column.header, "是" if column.is_required else "", column.help_text, example])
    return book


def _read_out(book: Any) -> Iterator[bytes]:
    """Save a workbook, and return what reads it: by then nothing can fail any more."""
    file = TemporaryFile()  # noqa: SIM115
    book.save(file)
    file.seek(0)
    return _Blocks(file)


class _Blocks(Iterator[bytes]):
    """The contents of a file, which is closed at its end, or before where whoever reads it closes this."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def __next__(self) -> bytes:
        block = b"" if self._file.closed else self._file.read(2**16)
        if not block:
            self.close()
            raise StopIteration
        return block

    def close(self) -> None:
        self._file.close()
