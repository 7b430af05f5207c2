"""People and times as the desk says them: who did it, today 14:05, for 3 小时."""

import datetime
from typing import Any

from django.utils import timezone


def name(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else "命令行"


def when(moment: datetime.datetime) -> str:
    """A moment as a newsroom says it: 今天 14:05, else 3 月 7 日 14:05, the year where it is another."""
    local, today = timezone.localtime(moment), timezone.localdate()
    days = {0: "今天", 1: "明天", -1: "昨天"}.get((local.date() - today).days)
    year = f"{local.year} 年 " if local.year != today.year else ""
    return f"{days or f'{year}{local.month} 月 {local.day} 日'} {local:%H:%M}"


def span(now: datetime.datetime, since: datetime.datetime | None) -> str:
    """How long something waits, in its largest unit."""
    minutes = int((now - (since or now)).total_seconds()) // 60
    if minutes < 60:
        return f"{max(minutes, 1)} 分钟"
    return f"{minutes // 60} 小时" if minutes < 48 * 60 else f"{minutes // (24 * 60)} 天"


def age(today: datetime.date, newest: datetime.date) -> str:
    return f"最新一篇是 {(today - newest).days} 天前的"
