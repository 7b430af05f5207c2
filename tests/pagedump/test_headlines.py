"""Headings before, headline parts and doubts after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

TEXT = "\n\n■ 通讯员 王明\n\n近日，云港区石桥晨市重新开市，一百二十个摊位划了线，雨天也不用收摊。\n"


def parts(headings: str) -> tuple[str, str, str, list[str]]:
    """Return column, kicker and headline, and what is doubtful about the headings."""
    (story,) = parse(headings + TEXT).stories
    doubts = [notice.message for notice in story.notices if notice.code == "doubtful-heading"]
    return story.column, story.kicker, story.headline, doubts


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("## 石桥晨市重新开市", ("", "", "石桥晨市重新开市", [])),
        ("## 【走基层】\n\n## 石桥晨市重新开市", ("走基层", "", "石桥晨市重新开市", [])),
        ("## 民生实事进行时\n\n## 石桥晨市重新开市", ("民生实事进行时", "", "石桥晨市重新开市", [])),
        (
            "## 身边小事\n\n## 石桥晨市重新开市",
            ("身边小事", "", "石桥晨市重新开市", ["“身边小事”按栏目处理，也可能是引题，请核对"]),
        ),
        (
            "## 划了线的摊位\n\n## 石桥晨市重新开市",
            ("", "划了线的摊位", "石桥晨市重新开市", ["“划了线的摊位”按引题处理，也可能是栏目，请核对"]),
        ),
        (
            "划好一条线 安下百家心\n\n石桥晨市重新开市",
            ("", "划好一条线 安下百家心", "石桥晨市重新开市", []),
        ),
    ],
)
def test_a_guess_between_column_and_kicker_is_said_to_be_one(headings, expected):
    assert parts(headings) == expected


@pytest.mark.parametrize(
    "column", ["【今日谈】", "「今日谈」", "［今日谈］", "〔今日谈〕", "·今日谈·", "●今日谈●"]
)
def test_the_brackets_that_set_a_column_off_are_no_part_of_it(column: str) -> None:
    assert parts(f"## {column}\n\n## 石桥晨市重新开市") == ("今日谈", "", "石桥晨市重新开市", [])


@pytest.mark.parametrize(
    "kicker",
    [
        "石桥晨市",
        "开市了吗？",
        "4月聚焦",
        "云港区2025年",
        "“晨市”归来",
        "夜读有灯 阅见美好",
        "云港区召开座谈会议暨表彰大会",
        "云港区市场改造工程完工",
        "从清晨五点到上午九点的等待与守候",
    ],
)
def test_what_is_dated_asks_tells_an_event_or_shares_with_the_text_is_no_column(kicker: str) -> None:
    assert parts(f"## {kicker}\n\n## 石桥晨市重新开市")[:3] == ("", kicker, "石桥晨市重新开市")


def test_a_title_that_recurs_on_the_page_is_a_column() -> None:
    article = "## 从清晨五点到上午九点\n\n## {}\n\n■ 通讯员 王明\n\n近日，{}，周边居民都来看。"
    text = "\n\n".join(article.format(title, title) for title in ("石桥晨市重新开市", "望潮驿站正式投用"))
    assert [story.column for story in parse(text).stories] == ["从清晨五点到上午九点"] * 2


@pytest.mark.parametrize(
    ("headings", "expected"),
    [
        ("# 划了线的摊位\n\n## 石桥晨市重新开市", ("", "划了线的摊位", "石桥晨市重新开市")),
        ("### 划了线的摊位\n\n# 石桥晨市重新开市", ("划了线的摊位", "石桥晨市重新开市", "")),
        ("### 石桥晨市重新开市\n\n# 划了线的摊位", ("石桥晨市重新开市", "划了线的摊位", "")),
        (
            "### 石桥晨市重新开市\n\n# 划了线的摊位\n\n### 雨天不用收摊",
            ("石桥晨市重新开市", "划了线的摊位", "雨天不用收摊"),
        ),
        ("## 划了线的摊位\n\n## 石桥晨市重新开市", ("划了线的摊位", "石桥晨市重新开市", "")),
        ("## 石桥晨市重新开市\n\n## 划了线的摊位", ("", "石桥晨市重新开市", "划了线的摊位")),
        ("## 石桥晨市重新开市\n\n## ——云港区市场见闻", ("", "石桥晨市重新开市", "——云港区市场见闻")),
    ],
)
def test_level_decides_over_likeness(headings: str, expected: tuple[str, str, str]) -> None:
    (story,) = parse(headings + TEXT).stories
    assert (story.kicker, story.headline, story.subhead) == expected


@pytest.mark.parametrize("mark", ["", "## ", "**"])
def test_a_headline_made_of_several_lines_is_doubted(mark: str) -> None:
    end = mark.strip("# ")
    joined = f"{mark}云港区石桥晨市{end}\n{mark}重新开市{end}"
    (story,) = parse(joined + TEXT).stories
    assert story.headline == "云港区石桥晨市重新开市"
    assert [(notice.line, notice.message) for notice in story.notices] == [
        (1, "“云港区石桥晨市重新开市”由相连的几行接成，请核对是一个标题，还是引题、主题、副题各一行")
    ]
