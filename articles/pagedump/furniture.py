"""Page furniture: folios, dates, page editors, advertisement marks (norms §4).

A line is furniture when nothing but furniture pieces, separators and a short section name stands in it.
Only here are the date and the page number of a dump read.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass

from .dates import DATE, HAN_DATE, LUNAR, LUNAR_LINE, SHORT_DATE, WEEKDAY, dates_in, han_number
from .furniture_words import (
    CANDIDATE,
    DESK_START,
    DESK_WORD,
    MARK_LINE,
    MASTHEAD,
    MASTHEAD_ENDS,
    MASTHEAD_LINE,
    NUMBERED_SECTION,
    OWN_PICTURES,
    ROLE_OR_DESK,
    SECTION,
    STAFF,
    STAFF_START,
    STAFF_WORD,
)
from .names import split_names

LONGEST = 100
_LONGEST_NOTE = 18
_LONGEST_SECTION = 20
_LONG_NAME = 3
_ROOM_BESIDE_DATE = 12

_PAGE = re.compile(
    r"第?\s?(?<![A-Za-z\d])[A-Z]?(?P<number>\d{1,3})\s?版(?![面本权块画税])"
    r"|第(?P<han>[一二三四五六七八九十]{1,3})版(?![面本权块画税])|\bP(?:AGE)?\.?\s?(?P<latin>\d{1,3})\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:总)?第\s?\d{1,6}\s?期|总第\s?\d{1,6}\s?号|(?:今日|今天|本期|共)\s?[\d一二三四五六七八九十]{1,3}\s?版"
)
_NUMBER_LINE = re.compile(
    r"[\s·•.\-—–_~|]*(?:\d{1,3}|[A-D]\d{1,2}|第\s?\d{1,3}\s?页(?:[\s/，,]*共\s?\d{1,3}\s?页)?)[\s·•.\-—–_~|]*"
)
_MAIL_OR_SITE = re.compile(
    r"(?:https?://|www\.)[\w./?=&%#-]+|[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,4}"
)
_PHONE = re.compile(r"(?:\d{3,4}[-—]?)?\d{7,8}(?:[-转]\d{1,4})?")
_MARKDOWN_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_PROSE_MARKS = re.compile("[。！？；]")
_DIGIT = re.compile(r"\d")
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")
_LONE_NUMBER = re.compile(r"(?<![\w.])[A-Z]?(\d{1,2})(?![\w.])")
_BRACKETS = str.maketrans("（）()【】", "      ")
_FILLING = re.compile(r"[\s（）()《》|｜·•:：/／,，、。.\-—–_■□●◎▶]+")


@dataclass(frozen=True, slots=True)
class Furniture:
    """A furniture line, with the date and page number that it states.

    A `loose` one (a telephone, an address) is furniture only where it stands among other furniture.
    """

    date: datetime.date | None = None
    number: int | None = None
    loose: bool = False


def parse_furniture(text: str) -> Furniture | None:
    """Read a line as furniture; None when it is anything else."""
    if _WIDE_DIGIT.search(text):
        text = unicodedata.normalize("NFKC", text)
    masthead = text[-1:] in MASTHEAD_ENDS
    if len(text) > LONGEST or not (masthead or CANDIDATE.search(text)):
        return None
    if MARK_LINE.fullmatch(text) or _NUMBER_LINE.fullmatch(text) or _MARKDOWN_IMAGE.fullmatch(text):
        return Furniture()
    if masthead and MASTHEAD_LINE.fullmatch(text):
        return Furniture(loose=True)
    has_digit = bool(_DIGIT.search(text))
    if has_digit and len(text) <= _LONGEST_SECTION and (section := NUMBERED_SECTION.fullmatch(text)):
        return Furniture(None, int("".join(filter(None, section.groups())).lstrip("ABCD")) or None)
    dates = dates_in(text) if has_digit or "年" in text else []
    pages = _pages(text) if has_digit or "版" in text else []
    return _imprint(text, dates, pages) or _folio(text, dates, pages, has_digit)


def _imprint(text: str, dates: list[datetime.date], pages: list[int]) -> Furniture | None:
    """A line of page staff, or of the desk's numbers and addresses."""
    if not ROLE_OR_DESK.match(text):
        return None
    desk = None if "。" in text else DESK_START.match(text)
    if not desk and not _is_staff(text, bool(pages)):
        return None
    return Furniture(next(iter(dates), None), next(iter(pages), None), loose=bool(desk and not desk["own"]))


