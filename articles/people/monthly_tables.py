"""The monthly table as files: CSV for one table, a workbook for both.

No spreadsheet takes a name or a headline for a formula (see `articles.importing.tables.cells`).
"""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

from articles.importing.tables.cells import escape, to_xml
from articles.people.monthly import FIGURES, Earned

PEOPLE, PIECES = "汇总", "明细"

Cells = Sequence[str | int]
Table = list[Cells]


def tables(rows: Sequence[Earned]) -> dict[str, Table]:
    """Return both tables, each with its headers: a person a row, and a piece of a person a row."""
    people: Table = [("编号", "姓名", "单位", *FIGURES)]
    pieces: Table = [("编号", "姓名", "单位", "类别", "标题", "日期", "状态", "字数", "署名", "稿件编号")]
    for row in rows:
        who: Cells = (row.person.pk, row.person.name, row.person.organisation)
        people.append((*who, *row.figures()))
        pieces += [
            (*who, piece.kind.label, piece.title, str(piece.day or ""), piece.status, piece.characters,
             "合署" if piece.is_shared else "独署", piece.key)
            for piece in row.pieces
        ]  # fmt: skip
    return {PEOPLE: people, PIECES: pieces}


def as_csv(table: Iterable[Cells]) -> bytes:
    """Return a table as CSV in UTF-8, with the mark that spreadsheets know it by."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows([_safe(cell) for cell in row] for row in table)
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(sheets: dict[str, Table]) -> bytes:
    """Return tables as a workbook, a sheet each."""
    book = Workbook(write_only=True)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for row in table:
            sheet.append([_cell(sheet, value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _safe(value: str | int) -> str | int:
    return escape(value) if isinstance(value, str) else value


def _cell(sheet: Any, value: str | int) -> Any:
    """A number, or a cell that is text whatever it looks like."""
    if isinstance(value, int):
        return value
    cell = WriteOnlyCell(sheet, to_xml(escape(value)))
    cell.data_type = "s"
    return cell
