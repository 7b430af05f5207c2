"""Short lines before: a poem keeps each of them, anything else does not."""

from __future__ import annotations

import pytest

from .pages import body, check

LEDE = "近日，云港区图书馆夜读专区启用，每天开放到晚上十点，读者凭证就可以入馆。"
HEAD = "## 云港区图书馆夜读专区启用\n\n■ 通讯员 王明\n\n"
FREE = ["灯火一盏一盏", "把街醒来", "挑担的人走进雾里", "秤杆抬起", "一天的分量"]
STOPPED = ["灯火一盏一盏，", "把街醒来；", "挑担的人，", "走进雾里。"]
POEM = "\n".join(FREE)
SIGNED_POEM = "headline: 晨市\nby: 陈宁/\n" + "\n".join(f"  {line}" for line in FREE)


def wrapped(text: str, width: int) -> str:
    """A text as it stands in a column so many characters wide."""
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


@pytest.mark.parametrize("lines", [FREE, STOPPED])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("byline", ["■ 陈宁", "■ 通讯员 陈宁"])
def test_every_line_of_a_poem_stands_by_itself(lines: list[str], gap: str, byline: str) -> None:
    assert body(f"## 晨市\n\n{byline}\n\n{gap.join(lines)}") == lines


def test_stanzas() -> None:
    assert body(f"## 晨市\n\n■ 陈宁\n\n{POEM}\n\n收摊以后\n街又睡了") == [*FREE, "收摊以后", "街又睡了"]


@pytest.mark.parametrize("heading", ["## 晨市", "晨市"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_title_and_name_above_a_poem_are_none_of_its_lines(heading: str, gap: str) -> None:
    check(f"{heading}\n\n陈　宁\n\n" + gap.join(FREE), SIGNED_POEM)


def test_the_headline_after_a_poem_is_none_of_its_lines() -> None:
    check(
        f"## 晨市\n\n■ 陈宁\n\n{POEM}\n\n云港区夜读专区启用\n\n■ 通讯员 王明\n\n{LEDE}",
        f"{SIGNED_POEM}\nheadline: 云港区夜读专区启用\nby: 王明/通讯员\n  {LEDE}",
    )


def test_a_stack_of_headlines_is_no_verse() -> None:
    stack = [
        *("石桥镇老年大学开班", "望潮社区便民驿站正式投用", "青禾街道长者助浴点揭牌"),
        *("石桥晨市换雨棚", "云港区防汛应急演练举行", "海棠里社区邻里文化节本周末开幕"),
    ]
    text = "\n\n".join([*stack, "云港区图书馆夜读专区启用", "■ 通讯员 王明", LEDE])
    assert body(text) == [LEDE]


@pytest.mark.parametrize("width", [9, 10, 12, 18])
def test_a_narrow_column_is_no_verse(width: int) -> None:
    assert body(HEAD + wrapped(LEDE, width)) == [LEDE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "把书架搬到家门口\n\n座位坐满的时候，馆员会在门口加几把椅子。\n\n周末加开\n\n到了周末，专区多开两个小时。",
            [
                "## 把书架搬到家门口",
                "座位坐满的时候，馆员会在门口加几把椅子。",
                "## 周末加开",
                "到了周末，专区多开两个小时。",
            ],
        ),
        (
            "不少读者下班以后从石桥镇赶来，有的排队登记，还有人带来\n\n三本书。",
            ["不少读者下班以后从石桥镇赶来，有的排队登记，还有人带来三本书。"],
        ),
    ],
)
def test_a_few_short_lines_are_no_verse(before: str, after: list[str]) -> None:
    assert body(f"{HEAD}{LEDE}\n\n{before}") == [LEDE, *after]
