"""Short lines before, and whose name they are, if anybody's."""

from __future__ import annotations

import pytest

from articles.pagedump import parse
from articles.pagedump.authors import read_author

from .pages import check, codes

SPRING = "惊蛰一过，田里就热闹起来，家家都往地里送肥。"
SEEDS = "母亲说，种子是不等人的，天一亮就得下地去。"


@pytest.mark.parametrize(
    ("line", "name", "role"),
    [
        ("陈宁", "陈宁", ""),
        ("陈　宁", "陈宁", ""),
        ("（陈宁）", "陈宁", ""),
        ("〔陈宁〕", "陈宁", ""),
        ("（文/晓雾）", "晓雾", "文"),
        ("■陈宁", "陈宁", ""),
        ("——陈宁", "陈宁", ""),
        ("欧阳修远", "欧阳修远", ""),
        ("文/陈宁", "陈宁", "文"),
        ("文 陈宁", "陈宁", "文"),
        ("作者：陈宁", "陈宁", "作者"),
        ("撰文｜陈宁", "陈宁", "撰文"),
        ("陈宁（石桥）", "陈宁", ""),
        ("石桥 陈宁", "陈宁", ""),
        ("■晓雾", "晓雾", ""),
        ("文/晓雾", "晓雾", "文"),
    ],
)
def test_names(line: str, name: str, role: str) -> None:
    found = read_author(line)
    assert found is not None
    assert [(person.name, person.role, person.printed) for person in found.people] == [(name, role, line)]
    assert found.doubtful == (name,)


@pytest.mark.parametrize(
    "line",
    [
        *("陈", "晓雾", "文明", "金华", "读者", "高铁开通", "方便群众", "石桥晨市", "春到石桥"),
        *("小贴士", "核心阅读", "■ 记者手记", "常回家看看", "陈宁李明", "陈宁在石桥晨市等了一个上午"),
    ],
)
def test_words_that_are_no_name(line: str) -> None:
    assert read_author(line) is None


@pytest.mark.parametrize("line", ["陈宁", "## 陈宁", "### 陈宁", "**陈宁**", "石桥 陈宁"])
def test_a_name_below_a_title(line: str) -> None:
    text = f"## 春耕正当时\n\n{line}\n\n{SPRING}\n\n{SEEDS}"
    (story,) = parse(text).stories
    assert [person.name for person in story.bylines] == ["陈宁"]
    assert [paragraph.text for paragraph in story.body] == [SPRING, SEEDS]
    assert codes(parse(text)) == ["doubtful-name"]


@pytest.mark.parametrize("line", ["陈宁", "## 陈宁", "文 陈宁"])
def test_a_name_at_the_end(line: str) -> None:
    role = "文" * line.startswith("文")
    check(
        f"## 春耕正当时\n\n{SPRING}\n\n{line}\n\n## 夏收之后的麦田\n\n{SEEDS}\n\n李　明",
        f"""
        headline: 春耕正当时
        by: 陈宁/{role}
          {SPRING}
        headline: 夏收之后的麦田
        by: 李明/
          {SEEDS}
        """,
    )


def test_names_of_people_are_crossheads_in_an_article_about_them() -> None:
    crossheads = f"### 陈宁\n\n{SPRING}\n\n### 李明\n\n{SEEDS}"
    for signed in ("", "■ 通讯员 王明\n\n"):
        (story,) = parse(f"## 云港区最美家庭\n\n{signed}近日，最美家庭揭晓。\n\n{crossheads}").stories
        assert [p.text for p in story.body if p.is_crosshead] == ["陈宁", "李明"]
        assert [person.name for person in story.bylines] == ["王明"] * bool(signed)


def test_a_crosshead_that_opens_like_a_name_stays_one() -> None:
    (story,) = parse(f"## 春耕正当时\n\n■ 陈宁\n\n{SPRING}\n\n## 高粱红了\n\n{SEEDS}").stories
    assert [p.text for p in story.body if p.is_crosshead] == ["高粱红了"]


def test_an_article_that_is_signed_takes_no_second_name_at_its_end() -> None:
    (story, *_) = parse(
        f"## 春耕正当时\n\n■ 通讯员 王明\n\n{SPRING}\n\n陈宁\n\n## 夏收之后\n\n{SEEDS}"
    ).stories
    assert [person.name for person in story.bylines] == ["王明"]
