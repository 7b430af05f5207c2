"""The line at the head of a page in a paper's own dress: `A05 深读`, `海晏报 | 第5版 | 副刊 | 责编/A`.

Only where a page begins may words that nobody knows stand in furniture, and only beside a certain mark.
"""

from __future__ import annotations

import datetime
import re

from .chars import BYLINE_MARKS, HAN
from .dates import han_number
from .furniture import Furniture

_LONGEST = 50
_MOST_WORDS = 2
_BREAKS = re.compile(rf"[\s|│┃｜丨·•:：/／—–=＝\-_~～（）()【】\[\]{BYLINE_MARKS}]+")
_PAGE = re.compile("第?(?:[A-D]?(?P<number>\\d{1,3})|(?P<han>[一二三四五六七八九十]{1,3}))版")
_CODE = re.compile(r"[A-D](?P<number>\d{1,2})")
_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)[年./](?P<month>\d{1,2})[月./](?P<day>\d{1,2})日?")
_PARTED_DATE = re.compile(r"((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})")
_PART_OF_DATE = re.compile(
    r"(?:19|20)\d\d(?:年(?:\d{1,2}月)?)?|\d{1,2}月\d{1,2}日|(?:星期|周)[一二三四五六日天]|\d{1,3}"
)
_MASTHEAD = re.compile(f"[{HAN}]{{2,6}}报")
_IMPRINT = re.compile("国内统一(?:连续出版物|刊)号|邮政报刊登记|邮发代号")
_DASHED_NUMBER = re.compile(r"[-—–]\s?\d{1,3}\s?[-—–]")
_STAFF = re.compile("(?:责任|美术|本版|执行)?(?:编辑|责编|美编|校对|版式|主编|组版)")
_WORD = re.compile(f"[{HAN}]{{2,6}}")
_NEWS = re.compile("召开|举行|举办|启动|发布|出版|开幕|开放|揭牌|成立|开通|上线|投用|启用|起|将|获")
_KINDS = (
    ("page", _PAGE),
    ("code", _CODE),
    ("date", _DATE),
    ("part", _PART_OF_DATE),
    ("masthead", _MASTHEAD),
    ("staff", _STAFF),
    ("word", _WORD),
)


def parse_page_head(text: str) -> Furniture | None:
    """Read the first line of a page; None when it can be anything else."""
    if len(text) > _LONGEST or _NEWS.search(text):
        return None
    if _IMPRINT.search(text) and "。" not in text:
        return Furniture()
    words = [word for word in _BREAKS.split(_joined_dates(text)) if word]
    kinds = [_kind(word) for word in words]
    if not words or None in kinds or kinds.count("word") > (_MOST_WORDS + 2 * kinds.count("staff")):
        return None
    decorated = kinds == ["masthead"] and text[0] in BYLINE_MARKS
    dated = "masthead" in kinds and "part" in kinds
    numbered = "part" in kinds and _DASHED_NUMBER.search(text)
    sure = "page" in kinds or "date" in kinds or kinds[0] == "code" or dated or decorated or numbered
    return Furniture(_date(words, kinds), _number(words, kinds)) if sure else None


def _joined_dates(text: str) -> str:
    """2025-09-30 and 2025/09/30 as one word."""
    return _PARTED_DATE.sub(r"\1.\2.\3", text)


def _kind(word: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(word)), None)


def _number(words: list[str], kinds: list[str | None]) -> int | None:
    for word, kind in zip(words, kinds, strict=True):
        match = _PAGE.fullmatch(word) if kind == "page" else _CODE.fullmatch(word) if kind == "code" else None
        if match:
            han = match["han"] if kind == "page" else None
            return (han_number(han) if han else int(match["number"])) or None
    return None


def _date(words: list[str], kinds: list[str | None]) -> datetime.date | None:
    match = next((_DATE.fullmatch(w) for w, kind in zip(words, kinds, strict=True) if kind == "date"), None)
    try:
        return datetime.date(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    except ValueError:
        return None
