"""Heads of pages in a paper's own dress."""

from __future__ import annotations

import datetime

import pytest

from articles.pagedump import parse
from articles.pagedump.pagehead import parse_page_head

DAY = datetime.date(2025, 4, 11)


@pytest.mark.parametrize(
    ("text", "date", "number"),
    [
        ("A05 深读", None, 5),
        ("A4 河埠头·副刊", None, 4),
        ("＝＝＝ 第02版 ＝＝＝", None, 2),
        ("云港报  第5版  副刊·浪花  责编/石海宁", None, 5),
        ("B2 │ 健康·服务 │ 2025/04/11", DAY, 2),
        ("第四版 | 人物 | 责编：陈宁", None, 4),
        ("2025-04-11　　第4版　　开馆特刊", DAY, 4),
        ("云港日报·要闻 4月11日", None, None),
        ("2025年4月 综合新闻 -3-", None, None),
        ("□ □ □ 云港导报 □ □ □", None, None),
        ("中华人民共和国邮政报刊登记 国内统一刊号略 今日四版", None, None),
    ],
)
def test_a_page_head_gives_its_date_and_number(
    text: str, date: datetime.date | None, number: int | None
) -> None:
    head = parse_page_head(text)
    assert head is not None
    assert (head.date, head.number) == (date, number)


@pytest.mark.parametrize(
    "text",
    [
        "第3版《家谱》出版",
        "4月11日起地铁延长运营",
        "2025年4月11日 我区召开会议",
        "青禾街道社区食堂启用",
        "晨市",
        "云港日报读者节",
        "A股",
    ],
)
def test_a_headline_is_no_page_head(text: str) -> None:
    assert parse_page_head(text) is None


def test_only_where_a_page_begins() -> None:
    page = parse("A05 深读\n\n## 晨市重新开市\n\n石桥晨市昨日重新开市。\n\nA05 深读")
    assert [notice.line for notice in page.notices if notice.code == "furniture"] == [1]
