"""Headings before, away from their texts; where each belongs, or that it is doubted, after."""

from __future__ import annotations

import pytest

from articles.pagedump import Story, parse

from .pages import check, codes

SCHOOL = ("石桥镇老年大学春季班正式开班", "近日，石桥镇老年大学春季班正式开班，一百名学员走进课堂。")
BATHING = ("云港区首个长者助浴服务点揭牌", "日前，云港区首个长者助浴服务点揭牌，服务周边老人。")
DRILL = ("青禾街道开展防汛应急演练", "4月11日，青禾街道开展防汛应急演练，检验队伍和物资。")


def signed(name: str, article: tuple[str, str]) -> str:
    """A text with a byline and without its headline."""
    return f"■ 通讯员 {name}\n\n{article[1]}"


IN_ORDER = f"## {DRILL[0]}\n\n{signed('李宁', DRILL)}"


def displaced(story: Story) -> list[str]:
    """What the notices about a displaced headline say."""
    return [notice.message for notice in story.notices if notice.code == "displaced-headline"]


def test_what_stays_in_a_row_above_a_headline_that_moved_is_doubted() -> None:
    text = f"## 春风送暖 点亮万家\n\n## {SCHOOL[0]}\n\n{signed('王明', BATHING)}\n\n{signed('李宁', SCHOOL)}"
    first, second = parse(text).stories
    assert (first.headline, displaced(first)) == (
        "春风送暖 点亮万家",
        ["标题“春风送暖 点亮万家”与正文之间隔着别的标题，请核对是否是这篇稿件的标题"],
    )
    assert displaced(second) == [f"标题“{SCHOOL[0]}”原在第 3 行，按内容相似归到这篇稿件，请核对"]


def test_a_headline_straight_over_its_text_is_not_doubted() -> None:
    text = f"## {SCHOOL[0]}\n\n## {BATHING[0]}\n\n{signed('王明', BATHING)}\n\n{signed('李宁', SCHOOL)}"
    first, second = parse(text).stories
    assert [story.headline for story in (first, second)] == [BATHING[0], SCHOOL[0]]
    assert displaced(first) == []
    assert len(displaced(second)) == 1


def test_a_page_in_order_has_no_displaced_headline() -> None:
    text = "\n\n".join(
        f"## {article[0]}\n\n{signed('王明', article)}" for article in (SCHOOL, BATHING, DRILL)
    )
    assert codes(parse(text)) == []


def test_the_lines_of_a_story_do_not_reach_to_its_displaced_headline() -> None:
    text = f"## {BATHING[0]}\n\n## {SCHOOL[0]}\n\n{signed('王明', SCHOOL)}\n\n{signed('李宁', BATHING)}"
    assert [(story.first_line, story.last_line) for story in parse(text).stories] == [(3, 7), (9, 11)]


def test_an_orphan_joins_the_text_that_it_resembles() -> None:
    check(
        f"## 桑榆未晚\n\n{signed('王明', SCHOOL)}\n\n{IN_ORDER}\n\n## {SCHOOL[0]}",
        f"""
headline: {SCHOOL[0]}
subhead: 桑榆未晚
by: 王明/通讯员
  {SCHOOL[1]}
headline: {DRILL[0]}
by: 李宁/通讯员
  {DRILL[1]}
""",
    )


@pytest.mark.parametrize("again", [SCHOOL[0], f"{SCHOOL[0][:3]} {SCHOOL[0][3:]}"])
def test_a_double_is_left_out_and_told(again: str) -> None:
    text = f"## {SCHOOL[0]}\n\n{signed('王明', SCHOOL)}\n\n{IN_ORDER}\n\n## {again}"
    page = parse(text)
    assert [story.headline for story in page.stories] == [SCHOOL[0], DRILL[0]]
    assert [notice.message for notice in page.notices] == [f"重复的标题已略去：{again}"]


def test_a_double_of_a_title_that_resembles_no_text_is_one_too() -> None:
    page = parse(f"## 桑榆未晚\n\n{signed('王明', SCHOOL)}\n\n{IN_ORDER}\n\n## 桑榆未晚")
    assert [notice.code for notice in page.notices] == ["duplicate-heading"]
    assert page.unplaced == ()


def test_an_event_that_no_text_knows_is_unplaced() -> None:
    page = parse(f"## 望潮社区志愿者表彰大会隆重举行\n\n## {BATHING[0]}\n\n{signed('王明', BATHING)}")
    assert [piece.text for piece in page.unplaced] == ["望潮社区志愿者表彰大会隆重举行"]
    assert [notice.code for notice in page.notices] == ["doubtful-heading"]


def test_a_column_that_recurs_is_no_stranger() -> None:
    text = "\n\n".join(
        f"## 望潮社区志愿者表彰大会隆重举行\n\n## {article[0]}\n\n{signed('王明', article)}"
        for article in (SCHOOL, BATHING)
    )
    assert [story.column for story in parse(text).stories] == ["望潮社区志愿者表彰大会隆重举行"] * 2


def test_a_heading_inside_a_text_may_be_the_headline_of_a_text_without() -> None:
    inside = f"## 桑榆未晚\n\n{signed('王明', SCHOOL)}\n\n#### {BATHING[0]}\n\n课程每周两次。"
    first, second = parse(f"{signed('李宁', BATHING)}\n\n{inside}").stories
    assert (first.headline, second.headline) == (BATHING[0], "桑榆未晚")
    assert [paragraph.text for paragraph in second.body] == [SCHOOL[1], "课程每周两次。"]
    assert len(displaced(first)) == 1
