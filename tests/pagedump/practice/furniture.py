"""What a page carries besides its articles: folios, names of editors, addresses, page numbers."""

from __future__ import annotations

import datetime
import random

from tests.pagedump.practice.people import Cast

IMAGE = "<!-- image -->"
SECTIONS = ("要闻", "综合新闻", "民生", "社会", "文化", "街镇", "经济", "教育")
WEEKDAYS = "一二三四五六日"
STRAYS = ("广告", IMAGE, IMAGE, "投稿邮箱：anlanbao@example.cn", "新闻热线：8800-1234")
NUMERALS = "零一二三四五六七八"


def day(rng: random.Random) -> datetime.date:
    return datetime.date(2024, 1, 1) + datetime.timedelta(days=rng.randrange(900))


FOLIOS = 4


def folio(form: int, number: int, date: datetime.date, section: str) -> list[list[str]]:
    """The lines at the head of a page, in groups that a blank line parts; `form` is below FOLIOS."""
    when = f"{date.year}年{date.month}月{date.day}日"
    week = f"星期{WEEKDAYS[date.weekday()]}"
    forms = (
        [[f"{number:02}版：{section}"], [f"{when} {week}"]],
        [[f"{when} {week}"], [f"{number:02}版：{section}"]],
        [[f"第{number}版"], [f"{when}　{week}"]],
        [[f"{when} {week}", f"第{number}版：{section}"]],
    )
    return forms[form]


def editors(cast: Cast) -> str:
    """Who edited and set the page."""
    first, second = cast.draw(), cast.draw()
    return cast.rng.choice(
        (
            f"责任编辑：{first} 美术编辑：{second}",
            f"责任编辑：{first}",
            f"责编 {first}",
            f"责编 {first} 版式 {second}",
            f"版式设计：{first}",
            f"责任编辑：{first}　版式设计：{second}　责任校对：{cast.draw()}",
        )
    )


def stray(rng: random.Random) -> str:
    """A line of furniture that may stand between articles."""
    return rng.choice(STRAYS)


def page_number(rng: random.Random, number: int) -> str:
    return rng.choice((f"{number}", f"{number:02}", f"— {number} —"))


def numeral(number: int) -> str:
    return NUMERALS[number]
