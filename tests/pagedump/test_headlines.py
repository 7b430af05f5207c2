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
