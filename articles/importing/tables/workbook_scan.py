"""Workbooks (XLSX) judged before any library opens them: size, structure, and no document type.

A library believes a workbook: it fills a sheet up to whatever size the sheet claims and keeps whatever
elements it does not know. So each XML part is first read through by the plain parser, which keeps nothing.
"""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any
from xml.parsers import expat

from articles.importing.archives import check_archive
from articles.importing.tables.cells import CELL_LIMIT
from articles.pagedump import DumpError

ROWS_LIMIT = 200_000
COLUMNS_LIMIT = 100
ENTRIES_LIMIT = 1000
SHEETS_LIMIT = 1024 * 2**20  # Bytes of XML, of all sheets, which are read row by row.
STRINGS_LIMIT = 64 * 2**20  # Bytes of shared strings, which the library holds in memory.
PART_LIMIT = 4 * 2**20  # Bytes of any other part, each held as a tree.
DEPTH_LIMIT = 64
ELEMENTS_LIMIT = 40_000  # In a part that is held as a tree; outside the rows of a sheet; in one row.
STRING_ELEMENTS_LIMIT = 1_000_000

_BLOCK = 2**16
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")
_NESTED = re.compile(r"\.(zip|xls[xmb]?|doc[xm]?|ppt[xm]?|rar|7z|gz)$", re.IGNORECASE)
_LIKE_XML = re.compile(rb"(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*<|\xff\xfe|\xfe\xff")
_AS_CSV = "请另存为 CSV 后再导入"
_WHENCE = "请检查文件的来历"


def check_workbook(file: IO[bytes]) -> None:
    """Raise DumpError for a workbook that is hostile, damaged, or larger than a table is."""
    file.seek(0)
    check_archive(file, entries=ENTRIES_LIMIT)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
            _check_sizes(entries)
            for entry in entries:
                _check_part(archive, entry)
    except (zipfile.BadZipFile, EOFError, RuntimeError, OSError, ValueError):
        raise broken_workbook() from None


def broken_workbook() -> DumpError:
    """Return the refusal of a workbook that nothing can read."""
    return DumpError("XLSX 文件已损坏或不完整", "请用 Excel 或 WPS 打开后另存为 .xlsx 再导入")


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    if any(_NESTED.search(entry.filename) for entry in entries):
        raise DumpError("工作簿里嵌有别的文件", "请删去嵌入的对象，或另存为 CSV 后再导入")
    if sum(entry.file_size for entry in entries if _is_sheet(entry)) > SHEETS_LIMIT:
        raise DumpError(f"工作表展开后超过 {SHEETS_LIMIT // 2**20} MB", f"{_AS_CSV}，或拆成几个文件")
    for entry in entries:
        limit = STRINGS_LIMIT if _is_strings(entry) else PART_LIMIT
        is_read_whole = not _is_sheet(entry) and "/media/" not in entry.filename
        if is_read_whole and entry.file_size > limit:
            raise DumpError(f"工作簿里的“{entry.filename[:60]}”展开后超过 {limit // 2**20} MB", _AS_CSV)


def _is_sheet(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.startswith("xl/worksheets/")


def _is_strings(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower() == "xl/sharedstrings.xml"


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read one part through. What is no XML at its beginning, no parser of XML reads any further."""
    with archive.open(entry) as part:
        blocks = iter(lambda: part.read(_BLOCK), b"")
        first = next(blocks, b"")
        if not _LIKE_XML.match(first):
            return
        try:
            _Scan(STRING_ELEMENTS_LIMIT if _is_strings(entry) else ELEMENTS_LIMIT).read(first, blocks)
        except expat.ExpatError:
            if _is_sheet(entry):
                raise broken_workbook() from None


class _Scan:
    """Refuses one XML part at the first thing that no table has."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.depth = self.elements = self.text = 0
        self.rows = self.cells = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._count_text

    def read(self, first: bytes, blocks: Iterator[bytes]) -> None:
        self.parser.Parse(first)
        given = len(first)
        for block in blocks:
            self.parser.Parse(block)
            given += len(block)
            if given - self.parser.CurrentByteIndex > 2 * CELL_LIMIT:
                raise DumpError("工作簿里有不正常的超长标记，可能是恶意文件", _WHENCE)
        self.parser.Parse(b"", True)

    def _doctype(self, *_: Any) -> None:
        raise DumpError("工作簿里有文档类型声明（DTD），可能是恶意文件", _WHENCE)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        self.text = 0
        if self.depth > DEPTH_LIMIT or self.elements > self.limit:
            raise DumpError("工作簿的结构过于复杂，不像表格", _AS_CSV)
        name = name.rpartition(":")[2]
        if name == "row":
            self.elements = self.cells = 0
            self.rows += 1
            self._check(attributes.get("r", ""))
        elif name == "c":
            self.cells += 1
            self._check(attributes.get("r", ""))
        elif name == "Relationship" and "chartsheet" in attributes.get("Type", ""):
            raise DumpError("工作簿里有图表工作表", "请删去图表，或另存为 CSV 后再导入")

    def _end(self, name: str) -> None:
        self.depth -= 1

    def _count_text(self, text: str) -> None:
        self.text += len(text)
        if self.text > CELL_LIMIT:
            raise DumpError("工作簿里有一格超过 2 MB", "请分成几篇，或另存为 CSV 后再导入")

    def _check(self, reference: str) -> None:
        """Refuse a row (`r="7"`) or a cell (`r="B7"`) outside the size that a table may have."""
        found = _REFERENCE.fullmatch(reference)
        column = _column(found[1]) if found else 0
        row = int(found[2] if found else reference or 0)
        if max(row, self.rows) > ROWS_LIMIT or max(column, self.cells) > COLUMNS_LIMIT:
            where = f"第 {self.rows} 行第 {self.cells} 格"
            raise DumpError(
                f"工作表大到{reference or where}，超过 {ROWS_LIMIT} 行或 {COLUMNS_LIMIT} 列",
                "请删去多余的行和列（包括看上去空白的），或另存为 CSV 后再导入",
            )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
