"""Bytes to text, or a refusal that says what is wrong, where, and what to do.

Order: byte order mark, strict UTF-8, GB18030. Statistical detectors take short Chinese for Big5, so there
is none.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from .chars import HAN, heap_of_marks, is_plain

LONGEST_LINE = 2 * 1024 * 1024

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"\x89PNG", "PNG 图片"),
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"PK\x03\x04", "ZIP 压缩包或 Office 文档"),
    (b"%PDF", "PDF 文档"),
    (b"\xd0\xcf\x11\xe0", "旧版 Office 文档"),
    (b"Rar!", "RAR 压缩包"),
    (b"7z\xbc\xaf", "7z 压缩包"),
    (b"\x1f\x8b", "gzip 压缩包"),
    (b"{\\rtf", "RTF 文档"),
)
_CONTROL = re.compile("[\x01-\x08\x0e-\x19\x1c-\x1f\x7f]")
_LINE_ENDS = ("\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
_HAN_RUN = re.compile(f"[{HAN}]+")
_COMMON_RUN = re.compile(f"[{HAN}\x20-\x7e\r\n，。、]+")
_VISIBLE = re.compile(r"[^\s\u200b-\u200f\u2060\ufeff]")
_IDEOGRAPHS = re.compile("[\u2e80-\u2fff\u3400-\ufdff\ue000-\uf8ff\U00020000-\U0003ffff]+")
_COMMON_LEADS = bytes(range(0xB0, 0xD8))  # Of the characters in everyday use, in GB2312.

_SAVE_AS = "请用记事本等软件另存为 UTF-8 编码后再导入"


class DumpError(Exception):
    """A dump that cannot be read: `reason` says what and where, `remedy` what to do.

    Both are Chinese, for an editor; the caller adds the name of the file.
    """

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}。{remedy}。")
        self.reason = reason
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with one kind of line end. `doubt` is empty, or tells the editor why the encoding may be wrong."""

    text: str
    encoding: str
    doubt: str = ""


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """Decode a dump; a named encoding overrules. Raises DumpError for everything that is not honest text."""
    _refuse_binary(data)
    used, text = _named(data, encoding) if encoding else _guessed(data)
    if not is_plain(text):
        text = unify_lines(text)
        _refuse_odd_characters(text)
    _refuse_bad_lines(text)
    doubt = "" if encoding or used != "gb18030" else _doubt(text)
    return Decoded(text, used, doubt)


def unify_lines(text: str) -> str:
    """Every kind of line end as one, byte order marks gone: one page has one text, and one hash."""
    text = text.replace("\ufeff", "")
    for end in _LINE_ENDS:
        text = text.replace(end, "\n")
    return text


def _refuse_binary(data: bytes) -> None:
    if not data:
        raise DumpError("文件是空的", "请检查文件是否保存完整")
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise DumpError(f"这不是文本文件，而是{what}", "请导入纯文本（.txt 或 .md）")


