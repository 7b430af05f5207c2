"""Furniture taken out of a page, and the date and page number that it gives."""

from __future__ import annotations

import datetime
import re

from .blocks import Block
from .chars import is_finished
from .document import Notice

_ROOM = 2
_PICTURE_LABEL = re.compile("图片(?:新闻|报道)")
_IMAGE_MARK = re.compile(r"<!--\s*image\s*-->", re.IGNORECASE)


def take_furniture(
    blocks: list[Block], notices: list[Notice]
) -> tuple[list[Block], datetime.date | None, int | None]:
    """The blocks without furniture, each knowing its page; the date; the number, if the dump is of one page.

    Every furniture line taken out is named in `notices`.
    """
    _give_back_contacts(blocks)
    kept: list[Block] = []
    dates: list[datetime.date] = []
    numbers: list[int] = []
    gap = 0
    for block in blocks:
        if block.kind == "image" and not _IMAGE_MARK.fullmatch(block.text):
            notices.append(Notice("furniture", block.first, f"图片标记，未收入稿件：{block.text}"))
        if block.furniture is None:
            block.page = numbers[-1] if numbers else None
            block.gap = max(block.gap, gap)
            kept.append(block)
            gap = 0
            continue
        gap = max(gap, block.gap, _ROOM if _PICTURE_LABEL.search(block.text) else 0)
        notices.append(Notice("furniture", block.first, f"版面标记，未收入稿件：{block.text}"))
        dates += [block.furniture.date] if block.furniture.date else []
        numbers += [block.furniture.number] if block.furniture.number else []
    _note_several(blocks, dates, numbers, notices)
    return kept, dates[0] if dates else None, numbers[0] if len(set(numbers)) == 1 else None


def _give_back_contacts(blocks: list[Block]) -> None:
    """Telephones and addresses are text where an article names them: between its paragraphs, or in its list.

    They are furniture at the head and at the foot of a page, and beside a line that is furniture anywhere.
    """
    if not any(block.furniture and block.furniture.loose for block in blocks):
        return
    start = 0
    while start < len(blocks):
        end = start + 1
        if blocks[start].furniture:
            while end < len(blocks) and blocks[end].furniture:
                end += 1
            _settle_contacts(blocks, start, end)
        start = end


def _settle_contacts(blocks: list[Block], start: int, end: int) -> None:
    """Decide on the furniture lines from `start` to `end`, which follow each other."""
    at_edge = start == 0 or end == len(blocks)
    among_furniture = any(block.furniture and not block.furniture.loose for block in blocks[start:end])
    for i in range(start, end):
        block = blocks[i]
        if not block.furniture or not block.furniture.loose:
            return
        if (at_edge or among_furniture) and not (i and _lists(blocks[i - 1])):
            return
        block.kind, block.furniture, block.whole = "text", None, True


def _lists(block: Block) -> bool:
    """Whether a contact may follow in the text: after a colon, an item, or a sentence that has not ended."""
    return block.kind == "text" and not block.short and (block.whole or not is_finished(block.text))


def _note_several(
    blocks: list[Block], dates: list[datetime.date], numbers: list[int], notices: list[Notice]
) -> None:
    line = next((block.first for block in blocks if block.furniture), 1)
    if len(set(numbers)) > 1:
        listed = "、".join(str(number) for number in dict.fromkeys(numbers[:20]))
        notices.append(Notice("several-pages", line, f"文件里有多个版次（{listed}），请核对各篇的版次"))
    if len(set(dates)) > 1:
        listed = "、".join(date.isoformat() for date in dict.fromkeys(dates[:20]))
        notices.append(Notice("several-dates", line, f"文件里有多个日期（{listed}），已取第一个，请核对"))