def _folio(text: str, dates: list[datetime.date], pages: list[int], has_digit: bool) -> Furniture | None:
    """A line of dates, pages and addresses, with room for a section and a masthead."""
    weekday = WEEKDAY.search(text)
    if dates and weekday and not _PROSE_MARKS.search(text):
        return _dated_folio(text, dates[0], pages)
    if SHORT_DATE.fullmatch(text) or LUNAR_LINE.fullmatch(text):
        return Furniture()
    mail = _MAIL_OR_SITE.search(text) if "." in text else None
    if not (pages or dates or weekday or mail or (has_digit and _ISSUE.search(text))):
        return None
    if len(_remainder(text, bool(pages))) > (_LONGEST_NOTE if mail and not dates else 0):
        return None
    return Furniture(
        next(iter(dates), None), next(iter(pages), None), loose=bool(mail and not pages and not dates)
    )


def _dated_folio(text: str, date: datetime.date, pages: list[int]) -> Furniture | None:
    """Beside date and weekday there is room for a section, a masthead and a lone page number."""
    if len(_remainder(text, bool(pages))) > _ROOM_BESIDE_DATE:
        return None
    if pages:
        return Furniture(date, pages[0])
    lone = _LONE_NUMBER.findall(DATE.sub(" ", text))
    return Furniture(date, int(lone[0]) or None if len(lone) == 1 else None)


def _is_staff(text: str, has_page: bool) -> bool:
    """Page staff: roles and nothing but names, which must be known beside words like 设计 and 策划."""
    if OWN_PICTURES.match(text):
        return not _PROSE_MARKS.search(text)
    start = STAFF_START.match(text)
    if not start or _PROSE_MARKS.search(text):
        return False
    only_names, roles = STAFF_WORD.subn(" ", text)
    only_names = DESK_WORD.sub(" ", only_names)
    has_colon = start.group()[-1] in "：:/／|｜丨"
    if not start["plain"] and not has_colon and roles == 1 and len(only_names.strip()) < _LONG_NAME:
        return False
    if _are_names(only_names, guess=bool(start["plain"]) and has_colon):
        return True
    return not start["plain"] and not _remainder(text, has_page)


def _are_names(text: str, *, guess: bool) -> bool:
    """Whether a text holds names alone. `guess` accepts unknown surnames too."""
    names = split_names(_MAIL_OR_SITE.sub(" ", _PHONE.sub(" ", text)).translate(_BRACKETS), 0, len(text))
    return bool(names) and all(name.known or guess for name in names or ())


def _remainder(text: str, has_page: bool) -> str:
    """What is left of a line once every furniture piece is taken out."""
    for piece in (MASTHEAD, _MAIL_OR_SITE, DATE, HAN_DATE, WEEKDAY, _ISSUE, LUNAR):
        text = piece.sub(" ", text)
    if has_page:
        text = _PAGE.sub("版", text)
        text = SECTION.sub(" ", text, count=1).replace("版", " ")
    text = _PHONE.sub(" ", text)
    if rest := _FILLING.sub("", text):
        rest = _FILLING.sub("", DESK_WORD.sub(" ", STAFF.sub(_without_staff, text)))
    return rest


def _without_staff(match: re.Match[str]) -> str:
    return " " if _are_names(match["names"], guess=False) else match.group()


def _pages(text: str) -> list[int]:
    numbers = []
    for match in _PAGE.finditer(_ISSUE.sub(" ", text)):
        number = han_number(match["han"]) if match["han"] else int(match["number"] or match["latin"])
        if number:
            numbers.append(number)
    return numbers
