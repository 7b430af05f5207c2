"""Lines of a page that belong to no article."""

from __future__ import annotations

import datetime
import random

from tests.pagedump.rehearsal.corpus import Kind, Unit
from tests.pagedump.rehearsal.names import Staff, words

SECTIONS = words("要闻 民生 文化 副刊 综合 社会 视点 专题")
NUMERALS = "零一二三四五六七八"


def day(rng: random.Random) -> str:
    date = datetime.date(2025, 1, 6) + datetime.timedelta(days=rng.randrange(400))
    return f"{date.year}年{date.month}月{date.day}日 星期{'一二三四五六日'[date.weekday()]}"


def folio(rng: random.Random, page: int) -> str:
    section = rng.choice(SECTIONS)
    return rng.choice(
        (f"第{page}版", f"{page:02}版：{section}", f"第{page:02}版：{section}", f"第{NUMERALS[page]}版")
    )


def imprint(rng: random.Random, staff: Staff) -> str:
    a, b = staff.person(), staff.person()
    return rng.choice(
        (
            f"责任编辑：{a} 美术编辑：{b}",
            f"责任编辑：{a}　版式设计：{b}",
            f"责编 {a}",
            f"版式设计：{a}",
            f"本版制图：{a}",
        )
    )


def stray(rng: random.Random, staff: Staff) -> list[Unit]:
    """One or two lines that fell between two columns."""
    texts = [
        folio(rng, rng.randint(2, 8)),
        imprint(rng, staff),
        day(rng),
        "<!-- image -->",
        "广告",
        f"责任编辑：{staff.person()}",
    ]
    return [Unit(Kind.FURNITURE, text) for text in rng.sample(texts, rng.choice((1, 1, 2)))]
