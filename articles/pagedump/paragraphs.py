"""Paragraphs put together again where a column break cut them, and what is doubtful in them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .blocks import Block
from .chars import HAN, is_finished, join, starts_list_item
from .document import Notice, Paragraph

_PAUSES = ("，", "、")
_SOFT_ENDS = ("：", ":", "；", ";")
_ODD_LATIN = re.compile(rf"\s(?<=[{HAN}，、”’》）]\s)\s*(and|of|And|Of)\s+(?=[{HAN}“‘《（])")
_PROPOSED = {"and": "和", "of": "的"}
_TAIL_LENGTH = 12
_ITEM_LENGTH = 40
_FEW = 40
_SIGNATURE_LENGTH = 20

_Piece = tuple[Paragraph, int, int]  # A paragraph with its first and last line.


def build_body(items: list[Block], notices: list[Notice]) -> tuple[Paragraph, ...]:
    """The body of an article; joins and doubts are added to `notices`."""
    pieces = _pieces(items, notices)
    for paragraph, line, _ in pieces:
        text = paragraph.text
        if "nd" in text or "f" in text:
            notices.extend(_odd_latin(text, line))
    if pieces and _ends_open(text, items):
        message = f"正文结尾不完整：“…{text[-_TAIL_LENGTH:]}”，请核对是否缺少下文"
        notices.append(Notice("unfinished-ending", pieces[-1][-1], message))
    return tuple([paragraph for paragraph, _, _ in pieces])


def _pieces(items: list[Block], notices: list[Notice]) -> list[_Piece]:
    """Paragraphs of one block or of several; what follows a crosshead tells whether it is one."""
    pieces: list[_Piece] = []
    run: list[Block] = []
    for block in items:
        if block.joins:
            notices.extend(_joined(line, "上下行") for line in block.joins)
        is_head = _is_head(block)
        if run:
            if not is_head and not _is_head(run[0]) and _continues(run[-1], block, items):
                notices.append(_joined(block.first, "断开的句子"))
                run.append(block)
                continue
            pieces.append(_piece(run, followed=not is_head))
        run = [block]
    return [*pieces, _piece(run, followed=False)] if run else pieces


def _piece(run: list[Block], followed: bool) -> _Piece:
    """The parts are put together once, so that many breaks cost no more than one."""
    head = run[0]
    text = head.text if len(run) == 1 else join(block.text for block in run)
    return Paragraph(text, followed and _is_head(head)), head.first, run[-1].last


def _is_head(block: Block) -> bool:
    return block.short or block.kind == "heading"


def _continues(before: Block, block: Block, items: list[Block]) -> bool:
    """Whether a paragraph goes on in the next: only when it has not ended, and the next opens nothing new.

    An item of a list needs no full stop, unless others in the article have theirs.
    """
    text = before.text
    if block.whole or block.indented or is_finished(text) or starts_list_item(block.text) or text[:1] == "|":
        return False
    if text[-1] in _PAUSES:
        return True
    if text[0] in "（(" and text[-1] in "）)":
        return False
    is_item = starts_list_item(text)
    if before.whole and not is_item:
        return "。" in text
    if text.endswith(_SOFT_ENDS):
        return text[-1] in "；;" and not is_item
    return not is_item or len(text) > _ITEM_LENGTH or _items_end(items)


def _items_end(items: list[Block]) -> bool:
    """Whether items of this article's lists have their full stops."""
    return any(is_finished(item.text) for item in items[:_FEW] if starts_list_item(item.text))


def _joined(line: int, what: str) -> Notice:
    return Notice("joined-lines", line, f"此处{what}已接成一段，请核对是否通顺")


def _odd_latin(text: str, line: int) -> Iterator[Notice]:
    for match in _ODD_LATIN.finditer(text):
        word = match.group(1)
        around = text[max(0, match.start() - 6) : match.end() + 6]
        message = f"“{around}”中的 {word} 可能应为“{_PROPOSED[word.lower()]}”，未改动，请核对"
        yield Notice("odd-latin", line, message)


def _ends_open(text: str, items: list[Block]) -> bool:
    """Whether the last paragraph breaks off. Rows, signatures and dates have no pause in them."""
    if is_finished(text) or text.endswith(("”", "》", "）", "|", "：", "；")):
        return False
    if items[-1].whole:
        in_list = starts_list_item(text) and _items_end(items)
        return text[-1] in _PAUSES or "。" in text or in_list
    return len(text) > _SIGNATURE_LENGTH or "，" in text
