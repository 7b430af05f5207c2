"""Headings sorted into 引题, 主题, 副题 and 栏目 (norms: headline parts).

The line that states the event is the headline; what stands above it is the kicker, below it the subhead.
A short standing title that shares nothing with the text is the column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .blocks import BOLD_LEVEL, Block
from .document import Notice
from .headings import states_event
from .likeness import folded, lede_pairs, likeness, pairs

_COLUMN_LENGTH = 16
_NAME_LENGTH = 8
_SHORT_COLUMN_LENGTH = 7
_NO_NAME = re.compile(r"[“”‘’\d：？！]|[一二三四五六七八九十]月|前夕|之际|期间|以来|之后|前后")
_BRACKETED = re.compile(r"^[【\[〔［「■●◆★☆▲◎○□※·•\s]+[^【】\[\]〔〕「」]{2,16}[】\]〕］」★☆●■◆▲※·•\s]+$")
_SET_OFF = "【】[]〔〕［］「」●■◆★☆▲◎○□※·• "
_COLUMN_WORDS = re.compile(
    "走基层|一线见闻|身边的|新征程|新时代|开新局|系列报道|特别报道|^聚焦|(?:专栏|专题|专版|进行时|巡礼|在行动|在一线|面对面|之窗"
    "|之声|风采|风采录|简讯|要闻|快讯|短讯|动态|聚焦|观察|调查|访谈|人物|故事|纪实|视点|时评|短评|评论|来信|速递|播报|扫描|集锦"
    "|榜样|关注)$"
)
_DASH = re.compile(r"^(?:——|－－|--|—)")
_ENDS_EVENT = re.compile(
    "(?:召开|举行|举办|启动|揭牌|成立|开幕|闭幕|开班|开展|完成|完工|签约|印发|开工|投用|启用|落幕|收官|上线|亮相|结业|挂牌"
    r"|开讲|开赛|开市)[”》]?(?:\s|$)"
)
_HAPPENS = re.compile("召开|举行|举办|启动|揭牌|成立|开幕|闭幕|签约|印发|开工|投用|启用")
_PLACE = re.compile("[区县市镇乡局院校委会办街道社区公司集团]")
_CLEAR = 0.6
_MOST_HEADINGS = 6


@dataclass(slots=True)
class Titles:
    """The headline parts of one article, lines of one part joined by a line feed."""

    kicker: list[str] = field(default_factory=list)
    headline: str = ""
    subhead: list[str] = field(default_factory=list)
    column: list[str] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


def sort_headings(headings: list[Block], text: str, columns: frozenset[str]) -> Titles:
    """Sort the headings of an article; `text` is its beginning, `columns` the folded titles that recur."""
    titles = Titles(notices=[_joined(block) for block in headings if block.last > block.first])
    rest = list(headings)
    while len(rest) > 1 and not rest[0].slot and _is_column(rest, text, columns):
        _take_column(rest.pop(0), columns, titles)
    if any(block.slot for block in rest):
        _sort_by_slot(rest, titles)
    elif len(rest) > 1:
        _sort_by_event(rest, text, titles)
    elif rest:
        titles.headline = rest[0].text
    return titles


def names_column(text: str) -> bool:
    """Whether a short title says of itself that it is a column's (经济观察)."""
    return len(text) <= _SHORT_COLUMN_LENGTH and bool(_COLUMN_WORDS.search(text))


def _joined(block: Block) -> Notice:
    message = f"“{block.text}”由相连的几行接成，请核对是一个标题，还是引题、主题、副题各一行"
    return Notice("doubtful-heading", block.first, message)


def _take_column(head: Block, columns: frozenset[str], titles: Titles) -> None:
    titles.column.append(_bare(head.text))
    if not _is_known_column(head, columns):
        message = f"“{head.text}”按栏目处理，也可能是引题，请核对"
        titles.notices.append(Notice("doubtful-heading", head.first, message))


def _bare(text: str) -> str:
    """A column without the brackets that set it off (【今日谈】)."""
    return text.strip(_SET_OFF) if _BRACKETED.match(text) else text


def _is_known_column(head: Block, columns: frozenset[str]) -> bool:
    """Whether the title itself says that it is a standing one: it recurs, has brackets or says 专栏."""
    text = head.text
    return bool(folded(text) in columns or _BRACKETED.match(text) or _COLUMN_WORDS.search(text))


