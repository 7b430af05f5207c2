"""A heading inside a page before; whether it opens an article after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

OPEN = "## 云港区推进社区治理\n\n■ 通讯员 王明\n\n近年来，云港区推进社区治理，每月听取居民意见。\n\n"
TEXT = "院子里摆开竹床，老人摇着蒲扇讲古。"


def headlines(text: str) -> list[str]:
    """The headlines of a page."""
    return [story.headline for story in parse(text).stories]


def opens(heading: str, text: str = TEXT) -> bool:
    """Whether a heading below an article opens another one."""
    return len(headlines(f"{OPEN}## {heading}\n\n{text}")) == 2


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("停水公告", True),
        ("“我与云港”征文启事", True),
        ("石桥路封闭施工通告", True),
        ("夜读专区开放时间表", True),
        ("公告栏前的老人", False),
        ("一张通知书的故事", False),
        ("一、发布公告", False),
        ("温馨提示", False),
    ],
)
def test_a_public_notice_is_an_article(title: str, expected: bool) -> None:
    assert opens(title, "因管道检修，石桥镇部分小区暂停供水。") is expected


def test_below_a_public_notice_only_numbered_sections_are_its_own() -> None:
    notice = "## 停水公告\n\n因管道检修，石桥镇部分小区暂停供水。\n\n## 一、停水时间\n\n五月一日至五月三日。"
    assert headlines(f"{OPEN}{notice}\n\n## 夏夜乘凉\n\n{TEXT}") == [
        "云港区推进社区治理",
        "停水公告",
        "夏夜乘凉",
    ]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("医保怎么转移接续", "问：能网上办吗？\n\n答：可以。", True),
        ("医保怎么转移接续", "居民可以到石桥镇政务大厅办理。", False),
        ("办理材料", "问：能网上办吗？\n\n答：可以。", False),
        ("一、办理的时间和地点", "问：能网上办吗？\n\n答：可以。", False),
    ],
)
def test_a_title_between_questions_and_answers(title: str, text: str, expected: bool) -> None:
    asked = "## 公积金怎么提取\n\n问：要多久？\n\n答：三个工作日。\n\n"
    assert headlines(f"{asked}## {title}\n\n{text}") == ["公积金怎么提取"] + [title] * expected


@pytest.mark.parametrize("column", ["民生简讯", "一周速览", "文化短波"])
def test_below_a_column_of_briefs_every_heading_opens_one(column: str) -> None:
    text = f"{OPEN}## {column}\n\n## 夏夜乘凉\n\n{TEXT}\n\n## 老树开花\n\n街口的老槐树又开花了，香了半条街。"
    assert headlines(text) == ["云港区推进社区治理", "夏夜乘凉", "老树开花"]


def test_below_another_column_short_headings_are_crossheads() -> None:
    text = f"{OPEN}## 夏夜乘凉\n\n{TEXT}\n\n## 老树开花\n\n街口的老槐树又开花了，香了半条街。"
    assert headlines(text) == ["云港区推进社区治理"]


@pytest.mark.parametrize("author", ["李明", "■晓雾", "文/晓雾", "### 李明"])
def test_a_title_over_an_author_opens_an_article(author: str) -> None:
    (_, story) = parse(f"{OPEN}## 夏收\n\n{author}\n\n{TEXT}").stories
    assert (story.headline, [credit.name for credit in story.bylines]) == ("夏收", [author.lstrip("#■文/ ")])


@pytest.mark.parametrize(
    ("heading", "text", "expected"),
    [
        ("石桥晨市重新开市", "近日，石桥晨市重新开市，摊位划了线。", True),
        ("石桥晨市重新开市", "本报讯　镇上的集市又热闹起来。", True),
        ("石桥的老茶馆", "茶馆开了三十年。\n\n（记者 李宁）", True),
        ("网格里的眼睛", "网格员每天巡查。", False),
        ("什么是社区治理？", "大家的事大家商量着办。", False),
        ("记者手记", "走访一周，印象很深。", False),
        ("核心阅读", "治理是大家的事。", False),
        ("（二）建强队伍", "近日，选派二十名干部到社区工作。", False),
    ],
)
def test_signs_of_an_article_and_of_a_section(heading: str, text: str, expected: bool) -> None:
    assert opens(heading, text) is expected


def test_a_heading_of_the_articles_level_is_no_crosshead_where_those_are_deeper() -> None:
    section = "### 网格里的眼睛\n\n网格员每天巡查，问题当天上报。\n\n"
    last = f"## 石桥的老茶馆开张三十年的故事\n\n{TEXT}"
    assert len(headlines(OPEN + section + last)) == 2
    assert len(headlines(OPEN + section.replace("###", "##") + last)) == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("近日，居民来办事。", "“石桥晨市开市”作为新稿件的标题处理，请核对是否是上一篇的小标题"),
        (TEXT, "“石桥晨市开市”作为文内小标题处理，请核对是否是另一篇稿件的标题"),
    ],
)
def test_a_narrow_decision_is_told(text: str, message: str) -> None:
    *_, story = parse(f"{OPEN}## 石桥晨市开市\n\n{text}").stories
    assert [n.message for n in story.notices if n.code == "doubtful-heading"] == [message]
