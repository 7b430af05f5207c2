"""Paragraphs put together again where a column break cut them, and what is doubtful in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .blocks import Block
from .chars import HAN, is_finished, join, starts_list_item
from .document import Notice, Paragraph
from .lines import Kind

_SOFT_END = re.compile(r"[：:；;]$")
_ODD_LATIN = re.compile(rf"(?<=[{HAN}，、”’》）])\s+(and|of|And|Of)\s+(?=[{HAN}“‘《（])")
_LATIN_HINT = re.compile(r"\s(?:[Aa]nd|[Oo]f)\s").search
_PROPOSED = {"and": "和", "of": "的"}
_TABLE_ROW = re.compile(r"^\|")
_TAIL_LENGTH = 12
_ITEM_LENGTH = 40


@dataclass(slots=True)
class Piece:
    """A paragraph in the making; `crosshead` marks 小标题."""

    text: str
    line: int
    last: int
    crosshead: bool = False


def build_body(items: list[Block], notices: list[Notice]) -> tuple[Paragraph, ...]:
    """The body of an article; joins and doubts are added to `notices`."""
    pieces = list(_join(_pieces(items), notices))
    for piece in pieces:
        notices.extend(_odd_latin(piece))
    if pieces and _ends_open(pieces[-1]):
        message = f"正文结尾不完整：“…{pieces[-1].text[-_TAIL_LENGTH:]}”，请核对是否缺少下文"
        notices.append(Notice("unfinished-ending", pieces[-1].last, message))
    return tuple(Paragraph(piece.text, piece.crosshead) for piece in pieces)


def _pieces(items: list[Block]) -> Iterator[tuple[Block, Piece]]:
    for i, block in enumerate(items):
        followed = i + 1 < len(items) and not _is_crosshead(items[i + 1])
        yield block, Piece(block.text, block.first, block.last, _is_crosshead(block) and followed)


def _is_crosshead(block: Block) -> bool:
    return block.kind is Kind.HEADING or block.short


def _join(pieces: Iterator[tuple[Block, Piece]], notices: list[Notice]) -> Iterator[Piece]:
    parts: list[str] = []
    open_piece: Piece | None = None
    open_is_head = False
    for block, piece in pieces:
        notices.extend(_joined(line, "上下行") for line in block.joins)
        if open_piece and not open_is_head and _continues(open_piece.text, block, piece):
            notices.append(_joined(piece.line, "断开的句子"))
            parts.append(piece.text)
            open_piece = Piece(piece.text, open_piece.line, piece.last)
            continue
        if open_piece:
            yield _closed(open_piece, parts)
        open_piece, open_is_head, parts = piece, _is_crosshead(block), [piece.text]
    if open_piece:
        yield _closed(open_piece, parts)


def _closed(piece: Piece, parts: list[str]) -> Piece:
    """The whole paragraph: its parts are put together once, so that many breaks cost no more than one."""
    return Piece(join(parts), piece.line, piece.last, piece.crosshead)


def _continues(before: str, block: Block, piece: Piece) -> bool:
    """Whether a paragraph goes on in the next: only when it has not ended, and the next opens nothing new."""
    if piece.crosshead or _is_crosshead(block) or block.indented or is_finished(before):
        return False
    if _TABLE_ROW.match(before) or _TABLE_ROW.match(piece.text) or _is_short_item(before):
        return False
    if _SOFT_END.search(before):
        return before[-1] in "；;" and not starts_list_item(piece.text) and not starts_list_item(before)
    return not starts_list_item(piece.text)


def _is_short_item(text: str) -> bool:
    """An item of a list needs no full stop."""
    return len(text) <= _ITEM_LENGTH and starts_list_item(text)


def _joined(line: int, what: str) -> Notice:
    return Notice("joined-lines", line, f"此处{what}已接成一段，请核对是否通顺")


def _odd_latin(piece: Piece) -> Iterator[Notice]:
    hits = _ODD_LATIN.finditer(piece.text) if _LATIN_HINT(piece.text) else ()
    for match in hits:
        word = match.group(1)
        around = piece.text[max(0, match.start() - 6) : match.end() + 6]
        message = f"“{around}”中的 {word} 可能应为“{_PROPOSED[word.lower()]}”，未改动，请核对"
        yield Notice("odd-latin", piece.line, message)


def _ends_open(piece: Piece) -> bool:
    text = piece.text
    return not is_finished(text) and len(text) > 20 and not text.endswith(("”", "》", "）", "|", "：", "；"))
