"""A table opened whatever its format: its kind of file, its header, its rows by number."""

from collections.abc import Callable, Iterator
from itertools import count, islice
from typing import IO, NamedTuple

from articles.importing.filenames import shown
from articles.importing.tables import csv_files, json_files, workbooks
from articles.importing.tables.cells import Cell
from articles.importing.tables.encodings import Encoding, encoding_of
from articles.importing.tables.workbook_scan import check_workbook
from articles.pagedump import DumpError

HEADERS_LIMIT = 100
CHUNK_ROWS = 200
CHUNK_TEXT = 4_000_000  # Characters.
TICK_ROWS = 2000

_XLSX, _XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Row(NamedTuple):
    """A row by the number that a spreadsheet shows for it, below its header; in JSON, the first is 1."""

    number: int
    cells: dict[str, Cell]

    @property
    def is_blank(self) -> bool:
        return not any(self.cells.values())


class Table:
    """An open file of rows. Use it while the file is open."""

    def __init__(
        self,
        file: IO[bytes],
        name: str,
        encoding: str | None = None,
        *,
        checked: bool = False,
        tick: Callable[[], object] = lambda: None,
    ) -> None:
        """Open the table in `file`, called `name` by whoever sent it, and look it through.

        `encoding` overrules what the text seems to be written in. `checked` says that the file has
        been looked through before; `total` is then unknown. `tick` is called now and then while that
        is done. Raises DumpError for a file that is refused whole.
        """
        self.file = file
        self.format = _format(file, name)
        self.encoding = Encoding("")
        if self.format != "xlsx":
            self.encoding = _encoding_of(file, encoding)
        elif not checked:
            check_workbook(file)
        self.first, self.headers, self.total = 1, list[str](), 0
        if self.format == "json":
            self.headers = self._keys()
        else:
            self.first, self.headers = self._header()
        if not checked:
            self.total = self._count(tick)

    def rows(self, start: int = 0) -> Iterator[Row]:
        """Return the rows after the first `start`. Raises DumpError at one that spoils the file."""
        return map(Row, count(self.first + start), islice(self._cells(), start, None))

    def chunks(self, start: int = 0, rows: int = CHUNK_ROWS) -> Iterator[list[Row]]:
        """Yield the rows after the first `start`, so many at once as memory and one transaction bear."""
        chunk: list[Row] = []
        size = 0
        for row in self.rows(start):
            chunk.append(row)
            size += sum(map(len, filter(None, row.cells.values())))
            if len(chunk) == rows or size >= CHUNK_TEXT:
                yield chunk
                chunk, size = [], 0
        if chunk:
            yield chunk

    def _count(self, tick: Callable[[], object]) -> int:
        number = 0
        rows = self._objects() if self.format == "json" else self._records()
        for number, _ in enumerate(rows, 1):
            if number % TICK_ROWS == 0:
                tick()
        return number

    def _cells(self) -> Iterator[dict[str, Cell]]:
        if self.format == "json":
            yield from self._objects()
            return
        blank = dict.fromkeys(self.headers, "")
        for cells in self._records():
            row = dict(zip(blank, cells, strict=False))
            yield row if len(row) == len(blank) else {**blank, **row}

    def _objects(self) -> Iterator[dict[str, Cell]]:
        return json_files.objects(self.file, self.encoding.name)

    def _records(self) -> Iterator[list[Cell]]:
        width = len(self.headers)
        for number, cells in enumerate(islice(self._lines(), self.first - 1, None), self.first):
            if len(cells) > width:
                raise DumpError(
                    f"第 {number} 行有 {len(cells)} 格，表头只有 {width} 格", "请补上表头，或删去多出的单元格"
                )
            yield cells

    def _lines(self) -> Iterator[list[Cell]]:
        if self.format == "xlsx":
            return workbooks.records(self.file)
        return csv_files.records(self.file, self.encoding.name)

    def _header(self) -> tuple[int, list[str]]:
        """The number of the first row below the header, and the header."""
        for number, cells in enumerate(self._lines(), 1):
            if cells:
                return number + 1, _checked_headers([(cell or "").strip() for cell in cells])
        raise DumpError("表格是空的，没有表头", "请下载模板，照它的表头填写")

    def _keys(self) -> list[str]:
        """All keys of all objects, in the order of their first use."""
        keys: dict[str, None] = {}
        for found in self._objects():
            keys |= dict.fromkeys(found)
            if len(keys) > HEADERS_LIMIT:
                break
        return _checked_headers(list(keys))


def _format(file: IO[bytes], name: str) -> str:
    file.seek(0)
    head = file.read(1024)
    if head.startswith(_XLSX):
        return "xlsx"
    if head.startswith(_XLS):
        raise DumpError("这是旧版 Excel（.xls）或加了密码的表格", "请另存为不加密的 .xlsx 或 CSV 后再导入")
    text = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return "json" if name.lower().endswith(".json") or text[:1] in (b"[", b"{") else "csv"


def _encoding_of(file: IO[bytes], named: str | None) -> Encoding:
    try:
        return encoding_of(file, named)
    except DumpError as error:
        if "纯文本" in error.remedy:  # What is no text at all is told otherwise to who sends a table.
            raise DumpError(error.reason, "请导入 CSV、XLSX 或 JSON 表格") from None
        raise


def _checked_headers(headers: list[str]) -> list[str]:
    if not headers:
        raise DumpError("表格是空的，没有表头", "请下载模板，照它的表头填写")
    if len(headers) > HEADERS_LIMIT:
        raise DumpError(f"表头超过 {HEADERS_LIMIT} 列", "请下载模板，照它的表头填写")
    for number, header in enumerate(headers, 1):
        if not header:
            raise DumpError(f"第 {number} 列没有表头", "请补上表头，或删去这一列")
        if headers.index(header) + 1 < number:
            raise DumpError(f"表头“{shown(header)[:60]}”出现了两次", "请删去其中一列，或改正它的表头")
    return headers
