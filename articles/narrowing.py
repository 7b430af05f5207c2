"""A search as its address says it: `/search/?q=养老&topic=yanglao&since=2024-03&order=relevance`.

What cannot be read narrows nothing, and the page says so: half of it is typed by hand, and links live long.
"""

import calendar
import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict

from articles import search
from articles.filters import Choice
from articles.models import Column, Topic
from articles.search import Filters, Order
from articles.signers import public_signers
from people.models import Correspondent
from people.names import name_key

MOST_NAMESAKES = 8

_KEY = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_DAY = re.compile(r"(\d{4})[-/.年]?(?:(\d{1,2})[-/.月]?(?:(\d{1,2})日?)?)?", re.ASCII)
_NAME = re.compile(r"([^（(]+)(?:[（(](.*?)[)）]?)?")

_Slugged = TypeVar("_Slugged", Topic, Column)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Words, and what the search for them is narrowed to; nothing where a field is None."""

    typed: str
    topic: Topic | None = None
    column: Column | None = None
    person: Correspondent | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    has_photo: bool = False
    order: Order = Order.NEWEST
    notes: tuple[str, ...] = ()
    namesakes: tuple[Correspondent, ...] = ()

    @property
    def filters(self) -> Filters:
        """The same for the engine."""
        return Filters(
            topic=self.topic.pk if self.topic else None,
            column=self.column.pk if self.column else None,
            person=self.person.pk if self.person else None,
            since=self.since,
            until=self.until,
            has_photo=self.has_photo,
        )

    def address(self, **others: str) -> str:
        """Return the query string of this search, or of the one with `others` instead, blank for without."""
        values = {
            "q": self.typed,
            "topic": self.topic.slug if self.topic else "",
            "column": self.column.slug if self.column else "",
            "person": str(self.person.pk) if self.person else "",
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "photo": "1" if self.has_photo else "",
            "order": "" if self.order == Order.NEWEST else self.order.value,
        }
        return urlencode({name: value for name, value in (values | others).items() if value})

    @property
    def chosen(self) -> list[Choice]:
        """What it is narrowed to, each with the query string of the search without it."""
        labels = (
            (self.topic and f"主题：{self.topic.name}", ("topic",)),
            (self.column and f"栏目：{self.column.name}", ("column",)),
            (self.person and f"作者：{self.person.name}", ("person",)),
            (self._days, ("since", "until")),
            ("有图片" if self.has_photo else "", ("photo",)),
        )
        return [
            Choice(label, self.address(**dict.fromkeys(names, "")), is_chosen=True)
            for label, names in labels
            if label
        ]

    @property
    def without_filters(self) -> str:
        """The query string of the search for the same words in everything."""
        return self.address(**dict.fromkeys(("topic", "column", "person", "since", "until", "photo"), ""))

    @property
    def person_typed(self) -> str:
        """The author, so that the form of filters brings back the same one."""
        whole = str(self.person or "")
        return whole if len(whole) <= search.LONGEST_QUERY else whole.partition("（")[0]

    @property
    def orders(self) -> list[Choice]:
        """The orders there are."""
        return [
            Choice(label, self.address(order=value), self.order == order)
            for order, label, value in (
                (Order.NEWEST, "最新", ""),
                (Order.RELEVANCE, "标题优先", Order.RELEVANCE.value),
            )
        ]

    def reaches(self, year: int) -> bool:
        """Whether a year has days that are looked through."""
        return (self.since or _first(year)) <= _last(year) and (self.until or _last(year)) >= _first(year)

    def in_year(self, year: int) -> str:
        """Return the query string of the same search within a year, as far as it reaches into it."""
        since = max(self.since or datetime.date.min, _first(year))
        until = min(self.until or datetime.date.max, _last(year))
        return self.address(since=since.isoformat(), until=until.isoformat())

    @property
    def _days(self) -> str:
        since, until = self.since, self.until
        if since and until and (since, until) == (_first(since.year), _last(since.year)):
            return f"{since.year}年"
        if since and until:
            return _words(since) if since == until else f"{_words(since)}至{_words(until)}"
        return f"{_words(since)}起" if since else f"截至{_words(until)}" if until else ""


@dataclass(slots=True)
class _Reading:
    """An address that is being read, and what is to be said of it."""

    asked: QueryDict
    notes: list[str] = field(default_factory=list)

    def text(self, name: str) -> str:
        return search.asked_for(self.asked.get(name, ""))

    def one_of(self, name: str, what: str, things: Iterable[_Slugged]) -> _Slugged | None:
        slug = self.text(name)
        found = next((thing for thing in things if thing.slug == slug), None)
        if slug and not found:
            self.notes.append(f"没有这个{what}，所以没有按{what}筛选。")
        return found

    def days(self) -> tuple[datetime.date | None, datetime.date | None]:
        since, until = self.day("since", _first), self.day("until", _last)
        if since and until and since > until:
            self.notes.append("开始日期比结束日期晚，已经对调。")
            return self.day("until", _first), self.day("since", _last)
        return since, until

    def day(self, name: str, of: Callable[..., datetime.date]) -> datetime.date | None:
        typed = self.text(name)
        match = _DAY.fullmatch("".join(unicodedata.normalize("NFKC", typed).split()))
        try:
            day = of(*(int(part) for part in match.groups() if part)) if match else None
        except ValueError:
            day = None
        if typed and day is None:
            self.notes.append(f"“{typed[:20]}”不是日期，所以没有按它筛选。请写成 2024-03-07 这样。")
        return day

    def people(self) -> list[Correspondent]:
        """Who is meant, by key, by name, or by name and organisation; none, or several, are told."""
        typed = self.text("person")
        if not typed:
            return []
        found = list(_people(typed)[: MOST_NAMESAKES + 1])
        if not found:
            self.notes.append(f"没有叫“{typed[:20]}”的作者，所以没有按作者筛选。")
        return found


def narrowed(asked: QueryDict, topics: Iterable[Topic], columns: Iterable[Column]) -> Narrowed:
    """Return the search that the parameters of an address ask for, of these `topics` and `columns`."""
    reading = _Reading(asked)
    people = reading.people()
    since, until = reading.days()
    return Narrowed(
        reading.text("q"),
        reading.one_of("topic", "主题", topics),
        reading.one_of("column", "栏目", columns),
        people[0] if len(people) == 1 else None,
        since,
        until,
        reading.text("photo") == "1",
        Order.RELEVANCE if reading.text("order") == Order.RELEVANCE else Order.NEWEST,
        tuple(reading.notes),
        tuple(people) if len(people) > 1 else (),
    )


def _people(typed: str) -> Any:
    if _KEY.fullmatch(typed):
        return public_signers().filter(pk=typed)
    match = _NAME.fullmatch(typed)
    key = name_key(match[1]) if match else ""
    people = public_signers().with_keys([key]) if key else Correspondent.objects.none()
    return people.filter(organisation=match[2]) if match and match[2] else people.order_by("pinyin", "pk")


def _first(year: int, month: int = 1, day: int = 1) -> datetime.date:
    return datetime.date(year, month, day)


def _last(year: int, month: int = 12, day: int = 0) -> datetime.date:
    first = datetime.date(year, month, 1)
    return first.replace(day=day or calendar.monthrange(year, month)[1])


def _words(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
