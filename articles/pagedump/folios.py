"""Furniture taken out of a page, and the date and page number that it gives."""

from __future__ import annotations

import datetime
import re

from .blocks import Block
from .document import Notice

_IMAGE_MARK = re.compile(r"<!--\s*image\s*-->", re.IGNORECASE)


def take_furniture(
    blocks: list[Block], notices: list[Notice]
) -> tuple[list[Block], datetime.date | None, int | None]:
    """The blocks without furniture, each knowing its page; the date; the number, if the dump is of one page.

    Every furniture line taken out is named in `notices`.
    """
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
        gap = max(gap, block.gap)
        notices.append(Notice("furniture", block.first, f"版面标记，未收入稿件：{block.text}"))
        dates += [block.furniture.date] if block.furniture.date else []
        numbers += [block.furniture.number] if block.furniture.number else []
    _note_several(blocks, dates, numbers, notices)
    return kept, dates[0] if dates else None, numbers[0] if len(set(numbers)) == 1 else None


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