def _named(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        known = codecs.lookup(encoding)
        "".encode(encoding)
    except (LookupError, ValueError, TypeError, UnicodeError):
        raise DumpError(f"不认识编码“{encoding[:40]}”", "可用的编码如 utf-8、gb18030、big5、utf-16") from None
    try:
        return known.name, data.decode(known.name)
    except UnicodeDecodeError as error:
        where = _where(data, error.start)
        raise DumpError(
            f"文件不符合指定的编码 {known.name}：{where}的内容无效", "请改选编码，或不指定编码"
        ) from None
    except UnicodeError:
        raise DumpError(f"文件不符合指定的编码 {known.name}", "请改选编码，或不指定编码") from None


def _guessed(data: bytes) -> tuple[str, str]:
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name, _strict(data, name)
    _refuse_nul(data)
    try:
        return "utf-8", data.decode("utf-8")
    except UnicodeDecodeError as error:
        return "gb18030", _as_gb18030(data, error.start)


def _strict(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        what = "不成对的代理字符" if "surrogate" in error.reason else "不完整或无效的字节"
        raise DumpError(f"{name.upper()} 文件在{_where(data, error.start)}有{what}", _SAVE_AS) from None


def _refuse_nul(data: bytes) -> None:
    offset = data.find(b"\0")
    if offset < 0:
        return
    if _reads_as_utf16(data):
        raise DumpError("文件像是没有 BOM 标记的 UTF-16 文本", _SAVE_AS)
    raise DumpError(
        f"文件在{_where(data, offset)}含有空字符（NUL）", "请检查文件是否损坏，去掉空字符后再导入"
    )


def _as_gb18030(data: bytes, broken_at: int) -> str:
    """GB18030 text, unless the bytes are UTF-8 with a fault or UTF-16 without its mark."""
    if data[broken_at : broken_at + 1] == b"\xed" and data[broken_at + 1 : broken_at + 2] >= b"\xa0":
        raise DumpError(f"文件在{_where(data, broken_at)}含有不成对的代理字符", _SAVE_AS)
    if _nearly_utf8(data):
        reason = f"UTF-8 文件在{_where(data, broken_at)}有不完整或无效的字节"
        raise DumpError(reason, "请检查文件是否传输完整，修好该处后再导入")
    if _reads_as_utf16(data):
        raise DumpError("文件像是没有 BOM 标记的 UTF-16 文本", _SAVE_AS)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError as error:
        here, there = _where(data, broken_at), _where(data, error.start)
        reason = f"文件既不是 UTF-8（{here}无效），也不是 GB18030（{there}无效）"
        raise DumpError(reason, _SAVE_AS) from None


def _nearly_utf8(data: bytes) -> bool:
    """Whether most of the text reads as Chinese in UTF-8: then a broken byte is a fault."""
    text = data.decode("utf-8", "replace")
    return sum(map(len, _HAN_RUN.findall(text))) > text.count("\ufffd")


def _reads_as_utf16(data: bytes) -> bool:
    sample = data[: 4096 - len(data[:4096]) % 2]
    for name in ("utf-16-le", "utf-16-be"):
        text = sample.decode(name, "ignore")
        if text and sum(map(len, _COMMON_RUN.findall(text))) > 0.8 * len(text):
            return True
    return False


def _refuse_odd_characters(text: str) -> None:
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise DumpError(f"文件第 {line} 行含有空字符（NUL）", "请检查文件是否损坏，去掉空字符后再导入")
    _refuse_surrogates(text)
    _refuse_heaps(text)
    controls = len(_CONTROL.findall(text))
    if controls > 8 and controls * 50 > len(text):
        raise DumpError(f"文件含有 {controls} 个控制字符，不像文本文件", "请导入纯文本（.txt 或 .md）")


def _refuse_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise DumpError(f"文件第 {line} 行含有不成对的代理字符", _SAVE_AS) from None


def _refuse_heaps(text: str) -> None:
    place = heap_of_marks(text)
    if place >= 0:
        line = text.count("\n", 0, place) + 1
        raise DumpError(f"文件第 {line} 行有大量叠加的组合符号，不像正常文字", "请删去这些符号后再导入")


def _refuse_bad_lines(text: str) -> None:
    if not _VISIBLE.search(text):
        raise DumpError("文件里只有空白，没有文字", "请检查文件是否保存完整")
    if len(text) * 4 <= LONGEST_LINE:
        return
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) * 4 > LONGEST_LINE and len(line.encode("utf-8")) > LONGEST_LINE:
            raise DumpError(f"文件第 {number} 行超过 2 MB", "版面文字应当分行，请检查文件内容后再导入")


def _doubt(text: str) -> str:
    """Big5 decodes as GB18030 nonsense without an error: its characters are then mostly rare ones."""
    sample = "".join(_IDEOGRAPHS.findall(text[:20000]))
    leads = sample.encode("gb2312", "ignore")[::2]
    common = len(leads) - len(leads.translate(None, _COMMON_LEADS))
    if len(sample) < 10 or common * 2 >= len(sample):
        return ""
    return "按 GB18030 读出的多是生僻字，文件可能是 Big5 或其他编码，请核对文字，必要时指定编码重新导入"


def _where(data: bytes, offset: int) -> str:
    return f"第 {data.count(10, 0, offset) + 1} 行（第 {offset} 字节处）"
