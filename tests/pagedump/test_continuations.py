"""Articles that jump from page to page."""

from __future__ import annotations

from articles.pagedump import parse

from .places import characters_in, characters_out

THREE_PAGES = """第1版

## 河堤改造

本报讯（记者 王明）河堤改造分三步。第一步是清淤。（下转第二版）

第2版

## 河堤改造

（上接第一版）第二步是护坡。（下转第三版）

第3版

## 河堤改造

（上接第二版）第三步是绿化。"""

IN_A_RING = """## 甲处通车

（上接第二版）甲处今日通车。（下转第二版）

## 乙处通车

（上接第一版）乙处明日通车。（下转第一版）"""


def test_an_article_may_jump_twice() -> None:
    (story,) = parse(THREE_PAGES).stories
    assert [paragraph.text for paragraph in story.body] == [
        "河堤改造分三步。第一步是清淤。",
        "第二步是护坡。",
        "第三步是绿化。",
    ]


def test_articles_that_jump_to_each_other_are_not_lost() -> None:
    assert characters_out(parse(IN_A_RING)) == characters_in(IN_A_RING)
