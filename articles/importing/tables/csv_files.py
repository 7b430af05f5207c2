"""Tables as comma-separated values, read a record at a time and never forgiven a quote."""

import csv
from collections.abc import Iterable, Iterator
from io import TextIOWrapper
from itertools import islice
from typing import IO, TextIO

from articles.importing.tables.cells import CELL_LIMIT, Cell, checked, unescape
from articles.pagedump import DumpError
from articles.pagedump.chars import MOST_MARKS

# The library's own limit is one for the whole process; ours is the larger one.
csv.field_size_limit(max(csv.field_size_limit(), CELL_LIMIT))

BLANK_LIMIT = 100_000  # Rows. A spreadsheet has a million of them, and writes those that once held something.


def records(file: IO[bytes], encoding: str) -> Iterator[list[Cell]]:
    """Yield each record of `file`, blank ones as empty lists, the header first.

    Raises DumpError for a record that is broken, naming the line, and for more than `BLANK_LIMIT` blank ones.
    """
    file.seek(0)
    text = TextIOWrapper(file, encoding, newline="")
    try:
        yield from _records(text)
    finally:
        text.detach()  # Whoever opened the file closes it.


def _records(text: TextIO) -> Iterator[list[Cell]]:
    reader = csv.reader(text, strict=True)
    width = blank = 0
    first = 1
    try:
        for number, cells in enumerate(reader, 1):
            whole = "".join(cells)
            if not whole:
                cells = []
                blank += 1
                if blank > BLANK_LIMIT:
                    raise DumpError(f"到第 {number} 行，空白的行超过 {BLANK_LIMIT:,} 行", "请删去空白的行")
            elif width and len(cells) != width:
                raise DumpError(
                    f"第 {number} 行（文件的第 {first} 行）有 {len(cells)} 格，表头有 {width} 格",
                    "请检查这一行的逗号和引号，内容里有逗号的单元格要用英文双引号括起来",
                )
            width = width or len(cells)
            yield [*cells] if _is_plain(whole) else [_read(cell) for cell in cells]
            first = reader.line_num + 1
    except csv.Error as error:
        raise _broken(text, first, reader.line_num, error) from None


def _is_plain(record: str) -> bool:
    """Whether a record is too short and ordinary for anything to be wrong with it, or escaped in it."""
    return len(record) <= MOST_MARKS and record.isprintable() and "'" not in record


def _read(text: str) -> Cell:
    cell = checked(text)
    return unescape(cell) if cell[:1] == "'" else cell


def _broken(text: TextIO, first: int, last: int, error: csv.Error) -> DumpError:
    """What is wrong with the record between two lines of the file."""
    text.seek(0)
    opened = _unclosed_quote(islice(text, first - 1, last))
    at = first + (opened or 0)
    if "field limit" in str(error):
        reason = f"文件的第 {at} 行起有一格超过 2 MB"
        return DumpError(reason, "请检查这一行的英文双引号是否成对，内容确实很长的请分成几篇")
    reason = f"文件的第 {at} 行有英文双引号没有正确结束"
    return DumpError(reason, "请补上引号，内容里的英文双引号要写成两个")


def _unclosed_quote(lines: Iterable[str]) -> int | None:
    """On which of `lines` the quoted cell begins that does not end as it should; None where all do."""
    opened = None
    begins = True
    for number, line in enumerate(lines):
        at = 0
        while at < len(line):
            after = line[at + 1 : at + 2]
            if opened is None:
                opened = number if line[at] == '"' and begins else None
                begins = line[at] in ",\r\n"
            elif line[at] == '"' and after == '"':
                at += 1
            elif line[at] == '"' and after in ("", ",", "\r", "\n"):
                opened = None
            elif line[at] == '"':
                return opened
            at += 1
    return opened