def _sort_by_slot(headings: list[Block], titles: Titles) -> None:
    for block in headings:
        if block.slot == "kicker":
            titles.kicker.append(block.text)
        elif block.slot == "subhead" or titles.headline:
            titles.subhead.append(block.text)
        else:
            titles.headline = block.text


def _sort_by_event(headings: list[Block], text: str, titles: Titles) -> None:
    scores = [_event_score(block, lede_pairs(text)) for block in headings]
    best = _by_level(headings)
    best = scores.index(max(scores)) if best is None else best
    titles.kicker = [block.text for block in headings[:best]]
    titles.headline = headings[best].text
    titles.subhead = [block.text for block in headings[best + 1 :]]
    if titles.kicker and _may_be_column(headings[0]):
        message = f"“{headings[0].text}”按引题处理，也可能是栏目，请核对"
        titles.notices.append(Notice("doubtful-heading", headings[0].first, message))
    if len(headings) > 3 or _is_close(scores):
        message = f"{len(headings)} 行标题的主次不能确定，请核对引题、主题和副题"
        titles.notices.append(Notice("doubtful-heading", headings[0].first, message))


def _by_level(headings: list[Block]) -> int | None:
    """Where Markdown gives one heading alone the highest level, it is the headline."""
    levels = [block.level for block in headings]
    top = min(levels)
    if levels.count(top) != 1 or len(headings) < 2:
        return None
    return None if _lines_far_apart(headings) else levels.index(top)


def _lines_far_apart(headings: list[Block]) -> bool:
    """A displaced heading stands elsewhere: its level says nothing about its neighbours."""
    return any(
        b.first - a.last > 4 or b.first < a.first for a, b in zip(headings, headings[1:], strict=False)
    )


def _event_score(block: Block, lede: frozenset[int]) -> float:
    if _DASH.match(block.text):
        return -9.0
    found = likeness(block.text, lede)
    score = 2.5 * found.ratio + min(found.shared, 20) / 8
    score += 1.0 * states_event(block.text) + 1.5 * bool(_ENDS_EVENT.search(block.text))
    score += 0.5 * bool(_PLACE.search(block.text)) + min(len(block.text), 24) / 48
    return score - 1.0 * _is_slogan(block.text)


def _is_slogan(text: str) -> bool:
    """Two or three pieces of one length (同心聚力 共创未来) with no event at the end."""
    pieces = text.split()
    return len(pieces) > 1 and len({len(piece) for piece in pieces}) == 1 and not _ENDS_EVENT.search(text)


def _is_close(scores: list[float]) -> bool:
    ranked = sorted(scores, reverse=True)
    return len(ranked) > 1 and ranked[0] - ranked[1] < _CLEAR


def _is_column(headings: list[Block], text: str, columns: frozenset[str]) -> bool:
    """Whether the first heading is a standing title: short, no event, unlike all that follows."""
    head, below = headings[0], headings[1]
    if folded(head.text) in columns or _BRACKETED.match(head.text):
        return True
    if _DASH.match(below.text) or _ENDS_EVENT.search(head.text) or not _is_standing(head.text):
        return False
    if _shares(head.text, [text, *(block.text for block in headings[1:_MOST_HEADINGS])]):
        return False
    if _COLUMN_WORDS.search(head.text):
        return True
    if len(head.text.split()) == 2 and states_event(below.text):
        return False
    if len(head.text) <= _SHORT_COLUMN_LENGTH and not states_event(head.text):
        return True
    return head.level < BOLD_LEVEL and head.level <= below.level and not _HAPPENS.search(head.text)


def _is_standing(text: str) -> bool:
    """Whether a title is as short as standing ones are, a name or a slogan in pieces; none is dated."""
    longest = _COLUMN_LENGTH if len(text.split()) > 1 or _COLUMN_WORDS.search(text) else _NAME_LENGTH
    return len(folded(text)) <= longest and not _NO_NAME.search(text)


def _may_be_column(head: Block) -> bool:
    """Whether a kicker has the shape of a standing title: short, in one piece, marked as a heading."""
    is_short = len(folded(head.text)) <= _COLUMN_LENGTH and len(head.text.split()) == 1
    return is_short and head.level < BOLD_LEVEL and not _ENDS_EVENT.search(head.text)


def _shares(heading: str, texts: list[str]) -> bool:
    found = likeness(heading, frozenset().union(*(pairs(heading) & lede_pairs(text) for text in texts)))
    return found.shared > 3 or found.ratio > (0.5 if len(heading) <= _SHORT_COLUMN_LENGTH else 0.25)
