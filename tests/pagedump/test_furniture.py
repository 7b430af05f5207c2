"""Furniture lines, with the date and page that they give (norms §4)."""

from __future__ import annotations

import datetime

import pytest

from articles.pagedump.furniture import parse_furniture

DAY = datetime.date(2025, 4, 11)
FURNITURE = {
    "03版：要闻": (None, 3),
    "第3版": (None, 3),
    "第十二版": (None, 12),
    "A3版": (None, 3),
    "要闻·3版": (None, 3),
    "2025年4月11日 星期五": (DAY, None),
    "2025-04-11 星期五": (DAY, None),
    "二〇二五年四月十一日 星期五": (DAY, None),
    "云港时报 2025年4月11日 星期五 第1版": (DAY, 1),
    "02 要闻 2025年4月11日 星期五 责编 王小明": (DAY, 2),
    "《 云港日报 》（ 2025年04月11日 02 版）": (DAY, 2),
    "责任编辑：王小明 美术编辑：李四": (None, None),
    "责编 王小明": (None, None),
    "版式设计：王明": (None, None),
    "本版制图：王明": (None, None),
    "广告": (None, None),
    "图片报道": (None, None),
    "- 3 -": (None, None),
    "news@yungang.example": (None, None),
    "新闻热线：022-12345678": (None, None),
}


@pytest.mark.parametrize(("line", "expected"), FURNITURE.items())
def test_furniture(line: str, expected: tuple[datetime.date | None, int | None]) -> None:
    found = parse_furniture(line)
    assert found is not None
    assert (found.date, found.number) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2025年全区工作会议召开",
        "编辑部的故事",
        "设计 让生活更美好",
        "广告产业园开园",
        "第3版面改革",
        "100天",
        "2月30日",
        "云港区印发3版方案",
    ],
)
def test_other_lines(line: str) -> None:
    assert parse_furniture(line) is None


def test_an_impossible_date_is_none() -> None:
    found = parse_furniture("第3版 2025年13月41日")
    assert found is None or found.date is None
