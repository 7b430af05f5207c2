"""Paragraphs before and after repair."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

from .pages import codes

CUT = "这段话没有写完，在纸面上就停在了这里，再也没有后"
HEAD = "## 云港区部署工作\n\n■ 通讯员 王明\n\n"


@pytest.mark.parametrize(
    ("before", "after", "notices"),
    [
        ("活动吸引众\n\n多居民参加。", ["活动吸引众多居民参加。"], ["joined-lines"]),
        ("荣获“平安社区”\n\n称号。", ["荣获“平安社区”称号。"], ["joined-lines"]),
        ("第一段写到，\n\n这里，\n\n写完。", ["第一段写到，这里，写完。"], ["joined-lines", "joined-lines"]),
        ("第一段。\n\n第二段。", ["第一段。", "第二段。"], []),
        ("他说：“好！”\n\n第二段。", ["他说：“好！”", "第二段。"], []),
        ("要求如下：\n\n第二段。", ["要求如下：", "第二段。"], []),
        ("（一）压实责任；\n\n（二）加强检查。", ["（一）压实责任；", "（二）加强检查。"], []),
        ("第一段。\n第二段。", ["第一段。", "第二段。"], []),
        ("说明。\n\n| 甲 | 乙 |\n| 1 | 2 |\n\n完毕。", ["说明。", "| 甲 | 乙 |", "| 1 | 2 |", "完毕。"], []),
        ("说明。\n\n- 周一\n- 周二\n\n完毕。", ["说明。", "- 周一", "- 周二", "完毕。"], []),
        (CUT, [CUT], ["unfinished-ending"]),
        ("第一段。\n\n臭氧增加，今年入", ["第一段。", "臭氧增加，今年入"], ["unfinished-ending"]),
        (
            "一、条件：不限。\n\n二、待遇：按规定，年",
            ["一、条件：不限。", "二、待遇：按规定，年"],
            ["unfinished-ending"],
        ),
        (
            "一、条件：不限。\n\n二、待遇：按规定，年\n\n收入八万元。",
            ["一、条件：不限。", "二、待遇：按规定，年收入八万元。"],
            ["joined-lines"],
        ),
        ("特此公告。\n\n云港区民政局", ["特此公告。", "云港区民政局"], []),
        ("布局 and 分区已经明确。", ["布局 and 分区已经明确。"], ["odd-latin"]),
        ("OpenSource and Linux是软件。", ["OpenSource and Linux是软件。"], []),
    ],
)
def test_body(before: str, after: list[str], notices: list[str]) -> None:
    page = parse(HEAD + before)
    assert [paragraph.text for story in page.stories for paragraph in story.body] == after
    assert codes(page) == notices


def test_the_join_is_reported_where_it_is() -> None:
    page = parse(HEAD + "活动吸引众\n\n多居民参加。")
    assert [notice.line for notice in page.stories[0].notices] == [7]


def test_an_indent_opens_a_paragraph() -> None:
    page = parse(HEAD + "　　活动吸引众多居民\n　　第二段。")
    assert len(page.stories[0].body) == 2
