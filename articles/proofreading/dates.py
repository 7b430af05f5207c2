"""Dates that no calendar has, and weekdays that do not match (norms §3)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from .chars import half_width
from .findings import Hit

_LONGEST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_FIGURES = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_HAN_MONTH = "十[一二]?|[一二三四五六七八九]"
_HAN_DAY = "[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_WEEKDAYS = "一二三四五六日"
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|(?=[-—–～~至]))"
    r"(?:[-—–～~至]{1,2}(?P<until>\d{1,2})日)?"
)
_NUMERIC = re.compile(
    r"(?<![\d./-])(?P<year>(?:19|20)\d\d)(?P<sign>[-./])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})(?![\d./-])"
)
_HAN_DATE = re.compile(
    rf"(?P<year>[〇○零一二三四五六七八九]{{4}})年(?P<month>{_HAN_MONTH})月(?P<day>{_HAN_DAY})日"
)
# 周 needs a bracket or the end of the word: 周一鸣 is a person, 周日常 is none.
_WEEKDAY = re.compile(
    r"(?P<before>[\s，,]{0,2}[（(]?)(?:星期|礼拜)(?P<long>[一二三四五六日天])"
    r"|[\s，,]{0,2}(?:(?P<bracket>[（(])周|周)(?P<short>[一二三四五六日])(?=[）)，,。、；\s上下中晚早凌]|$)"
)
_OLD_YEAR = re.compile(r"\d年\Z")
_LUNAR = re.compile("农历|阴历|夏历|旧历")
_OTHER_YEAR = re.compile("去年|前年|明年|后年|上年|次年|翌年|当年|同年|那年")


def find(text: str, on: datetime.date | None) -> Iterator[Hit]:
    """All hits of this family, not in order. Without `on`, a date needs its year to have a weekday."""
    plain = half_width(text)
    yield from _printed(plain, on)
    for match in _NUMERIC.finditer(plain):
        month, day = int(match["month"]), int(match["day"])
        if 1 <= month <= 12 and 1 <= day <= 31 and not _exists(int(match["year"]), month, day):
            yield _impossible(match)
    yield from _written_out(plain, on)


def _printed(text: str, on: datetime.date | None) -> Iterator[Hit]:
    """2月30日, with a year or without, and 4月28日至31日."""
    for match in _DATE.finditer(text):
        if _is_of_another_calendar(text, match.start()):
            continue
        year = int(match["year"]) if match["year"] else None
        month, last = int(match["month"]), int(match["until"] or match["day"])
        if not _exists(year, month, int(match["day"])) or not _exists(year, month, last):
            yield _impossible(match)
        else:
            yield from _weekday(text, match, year, month, last, on)


def _written_out(text: str, on: datetime.date | None) -> Iterator[Hit]:
    """二〇二五年二月三十日."""
    for match in _HAN_DATE.finditer(text):
        if _is_of_another_calendar(text, match.start()):
            continue
        year, month, day = int(match["year"].translate(_FIGURES)), _han(match["month"]), _han(match["day"])
        if not _exists(year, month, day):
            yield _impossible(match)
        else:
            yield from _weekday(text, match, year, month, day, on)


def _is_of_another_calendar(text: str, place: int) -> bool:
    """农历2月30日, and 1368年2月30日: a year that the pattern of dates does not take."""
    return bool(
        _LUNAR.search(text, max(0, place - 6), place) or _OLD_YEAR.search(text[max(0, place - 2) : place])
    )


def _weekday(
    text: str, match: re.Match[str], year: int | None, month: int, day: int, on: datetime.date | None
) -> Iterator[Hit]:
    weekday = _WEEKDAY.match(text, match.end())
    days = _candidates(text, match.start(), year, month, day, on) if weekday else []
    if not weekday or not days:
        return
    printed = weekday["long"] or weekday["short"]
    if all(_WEEKDAYS[date.weekday()] != printed.replace("天", "日") for date in days):
        right = _WEEKDAYS[days[0].weekday()]
        place = weekday.end() - 1
        message = f"{days[0].year}年{month}月{day}日是星期{right}，请核对日期或星期"
        yield Hit("wrong-weekday", place, place + 1, message, right)


def _candidates(
    text: str, place: int, year: int | None, month: int, day: int, on: datetime.date | None
) -> list[datetime.date]:
    """The days that may be meant: of the year printed, or nearest to the issue, and of a year named."""
    if year:
        return [datetime.date(year, month, day)]
    around = text[max(0, place - 60) : place]
    if not on or _OTHER_YEAR.search(around):
        return []
    named = [int(found) for found in _YEAR.findall(around)][-1:]
    nearest = sorted((on.year, on.year - 1, on.year + 1), key=lambda y: _distance(y, month, day, on))[:1]
    return [datetime.date(y, month, day) for y in nearest + named if _exists(y, month, day)]


def _distance(year: int, month: int, day: int, on: datetime.date) -> int:
    return abs((datetime.date(max(1, min(9999, year)), month, min(day, 28)) - on).days)


def _exists(year: int | None, month: int, day: int) -> bool:
    if year is None:
        return 1 <= month <= 12 and 1 <= day <= _LONGEST[month - 1]
    try:
        return bool(datetime.date(year, month, day))
    except ValueError:
        return False


def _impossible(match: re.Match[str]) -> Hit:
    return Hit("impossible-date", *match.span(), f"“{match[0]}”不存在，请核对日期")


def _han(text: str) -> int:
    """一 to 三十九 as a number."""
    tens, ten, ones = text.rpartition("十")
    low = int(ones.translate(_FIGURES)) if ones else 0
    return (int(tens.translate(_FIGURES)) if tens else 1) * 10 + low if ten else low
