"""Dates and numbers as a page prints them: 2025年4月11日, 二〇二五年四月十一日, 乙巳年三月十四."""

from __future__ import annotations

import datetime
import re

_DIGITS = "〇零一二三四五六七八九"
_FIGURES = str.maketrans("○Ｏ" + _DIGITS, "000" + "0123456789")
DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?(?:年|[-./])\s?(?P<month>\d{1,2})\s?(?:月|[-./])\s?(?P<day>\d{1,2})(?:\s?日)?(?!\d)"
)
HAN_DATE = re.compile(
    rf"(?P<year>[{_DIGITS}○Ｏ]{{4}})年(?P<month>十[一二]?|[一二三四五六七八九])月"
    r"(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
WEEKDAY = re.compile(r"[（(]?(?:星期|周)[一二三四五六日天][）)]?")
SHORT_DATE = re.compile(r"\d{1,2}月\d{1,2}日[\s，,]*(?:星期|周)[一二三四五六日天]")
_STEM_AND_BRANCH = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
_LUNAR_DAY = "闰?[正一二三四五六七八九十冬腊]月[初十廿]?[一二三四五六七八九十]{1,2}"
LUNAR = re.compile(rf"(?:农历|夏历)?(?:{_STEM_AND_BRANCH})?(?:农历)?{_LUNAR_DAY}")
LUNAR_LINE = re.compile(rf"[（(]?(?:农历|夏历)?{_STEM_AND_BRANCH}{_LUNAR_DAY}[）)]?")


def is_bare_date(text: str) -> bool:
    """Whether a line is a date and no more: furniture at the head of a page, a signature's date elsewhere."""
    text = text.strip()
    return any(form.fullmatch(text) for form in (DATE, HAN_DATE, SHORT_DATE))


def han_number(text: str) -> int | None:
    """一 … 九十九 as a number."""
    tens, ten, ones = text.rpartition("十")
    try:
        low = _DIGITS.index(ones) - 1 if ones else 0
        return (((_DIGITS.index(tens) - 1) if tens else 1) * 10 if ten else 0) + low
    except ValueError:
        return None


def dates_in(text: str) -> list[datetime.date]:
    """The dates that exist, those in figures first."""
    found = [_date(int(m["year"]), int(m["month"]), int(m["day"])) for m in DATE.finditer(text)]
    for match in HAN_DATE.finditer(text):
        year = int(match["year"].translate(_FIGURES))
        found.append(_date(year, han_number(match["month"]), han_number(match["day"])))
    return [date for date in found if date]


def _date(year: int, month: int | None, day: int | None) -> datetime.date | None:
    try:
        return datetime.date(year, month or 0, day or 0)
    except ValueError:
        return None
