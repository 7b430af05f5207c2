"""Months as tables of days, for finding an issue by its date."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from django.db.models import QuerySet

from articles.models import Article, Issue

WEEKDAYS = ("一", "二", "三", "四", "五", "六", "日")
_WEEKS = calendar.Calendar(firstweekday=calendar.MONDAY)

MonthKey = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of a month's table, with the issues of its date; `date` is None beside the month's own days."""

    date: datetime.date | None
    issues: tuple[Issue, ...] = ()

    @property
    def label(self) -> str:
        """What a link on this day is called: `3月7日，第1200期`."""
        names = "、".join(filter(None, (name_of(issue) for issue in self.issues)))
        day = f"{self.date.month}月{self.date.day}日" if self.date else ""
        return f"{day}，{names}" if names else day


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its weeks, Monday first."""

    year: int
    number: int
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def issues(self) -> list[Issue]:
        """Its issues, in the order of their days."""
        return [issue for week in self.weeks for day in week for issue in day.issues]


def months(issues: Iterable[Issue]) -> list[Month]:
    """Return the months that `issues` are of, the earliest first, each with its own issues."""
    by_day = sorted(issues, key=lambda issue: (issue.date, issue.edition))
    grouped = groupby(by_day, key=lambda issue: (issue.date.year, issue.date.month))
    return [_month(key, list(found)) for key, found in grouped]


def month_of(date: datetime.date) -> Month:
    """Return the month of `date` with the issues that citizens may read, in one query.

    It reads the days of one month alone, so that it costs the same in an archive of any size.
    """
    last = calendar.monthrange(date.year, date.month)[1]
    days = (date.replace(day=1), date.replace(day=last))
    found = Issue.objects.with_content().filter(date__range=days)
    return _month((date.year, date.month), list(found))


def month_before(month: Month) -> MonthKey | None:
    """Return the last month before `month` that the paper has articles of."""
    first = datetime.date(month.year, month.number, 1)
    return _key(Article.objects.published().filter(listed_on__lt=first, issue__isnull=False).newest_first())


def month_after(month: Month) -> MonthKey | None:
    """Return the first month after `month` that the paper has articles of."""
    last = datetime.date(month.year, month.number, calendar.monthrange(month.year, month.number)[1])
    later = Article.objects.published().filter(listed_on__gt=last, issue__isnull=False)
    return _key(later.newest_first().reverse())


def name_of(issue: Issue) -> str:
    """Return what an issue is called beside its date: `晚报第1200期`; empty where it has no such name."""
    number = f"第{issue.number}期" if issue.number else ""
    return f"{issue.edition}{number}"


def _month(key: MonthKey, issues: list[Issue]) -> Month:
    of_day: dict[datetime.date, list[Issue]] = defaultdict(list)
    for issue in issues:
        of_day[issue.date].append(issue)
    weeks = (tuple(_day(key, day, of_day) for day in week) for week in _WEEKS.monthdayscalendar(*key))
    return Month(*key, weeks=tuple(weeks))


def _day(key: MonthKey, day: int, of_day: Mapping[datetime.date, list[Issue]]) -> Day:
    """The cell of a `day` of the month; 0 is one of another month."""
    if not day:
        return Day(None)
    date = datetime.date(*key, day)
    return Day(date, tuple(of_day.get(date, ())))


def _key(articles: QuerySet[Article]) -> MonthKey | None:
    date = articles.values_list("listed_on", flat=True).first()
    return (date.year, date.month) if date else None
