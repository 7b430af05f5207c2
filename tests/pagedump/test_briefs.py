"""A column over several briefs before, and the column of each of them after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

from .pages import codes

DRILL = ("石桥镇开展防汛演练", "近日，石桥镇开展防汛演练，检验抢险队伍和物资。")
READING = ("望潮社区举办读书会", "日前，望潮社区举办读书会，三十名居民带来旧书交换。")
BATHING = ("青禾街道启用助浴点", "本周，青禾街道启用助浴点，服务周边二百多位老人。")
FESTIVAL = (
    "云港区举办邻里文化节",
    "近日，云港区举办邻里文化节。" + "居民搬出自家的长桌，一人一道拿手菜。" * 30,
)


def page(column: str, form: str, *briefs: tuple[str, str], byline: str = "") -> str:
    """A column and briefs below it, their headlines in one form."""
    signed = [byline] if byline else []
    blocks = [block for title, text in briefs for block in (form.format(title), *signed, text)]
    return "\n\n".join([column, *blocks])


def columns(text: str) -> list[str]:
    """The column of every story."""
    return [story.column for story in parse(text).stories]


@pytest.mark.parametrize(
    ("column", "form", "byline"),
    [
        ("## 民生简讯", "## {}", ""),
        ("## 民生简讯", "### {}", ""),
        ("# 凡人微光", "## {}", "■ 记者 王明"),
        ("**一周速览**", "**{}**", ""),
        ("民生简讯", "{}", ""),
    ],
)
def test_a_column_holds_for_every_brief_below_it(column: str, form: str, byline: str) -> None:
    text = page(column, form, DRILL, READING, BATHING, byline=byline)
    assert columns(text) == [column.strip("#* ")] * 3
    assert codes(parse(text)).count("inherited-column") == 2


def test_a_column_holds_for_briefs_whose_titles_run_in() -> None:
    briefs = "\n\n".join(f"●**{title}** {text}" for title, text in (DRILL, READING, BATHING))
    assert columns(f"民生简讯\n\n{briefs}") == ["民生简讯"] * 3


def test_an_inherited_column_says_where_it_stands() -> None:
    first, second = parse(page("## 民生简讯", "### {}", DRILL, READING)).stories
    assert "inherited-column" not in [notice.code for notice in first.notices]
    assert [n.message for n in second.notices if n.code == "inherited-column"] == [
        "栏目“民生简讯”（第 1 行）管到这一篇，请核对"
    ]


def test_a_column_over_articles_of_its_own_level_is_that_of_the_first_alone() -> None:
    assert columns(page("## 我在现场", "## {}", DRILL, READING, byline="■ 记者 王明")) == ["我在现场", ""]


def test_a_long_article_below_briefs_is_none_of_them() -> None:
    assert columns(page("## 民生简讯", "## {}", DRILL, READING, FESTIVAL)) == ["民生简讯", "民生简讯", ""]


@pytest.mark.parametrize("mark", ["# ", "## ", "#### "])
def test_a_heading_of_another_level_ends_the_briefs(mark: str) -> None:
    text = (
        page("## 民生简讯", "### {}", DRILL, READING)
        + f"\n\n{mark}{BATHING[0]}\n\n■ 记者 王明\n\n{BATHING[1]}"
    )
    assert columns(text) == ["民生简讯", "民生简讯", ""]


def test_the_next_column_takes_over() -> None:
    text = (
        page("## 民生简讯", "### {}", DRILL, READING) + "\n\n" + page("## 文化速递", "### {}", BATHING, DRILL)
    )
    assert columns(text) == ["民生简讯", "民生简讯", "文化速递", "文化速递"]
