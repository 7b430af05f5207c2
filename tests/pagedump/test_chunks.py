"""Lines without a blank between them before; paragraphs and title lines after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse
from articles.pagedump.chunks import is_short

from .pages import body, check

MARKET = "　　近日，云港区石桥晨市重新开市，一百二\n十个摊位划了线。\n"
STALLS = "　　雨天也不用收摊。\n"
STATION = "　　日前，望潮社区驿站投用，居民多了一个\n歇脚的地方。"
HEAD = "## 云港区石桥晨市重新开市\n\n■ 通讯员 王明\n\n"


@pytest.mark.parametrize(
    "text", ["公积金怎么提取", "石桥晨市开市，摊位划了线", "一、封闭时间", "云港区民政局"]
)
def test_the_shape_of_a_heading(text: str) -> None:
    assert is_short(text)


@pytest.mark.parametrize(
    "text",
    [
        *("字", "摊位划了线。", "摊位划了线，", "摊位划了线；雨天不收摊", "摊位，雨棚，路灯", "，雨天不收摊"),
        *(
            "近日，晨市重新开市",
            "他说，晨市要办下去",
            "一、地点：石桥镇",
            "问：几点开门",
            "答：六点",
            "Q1：几点开门",
        ),
        *("（作者系云港区作家协会会员）", "（原载《云港文艺》）", "（注：数据截至四月）", "长" * 61),
    ],
)
def test_sentences_questions_and_notes_have_another(text: str) -> None:
    assert not is_short(text)


def test_a_title_line_between_hard_wrapped_paragraphs_opens_an_article() -> None:
    check(
        f"云港区石桥晨市重新开市\n■ 通讯员 王明\n{MARKET}{STALLS}望潮社区驿站投用\n{STATION}",
        """
        headline: 云港区石桥晨市重新开市
        by: 王明/通讯员
          近日，云港区石桥晨市重新开市，一百二十个摊位划了线。
          雨天也不用收摊。
        headline: 望潮社区驿站投用
          日前，望潮社区驿站投用，居民多了一个歇脚的地方。
        """,
    )


def test_a_wrapped_title_between_hard_wrapped_paragraphs_is_one() -> None:
    text = f"云港区石桥晨市重新开市\n■ 通讯员 王明\n{MARKET}{STALLS}望潮社区\n便民驿站投用\n{STATION}"
    assert [story.headline for story in parse(text).stories] == [
        "云港区石桥晨市重新开市",
        "望潮社区便民驿站投用",
    ]


@pytest.mark.parametrize(
    ("lines", "after"),
    [
        (
            f"{STALLS}划线之后\n　　摊主们不再为了抢地盘半夜就来占着位子，\n也不再争吵。",
            ["雨天也不用收摊。", "## 划线之后", "摊主们不再为了抢地盘半夜就来占着位子，也不再争吵。"],
        ),
        (
            "　　摊主老周从清晨五点一直在摊前守到上午\n八点钟\n　　他说明天还来。",
            ["摊主老周从清晨五点一直在摊前守到上午八点钟", "他说明天还来。"],
        ),
    ],
)
def test_crossheads_and_last_lines_between_hard_wrapped_paragraphs(lines: str, after: list[str]) -> None:
    assert body(HEAD + MARKET + lines) == ["近日，云港区石桥晨市重新开市，一百二十个摊位划了线。", *after]


@pytest.mark.parametrize(
    "note",
    ["（作者系云港区作家协会会员）", "（原载《云港文艺》）", "（综合市民政局消息）", "（据《云港文艺》）"],
)
def test_a_note_below_an_essay_is_its_last_paragraph(note: str) -> None:
    text = (
        f"## 春耕正当时\n\n■ 陈宁\n\n惊蛰一过，田里就热闹起来。\n\n{note}\n\n## 夏收\n\n■ 李明\n\n麦子黄了。"
    )
    assert body(text) == ["惊蛰一过，田里就热闹起来。", note, "麦子黄了。"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("question", "answer"), [("问", "答"), ("Q1", "A1"), ("Q", "A")])
def test_questions_and_answers_are_paragraphs(gap: str, question: str, answer: str) -> None:
    lines = [
        f"{question}：要多久？",
        f"{answer}：三个工作日。",
        f"{question}：能网上办吗？",
        f"{answer}：可以。",
    ]
    assert body(f"## 公积金怎么提取\n\n■ 通讯员 王明\n\n{gap.join(lines)}") == lines


@pytest.mark.parametrize("width", [11, 16, 24, 38])
def test_a_hard_wrapped_paragraph_is_one_at_any_width(width: int) -> None:
    text = "近日，云港区石桥晨市重新开市，一百二十个摊位划了线，雨天也不用收摊，居民都说买菜方便了许多。"
    wrapped = "\n".join(text[at : at + width] for at in range(0, len(text), width))
    assert body(HEAD + wrapped) == [text]


def test_an_unindented_line_goes_on_with_the_sentence_above() -> None:
    assert body(f"{HEAD}　　摊主们都说晨市\n办得好\n　　明天还来。") == ["摊主们都说晨市办得好", "明天还来。"]
