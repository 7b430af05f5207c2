"""Workbooks (XLSX) that have passed the scan, read a row at a time."""

from collections.abc import Iterator
from typing import IO, Any

import openpyxl  # type: ignore[import-untyped]

from articles.importing.tables.cells import (
    XLSX_CELL_LIMIT,
    Cell,
    Fault,
    checked,
    from_xml,
    unescape,
    units,
    written,
)
from articles.importing.tables.workbook_scan import broken_workbook
from articles.pagedump import DumpError


def records(file: IO[bytes]) -> Iterator[list[Cell]]:
    """Yield each row of the first visible sheet, blank ones as empty lists, the header first."""
    try:
        for row in _rows(file):
            cells = [_text(cell) for cell in row]
            while cells and cells[-1] == "":
                cells.pop()
            yield cells
    except DumpError:
        raise
    except Exception:  # The library raises whatever a broken workbook leads it to.
        raise broken_workbook() from None


def _rows(file: IO[bytes]) -> Iterator[Any]:
    file.seek(0)
    book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
    sheet = next(sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    sheet.reset_dimensions()  # They may lie, and the library would fill the sheet up to them.
    return iter(sheet.rows)


def _text(cell: Any) -> Cell:
    value = cell.value
    if not isinstance(value, str):
        return written(value) if not hasattr(value, "ref") else _FORMULA
    if cell.data_type == "f":
        return _FORMULA
    if cell.data_type == "e":
        return Fault(f"是错误值 {value}。请改正后再导入")
    text = checked(from_xml(value))
    if not isinstance(text, Fault) and units(text) > XLSX_CELL_LIMIT:
        return Fault(
            f"有 {units(text)} 字，超过 XLSX 一格 {XLSX_CELL_LIMIT} 字的上限。请改用 CSV 或 JSON 导入"
        )
    return unescape(text) if text[:1] == "'" else text


_FORMULA = Fault("是公式。请复制后“选择性粘贴”为值再导入")
