"""Lines that are paragraphs by themselves, however short: table rows, labels, signatures of notices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from .blocks import Block
from .chars import HAN
from .dates import is_bare_date

_STOPS = "。！？；…”"
_LONGEST = 120
_LONGEST_SPACED = 60
_CELLS = re.compile(r"\s*[|｜]\s*|\t+|\u3000+| {2,}")
_CELL_MARK = re.compile("[\u3000\t|]|  ")
_SPACED = re.compile(r" +")
_SENTENCE = re.compile("[。！？；]")
_LABEL = re.compile(
    rf"^[{HAN}]{{0,6}}(?:电话|热线|手机|传真|地址|地点|邮箱|邮编|网址|网站|公众号|时间|日期|期限|范围|对象|条件|方式|办法"
    r"|人数|名额|费用|票价|价格|标准|材料|流程|联系人|咨询|主办|承办|协办|单位|内容|主题|要求|奖项)[：:]\s?\S"
)
_OFFICE = re.compile(
    rf"^[{HAN}“”《》（）]{{2,24}}(?:局|委|会|部|室|中心|公司|政府|街道|镇|社区|院|校|园|馆|站|所|队|社|处|办|协会|集团)$"
)
_LABELLED = re.compile(r"^(?![问答])[^\s：，。“”]{1,12}：[^：]")


def mark_rows(lines: list[Block]) -> None:
    """Mark the rows, the labelled lines and the signatures among `lines` as whole."""
    for is_loose, group in groupby(lines, key=_is_loose):
        if is_loose:
            _mark_loose(list(group))


def _is_loose(line: Block) -> bool:
    """Whether a line ends in no sentence: only such lines can be rows."""
    return line.kind == "text" and line.text[-1] not in _STOPS and len(line.text) <= _LONGEST


def _mark_loose(lines: list[Block]) -> None:
    for line in lines:
        line.whole = "：" in line.text[:12] and bool(_LABEL.match(line.text))
    for office, date in zip(lines, lines[1:], strict=False):
        if date.text[0].isdigit() and is_bare_date(date.text) and _OFFICE.search(office.text):
            office.whole = date.whole = True
    texts = [line.text for line in lines]
    widths = list(map(_width, texts))
    _mark_runs(lines, list(map(_is_labelled, texts)), 2)
    _mark_runs(lines, [width > 2 for width in widths], 2)
    _mark_runs(lines, [width == 2 for width in widths], 3)
    _mark_runs(lines, list(map(_pieces, texts)), 3)


def _mark_runs(lines: list[Block], kinds: Sequence[int], fewest: int) -> None:
    """Mark runs of so many lines of one kind; those of kind 0 are no rows."""
    if not any(kinds):
        return
    end = 0
    for kind, group in groupby(kinds):
        start, end = end, end + len(list(group))
        if kind and end - start >= fewest:
            for row in lines[start:end]:
                row.whole = True


def _width(text: str) -> int:
    """How many cells a line has, if it can be a row of a table."""
    if not _CELL_MARK.search(text) or _SENTENCE.search(text):
        return 0
    return len([cell for cell in _CELLS.split(text) if cell])


def _pieces(text: str) -> int:
    """How many pieces spaces part a line in; 0 where they are too few for a row."""
    if " " not in text or len(text) > _LONGEST_SPACED or _SENTENCE.search(text):
        return 0
    count = len(_SPACED.split(text))
    return count if count > 2 else 0


def _is_labelled(text: str) -> bool:
    return "：" in text[:13] and len(text) <= _LONGEST_SPACED and bool(_LABELLED.match(text))
