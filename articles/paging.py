"""Pages of a list by key, never by offset: page 5,000 costs what page 1 costs.

A page's address carries the key of the row before it, so that it stays true while rows are added.
"""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest

from articles.listed import Listed, Place

PAGE_SIZE = 20
PEOPLE_SIZE = 120

_DAY_AND_KEY = re.compile(r"(\d{4}-\d{2}-\d{2})\.(\d{1,18})")
_PINYIN_AND_KEY = re.compile(r"([^\x00]{1,200})\.(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Page:
    """Rows of one page, and the query string of the next one: empty on the last.

    `first_query` is that of the first one: what a list is narrowed to, else empty.
    """

    rows: list[Any]
    next_query: str
    is_first: bool
    first_query: str = ""


def newest(request: HttpRequest, rows: QuerySet[Any], key: str = "pk", size: int = PAGE_SIZE) -> Page:
    """Return the page of `rows`, newest first, that `?before=2025-04-11.123` names, or the first.

    `key` is the field that parts rows of one day: the article's key on a row that links to one.
    Raises Http404 where `before` is no such cursor.
    """
    cursor = request.GET.get("before", "")
    if cursor:
        day, number = _split(_DAY_AND_KEY, cursor)
        rows = rows.filter(
            Q(listed_on__lte=_date(day)), Q(listed_on__lt=_date(day)) | Q(**{f"{key}__lt": number})
        )
    found = list(rows.order_by("-listed_on", f"-{key}")[: size + 1])

    def query_after(row: Any) -> str:
        return urlencode({"before": f"{row.listed_on.isoformat()}.{getattr(row, key)}"})

    return _page(found, size, cursor, query_after)


def listed(
    request: HttpRequest, rows: Listed, kept: Mapping[str, str] | None = None, size: int = PAGE_SIZE
) -> Page:
    """Return the page of `rows`, as places, that `?before=` names as for `newest`, or the first.

    `kept` is what the address of every page carries: what `rows` are narrowed to.
    Raises Http404 where `before` is no such cursor.
    """
    cursor, after = request.GET.get("before", ""), None
    if cursor:
        day, number = _split(_DAY_AND_KEY, cursor)
        after = Place(_date(day), number)
    kept = kept or {}
    found = rows.newest(size + 1, after)
    made = _page(found, size, cursor, lambda row: urlencode({**kept, "before": f"{row.day}.{row.key}"}))
    return replace(made, first_query=urlencode(kept))


def alphabetical(request: HttpRequest, people: QuerySet[Any], size: int = PEOPLE_SIZE) -> Page:
    """Return the page of `people`, by pinyin, that `?after=wan tong.12` names, or the first.

    `?from=w` begins at a letter. Raises Http404 where `after` is no such cursor, `from` no letter.
    """
    cursor, letter = request.GET.get("after", ""), request.GET.get("from", "")
    if cursor:
        pinyin, number = _split(_PINYIN_AND_KEY, cursor)
        people = people.filter(Q(pinyin__gte=pinyin), Q(pinyin__gt=pinyin) | Q(pk__gt=number))
    elif letter:
        people = people.filter(pinyin__gte=_letter(letter))
    found = list(people.order_by("pinyin", "pk")[: size + 1])
    return _page(found, size, cursor or letter, lambda row: urlencode({"after": f"{row.pinyin}.{row.pk}"}))


def _page(found: list[Any], size: int, begun: str, query_after: Callable[[Any], str]) -> Page:
    rows = found[:size]
    return Page(rows, query_after(rows[-1]) if len(found) > size else "", not begun)


def _split(pattern: re.Pattern[str], cursor: str) -> tuple[str, int]:
    match = pattern.fullmatch(cursor)
    if match is None:
        raise Http404
    return match[1], int(match[2])


def _letter(letter: str) -> str:
    if re.fullmatch("[a-z]", letter) is None:
        raise Http404
    return letter


def _date(day: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
