"""Furniture lines, with the date and page that they give (norms §4)."""

from __future__ import annotations

import datetime

import pytest

from articles.pagedump import parse
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
    "03 要闻": (None, 3),
    "要闻 A03": (None, 3),
    "B03·副刊": (None, 3),
    "第03版要闻": (None, 3),
    "总第1234期 今日8版": (None, None),
    "CN11-0000": (None, None),
    "2025年4月11日 星期五 农历乙巳年三月十四": (DAY, None),
    "农历乙巳年三月十四": (None, None),
    "第3页 共8页": (None, None),
    "责编丨王小明": (None, None),
    "责编 向洋": (None, None),
    "本版编辑王小明": (None, None),
    "一版责编：王小明 二版责编：李四": (None, None),
    "一审：王小明 二审：李四 三审：张三": (None, None),
    "责编：王小明 E-mail：news@yungang.example": (None, None),
    "副刊投稿邮箱：news@yungang.example": (None, None),
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
        "养老服务热线开通",
        "校对人生",
        "校对 一份责任",
        "版画展开幕",
        "第三版《家谱》出版",
        "第三版块启动",
        "第3版看点",
        "2025年4月11日，我区召开会议",
        "策划：让春天更美好",
        "统筹：安全发展",
        "24 小时",
        "3 社区",
        "民生10件实事",
    ],
)
def test_other_lines(line: str) -> None:
    assert parse_furniture(line) is None


@pytest.mark.parametrize(
    "line", ["联系电话：022-12345678", "地址：人民路1号", "www.yungang.example", "云港日报"]
)
def test_what_an_article_may_say_too_is_loose(line: str) -> None:
    found = parse_furniture(line)
    assert found is not None
    assert found.loose


CONTACT = "电话：022-12345678"
HEAD = "## 云港区部署工作\n\n■ 通讯员 王明\n\n"


@pytest.mark.parametrize(
    ("text", "body"),
    [
        (f"{HEAD}欢迎咨询。\n\n{CONTACT}\n\n活动结束。", ["欢迎咨询。", CONTACT, "活动结束。"]),
        (f"{HEAD}方式如下：\n\n{CONTACT}\n\n责编 李四", ["方式如下：", CONTACT]),
        (f"{HEAD}时间：4月15日\n地点：区文化馆\n{CONTACT}", ["时间：4月15日", "地点：区文化馆", CONTACT]),
        (f"{HEAD}活动结束。\n\n{CONTACT}", ["活动结束。"]),
        (f"{HEAD}活动结束。\n\n责编 李四\n\n{CONTACT}\n\n第二段。", ["活动结束。", "第二段。"]),
        (f"第3版\n{CONTACT}\n\n{HEAD}活动结束。", ["活动结束。"]),
    ],
)
def test_a_telephone_is_text_inside_an_article(text: str, body: list[str]) -> None:
    (story,) = parse(text).stories
    assert [paragraph.text for paragraph in story.body] == body


def test_an_impossible_date_is_none() -> None:
    found = parse_furniture("第3版 2025年13月41日")
    assert found is None or found.date is None
