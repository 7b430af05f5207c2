"""Page furniture: folios, dates, page editors, advertisement marks (norms §4).

A line is furniture when nothing but furniture pieces, separators and a short section name stands in it.
Only here are the date and the page number of a dump read.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from .chars import HAN
from .names import split_names

LONGEST = 100

_DIGITS = "〇零一二三四五六七八九"
_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?(?:年|[-./])\s?(?P<month>\d{1,2})\s?(?:月|[-./])\s?(?P<day>\d{1,2})(?:\s?日)?(?!\d)"
)
_HAN_DATE = re.compile(
    rf"(?P<year>[{_DIGITS}○Ｏ]{{4}})年(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_WEEKDAY = re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?")
_PAGE = re.compile(
    r"第?\s?(?<![A-Za-z\d])[A-Z]?(?P<number>\d{1,3})\s?版(?![面本权])"
    r"|第(?P<han>[一二三四五六七八九十]{1,3})版|\bP(?:AGE)?\.?\s?(?P<latin>\d{1,3})\b",
    re.IGNORECASE,
)
_SECTION = re.compile(rf"(?:(?<=版)|^)[\s:：·•|｜/-]*[{HAN}·•]{{2,8}}(?=[\s|｜/]|$)")
_STAFF_ROLE = (
    "(?:本版|本期|值班)?(?:责任编辑|执行编辑|美术编辑|视觉编辑|图片编辑|文字编辑|值班编辑|版面编辑|编辑|责编|美编|主编|总编辑"
    "|副总编辑|值班主任|责任校对|校对|责校|检校|版式设计|版面设计|版式|排版|组版|制版|美术设计|视觉设计|设计|统筹|策划|监制"
    "|审校|终审|审核)"
)
_STAFF_NAMES = (
    rf"(?:[{HAN}]\s[{HAN}](?![{HAN}])|[{HAN}]{{2,4}}(?:[、，,\s][{HAN}]{{2,3}}(?=[\s、，,|｜]|$))*)"
)
_STAFF = re.compile(rf"{_STAFF_ROLE}\s?[：:/／]?\s?{_STAFF_NAMES}")
_STAFF_WORD = re.compile(rf"{_STAFF_ROLE}\s?[：:/／]?")
_STAFF_START = re.compile(
    rf"^[\s（(■□◎●]*{_STAFF_ROLE}\s?(?:(?P<colon>[：:/／])|\s)|^[（(]?本版制图"
    r"|^[\s（(]*本版(?:稿件|文图|图片|摄影|文/图)"
)
_DESK_START = re.compile(
    r"^[\s■□◎●]*(?:新闻热线|热线电话|投稿邮箱|投稿热线|联系电话|广告热线|广告电话|编辑部电话|发行电话|订阅热线|电话|传真|QQ"
    r"|电子邮箱|电子信箱|邮箱|E-?mail|网址|官网|微信公众号|国内统一刊号|国内统一连续出版物号|邮发代号|总第\s?\d+期|刊号"
    r"|内部资料|准印证|社址|邮编|邮政编码)\s?[：:（(\d]",
    re.IGNORECASE,
)
_PROSE_MARKS = re.compile("[。！？；]")
_LONE_NUMBER = re.compile(r"(?<![\w.])[A-Z]?(\d{1,2})(?![\w.])")
_MARK_WORD = (
    r"广告|公益广告|分类广告|遗失声明|图片报道|图片新闻|图片说明|导读|今日导读|本版责编|今日\d{1,2}版"
    r"|版权所有.{0,30}"
)
_MARK_LINE = re.compile(rf"[（(【\[■□●·\s]*(?:{_MARK_WORD})[）)】\]■□●·\s]*")
_NUMBER_LINE = re.compile(r"[\s·•.\-—–_~|]*\d{1,3}[\s·•.\-—–_~|]*")
_MAIL_OR_SITE = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}"
)
_PHONE = re.compile(r"(?:\d{3,4}[-—]?)?\d{7,8}(?:[-转]\d{1,4})?")
_LUNAR = re.compile(
    rf"(?:农历|夏历)?(?:[{HAN}]{{2}}年)?(?:农历)?闰?[正一二三四五六七八九十冬腊]月[初十廿]?[一二三四五六七八九十]{{1,2}}"
)
_MASTHEAD = re.compile(rf"《\s?[{HAN}]{{2,8}}[报刊]\s?》")
_ISSUE = re.compile(r"(?:总)?第\s?\d{1,6}\s?期|今日\s?\d{1,2}\s?版")
_FILLING = re.compile(r"[\s（）()《》|｜·•:：/／,，、。.\-—–_■□●◎▶]+")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_CANDIDATE = re.compile(r"[\d版日编校设广告图导热邮电址网刊号@刋排制统策审监策美]|Q|P", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A furniture line, with the date and page number that it states."""

    date: datetime.date | None = None
    number: int | None = None


