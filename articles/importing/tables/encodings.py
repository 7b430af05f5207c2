"""The encoding of a table that may be too long to hold: the same rules as for dumps, a block at a time.

What begins the file is judged by `articles.pagedump.decode`. The rest is read through once, strictly.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from articles.pagedump import DumpError, decode

BLOCK = 2**20  # Bytes.

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAVE_AS = "请另存为 UTF-8 编码后再导入"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a file is to be read. `doubt` is empty, or tells the editor why that may be wrong."""

    name: str
    doubt: str = ""


def encoding_of(file: IO[bytes], named: str | None = None) -> Encoding:
    """Return the encoding in which the whole of `file` is honest text; `named` overrules what it seems.

    Raises DumpError where there is none.
    """
    file.seek(0)
    head = file.read(BLOCK)
    bom = next((name for mark, name in _BOMS if head.startswith(mark)), None)
    found = Encoding(bom) if bom and not named else _judged(_whole_characters(head), named)
    broken = _broken_at(file, found.name)
    if broken and found.name == "utf-8-sig" and not named and not bom and _whole_characters(head).isascii():
        found = Encoding("gb18030")  # So far there was nothing to tell them by.
        broken = _broken_at(file, found.name)
    if broken:
        raise DumpError(f"文件在{broken}有 {found.name.removesuffix('-sig')} 编码读不出的内容", _SAVE_AS)
    return found


def _judged(sample: bytes, named: str | None) -> Encoding:
    found = decode(sample, named)
    return Encoding("utf-8-sig" if found.encoding == "utf-8" else found.encoding, found.doubt)


def _whole_characters(head: bytes) -> bytes:
    """`head` up to a byte that stands for itself in UTF-8 and in GB18030, lest it end within a character."""
    if len(head) < BLOCK:
        return head
    return head[: max(head.rfind(mark) for mark in (b"\n", b",", b" ", b'"')) + 1] or head


def _broken_at(file: IO[bytes], name: str) -> str | None:
    """Where `file` is no text in the encoding `name`, in words; None where it is text throughout."""
    decoder = codecs.getincrementaldecoder(name)()
    lines = 1
    for offset, block in _blocks(file):
        if not name.startswith(("utf-16", "utf-32")) and b"\0" in block:
            at = block.index(b"\0")
            where = f"第 {lines + block.count(10, 0, at)} 行（第 {offset + at} 字节处）"
            raise DumpError(f"文件在{where}含有空字符（NUL）", "请检查文件是否损坏，去掉空字符后再导入")
        try:
            decoder.decode(block, final=not block)
        except UnicodeError as error:
            at = getattr(error, "start", 0)
            return f"第 {lines + block.count(10, 0, at)} 行（第 {offset + at} 字节附近）"
        lines += block.count(10)
    return None


def _blocks(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each block with its offset, and an empty one at the end."""
    file.seek(0)
    offset = 0
    while block := file.read(BLOCK):
        yield offset, block
        offset += len(block)
    yield offset, b""
