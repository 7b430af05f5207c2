"""A headline in the middle of another article's sentence before; over its own text after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

from .pages import codes, outline

SCHOOL = "## 石桥镇老年大学春季班正式开班\n\n■ 通讯员 王明\n\n近日，石桥镇老年大学春季班正式开班。"
BATHING = "■ 通讯员 李宁\n\n日前，云港区首个长者助浴服务点揭牌，服务周边老人。"
TITLE = "云港区首个长者助浴服务点揭牌"
AFTER = """\
headline: 石桥镇老年大学春季班正式开班
by: 王明/通讯员
  近日，石桥镇老年大学春季班正式开班。一百名学员分成四个班，课程有书法、合唱和太极拳，每周两次。
headline: 云港区首个长者助浴服务点揭牌
by: 李宁/通讯员
  日前，云港区首个长者助浴服务点揭牌，服务周边老人。"""


def page(cut: str, intruder: str, rest: str, below: str = BATHING) -> str:
    """A sentence cut by a heading, and another text below it."""
    return f"{SCHOOL}{cut}\n\n{intruder}\n\n{rest}\n\n{below}"


@pytest.mark.parametrize("mark", ["## ", "### ", "**", ""])
@pytest.mark.parametrize(
    ("cut", "rest"),
    [
        ("一百名学员分成四个班，课程有书法、", "合唱和太极拳，每周两次。"),
        ("一百名学员分成四", "个班，课程有书法、合唱和太极拳，每周两次。"),
    ],
)
def test_the_sentence_is_whole_and_the_headline_at_home(mark: str, cut: str, rest: str) -> None:
    intruder = f"**{TITLE}**" if mark == "**" else mark + TITLE
    text = page(cut, intruder, rest)
    assert outline(text) == AFTER
    assert sorted(codes(parse(text))) == ["displaced-headline", "joined-lines"]


def test_the_notice_says_where_the_headline_stood() -> None:
    _, story = parse(page("一百名学员分成四", f"## {TITLE}", "个班，每周两次。")).stories
    assert [(notice.line, notice.message) for notice in story.notices] == [
        (7, f"标题“{TITLE}”夹在另一篇的正文里（第 7 行），按内容归到这篇，请核对")
    ]


@pytest.mark.parametrize(
    ("cut", "intruder", "below"),
    [
        ("一百名学员分成四", "## 课堂搬到家门口", BATHING),
        ("一百名学员分成四", f"## {TITLE}", f"## 让老人舒心\n\n{BATHING}"),
        ("一百名学员分成四", f"## {TITLE}", ""),
        ("一百名学员分成四", "## 老年大学春季班开班首日", BATHING),
    ],
)
def test_without_a_text_that_misses_it_and_a_cut_sentence_a_heading_stays(
    cut: str, intruder: str, below: str
) -> None:
    stories = parse(page(cut, intruder, "个班，课程有书法、合唱和太极拳。", below)).stories
    assert not any("夹在" in notice.message for story in stories for notice in story.notices)
    assert all("成四个班，课程" not in paragraph.text for story in stories for paragraph in story.body)


def test_a_heading_after_a_whole_sentence_cuts_none() -> None:
    text = page("一百名学员分成四个班。", f"#### {TITLE}", "课程每周两次。", "")
    bathing, school = parse(f"{BATHING}\n\n{text}").stories
    assert [paragraph.text for paragraph in school.body][1:] == ["课程每周两次。"]
    assert [notice.message for notice in bathing.notices] == [
        f"标题“{TITLE}”原在第 11 行，按内容相似归到这篇稿件，请核对"
    ]