def parse_furniture(text: str) -> Furniture | None:
    """Read a line as furniture; None when it is anything else."""
    if len(text) > LONGEST or not _CANDIDATE.search(text):
        return None
    if _MARK_LINE.fullmatch(text) or _NUMBER_LINE.fullmatch(text) or _MARKDOWN_IMAGE.fullmatch(text):
        return Furniture()
    dates, pages = _dates(text), _pages(text)
    if _is_staff(text, bool(pages)) or _is_desk(text):
        return Furniture(next(iter(dates), None), next(iter(pages), None))
    if not (pages or dates or _MAIL_OR_SITE.search(text) or _WEEKDAY.search(text) or _ISSUE.search(text)):
        return None
    if dates and _WEEKDAY.search(text) and not _PROSE_MARKS.search(text):
        return _folio(text, dates[0], pages)
    if _remainder(text, bool(pages)):
        return None
    return Furniture(next(iter(dates), None), next(iter(pages), None))


def is_bare_date(text: str) -> bool:
    """Whether a line is a date and no more: furniture at the head of a page, a signature's date elsewhere."""
    return bool(_DATE.fullmatch(text.strip()) or _HAN_DATE.fullmatch(text.strip()))


def han_number(text: str) -> int | None:
    """一 … 九十九 as a number."""
    tens, ten, ones = text.rpartition("十")
    try:
        low = _DIGITS.index(ones) - 1 if ones else 0
        return (((_DIGITS.index(tens) - 1) if tens else 1) * 10 if ten else 0) + low
    except ValueError:
        return None


def _folio(text: str, date: datetime.date, pages: list[int]) -> Furniture | None:
    """A dated folio: beside date and weekday it has room for a section, a masthead and a lone page number."""
    rest = _remainder(text, bool(pages))
    lone = _LONE_NUMBER.findall(_DATE.sub(" ", text)) if not pages else []
    number = pages[0] if pages else int(lone[0]) if len(lone) == 1 else None
    return Furniture(date, number or None) if len(rest) <= 12 else None


def _is_staff(text: str, has_page: bool) -> bool:
    """Page staff: a role and a colon, or roles and nothing but names."""
    start = _STAFF_START.match(text)
    if not start or _PROSE_MARKS.search(text):
        return False
    if len(text) <= 24 and (start["colon"] or "本版" in start.group()):
        return True
    only_names = _STAFF_WORD.sub(" ", text)
    names = split_names(only_names, 0, len(only_names)) or []
    return (bool(names) and all(name.known for name in names)) or not _remainder(text, has_page)


def _is_desk(text: str) -> bool:
    return bool(_DESK_START.match(text)) and "。" not in text


def _remainder(text: str, has_page: bool) -> str:
    """What is left of a line once every furniture piece is taken out."""
    for piece in (_MASTHEAD, _MAIL_OR_SITE, _DATE, _HAN_DATE, _WEEKDAY, _ISSUE, _STAFF, _LUNAR):
        text = piece.sub(" ", text)
    if has_page:
        text = _PAGE.sub("版 ", text)
        text = _SECTION.sub(" ", text, count=1).replace("版", " ")
    text = _PHONE.sub(" ", text)
    return _FILLING.sub("", text)


def _dates(text: str) -> list[datetime.date]:
    found = [_date(int(m["year"]), int(m["month"]), int(m["day"])) for m in _DATE.finditer(text)]
    for match in _HAN_DATE.finditer(text):
        year = int(
            "".join(
                str(max(0, _DIGITS.index(d) - 1))
                for d in match["year"].translate({0x25CB: "〇", 0xFF2F: "〇"})
            )
        )
        found.append(_date(year, han_number(match["month"]), han_number(match["day"])))
    return [date for date in found if date]


def _date(year: int, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year, month or 0, day or 0)
    except ValueError:
        return None


def _pages(text: str) -> list[int]:
    numbers = []
    for match in _PAGE.finditer(text):
        number = han_number(match["han"]) if match["han"] else int(match["number"] or match["latin"])
        if number:
            numbers.append(number)
    return numbers
