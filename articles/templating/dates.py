"""Days and times, as readers and machines read them."""

import datetime

from django.utils import timezone
from django.utils.safestring import SafeString

from articles.metadata import linked_data

WEEKDAYS = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


def as_time(at: datetime.date) -> SafeString:
    """Return a day in a `<time>`: `2025年4月11日`; of a time, its day where the paper is."""
    day = _day(at)
    return SafeString(f'<time datetime="{day.isoformat()}">{day.year}年{day.month}月{day.day}日</time>')  # nosec B703


def as_moment(at: datetime.datetime) -> SafeString:
    """Return a time in a `<time>`: `2025-04-11 08:30`, where the paper is.

    Its attribute holds no more than seconds: HTML allows no more than thousandths of one.
    """
    local = timezone.localtime(at)
    return SafeString(f'<time datetime="{linked_data.moment(at)}">{local:%Y-%m-%d %H:%M}</time>')  # nosec B703


def iso(day: datetime.date | None) -> str:
    """Return a day as `2025-04-11`, or nothing for none."""
    return day.isoformat() if day else ""


def weekday(day: datetime.date) -> str:
    """Return the name of a day's place in the week."""
    return WEEKDAYS[day.weekday()]


def _day(at: datetime.date) -> datetime.date:
    return timezone.localtime(at).date() if isinstance(at, datetime.datetime) else at
