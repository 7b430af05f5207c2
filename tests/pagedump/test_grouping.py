"""Title lines before, and what their places make of them after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

READING = "　　近日，云港区图书馆夜读专区正式启用，每天开放到晚上十点，读者凭证入馆。"
MORE = "　　不少读者下班以后赶来借书，馆员说座位常常坐满。"
STATION = "　　日前，望潮社区便民驿站正式投用，居民办事不用再跑远路，歇脚也有了去处。"
ThreeParts = tuple[str, str, str]
ALL: ThreeParts = ("夜读有灯", "云港区启用夜读专区", "开放到晚上十点")
NO_SUBHEAD: ThreeParts = ("夜读有灯", "云港区启用夜读专区", "")
ALONE: ThreeParts = ("", "云港区启用夜读专区", "")
NEXT: ThreeParts = ("", "望潮社区驿站投用", "家门口的服务更近了")
NEXT_ALONE: ThreeParts = ("", "望潮社区驿站投用", "")


def titles(text: str) -> list[ThreeParts]:
    """Kicker, headline and subhead of every story."""
    return [(story.kicker, story.headline, story.subhead) for story in parse(text).stories]


def page(*articles: tuple[ThreeParts, str], above: str = "", byline: str = "") -> str:
    """Three title lines over each body, empty where a part is missing."""
    return above + "\n\n".join("\n".join([*parts, *filter(None, [byline]), body]) for parts, body in articles)


@pytest.mark.parametrize("above", ["", "第3版：要闻\n", "2025年4月11日 星期五\n第3版：要闻\n"])
@pytest.mark.parametrize("byline", ["", "■ 通讯员 王明"])
@pytest.mark.parametrize("first", [ALL, NO_SUBHEAD, ALONE])
@pytest.mark.parametrize("second", [NEXT, ("便民驿站在身边", "望潮社区驿站投用", "")])
def test_the_place_of_a_title_line_says_what_it_is(
    above: str, byline: str, first: ThreeParts, second: ThreeParts
) -> None:
    text = page((first, f"{READING}\n{MORE}"), (second, STATION), above=above, byline=byline)
    assert titles(text) == [first, second]
    assert [len(story.bylines) for story in parse(text).stories] == [bool(byline)] * 2


def test_two_short_lines_over_the_first_body_alone_may_be_one_wrapped_headline() -> None:
    wrapped = page((("云港区图书馆", "夜读专区启用", ""), READING), (NEXT_ALONE, STATION))
    assert titles(wrapped) == [("", "云港区图书馆夜读专区启用", ""), NEXT_ALONE]
    assert "doubtful-heading" in [notice.code for notice in parse(wrapped).stories[0].notices]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("云港区图书馆", "夜读专区启用", ""), ("便民驿站在身边", "望潮社区驿站投用", "")),
        (("夜读有灯，照亮下班以后的路", "云港区图书馆启用夜读专区", ""), NEXT_ALONE),
        (ALL, NEXT_ALONE),
    ],
)
def test_two_lines_are_two_titles_where_others_have_two_or_they_are_long(
    first: ThreeParts, second: ThreeParts
) -> None:
    assert titles(page((first, READING), (second, STATION))) == [first, second]


@pytest.mark.parametrize(
    "text",
    [
        f"云港区启用夜读专区\n\n\n\n\n{READING}\n{MORE}",
        f"云港区启用夜读专区\n\n{READING}\n座位坐满\n{MORE}",
        f"云港区启用夜读专区\n\n■ 通讯员 王明\n\n{READING.strip()}\n\n{MORE.strip()}",
    ],
)
def test_other_pages_have_no_places_for_titles(text: str) -> None:
    assert titles(text) == [("", "云港区启用夜读专区", "")]


@pytest.mark.parametrize("width", [16, 20, 26])
def test_the_lines_of_a_hard_wrapped_paragraph_are_no_titles(width: int) -> None:
    wrapped = "\n".join(READING[at : at + width] for at in range(0, len(READING), width))
    text = page((ALL, f"{wrapped}\n{MORE}"), (NEXT, STATION))
    assert titles(text) == [ALL, NEXT]
    assert [p.text for p in parse(text).stories[0].body] == [READING.strip(), MORE.strip()]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("## 云港区图书馆\n## 夜读专区启用", ("", "云港区图书馆夜读专区启用", "")),
        ("云港区图书馆\n夜读专区启用", ("", "云港区图书馆夜读专区启用", "")),
        ("## 夜读专区启用\n## ——云港区图书馆见闻", ("", "夜读专区启用", "——云港区图书馆见闻")),
        ("### 读者凭证入馆\n## 夜读专区启用", ("读者凭证入馆", "夜读专区启用", "")),
        ("夜读有灯 阅见美好\n夜读专区启用", ("", "夜读有灯 阅见美好夜读专区启用", "")),
    ],
)
def test_heading_lines_without_a_blank_are_one_unless_something_parts_them(
    lines: str, expected: ThreeParts
) -> None:
    assert titles(f"{lines}\n\n■ 通讯员 王明\n\n{READING.strip()}") == [expected]
