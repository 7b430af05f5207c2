"""Captions and credits, taken out of the text."""

from __future__ import annotations

import pytest

from .pages import outline

STORY = "## 云港区部署工作\n\n■ 通讯员 王明\n\n近日，云港区部署工作。\n\n"
REST = "\n\n第二段在这里。"
NEXT = "\n\n## 青禾街道开展演练\n\n■ 通讯员 李宁\n\n近日，青禾街道开展演练。"


@pytest.mark.parametrize(
    ("block", "photo"),
    [
        ("\n\n海棠花开，游人如织。\n孙宁 摄", "海棠花开，游人如织。 | 孙宁/摄"),
        ("海棠花开，游人如织。\n\n孙宁 摄", "海棠花开，游人如织。 | 孙宁/摄"),
        ("海棠花开，游人如织。孙宁 摄", "海棠花开，游人如织。 | 孙宁/摄"),
        ("海棠花开，游人如织。（本报记者 孙宁摄）", "海棠花开，游人如织。 | 孙宁/摄"),
        ("<!-- image -->\n\n海棠花开。\n\n游人如织。\n\n图/孙宁", "海棠花开。 / 游人如织。 | 孙宁/图"),
        ("图①：海棠花开。\n图②：游人如织。\n通讯员供图", "图①：海棠花开。 / 图②：游人如织。 | /供图"),
        ("图1：海棠花开。\n图2：游人如织。\n孙宁 摄", "图1：海棠花开。 / 图2：游人如织。 | 孙宁/摄"),
        ("图一：海棠花开。\n\n图二：游人如织。\n\n孙宁 摄", "图一：海棠花开。 / 图二：游人如织。 | 孙宁/摄"),
        ("（图1）海棠花开。\n（图2）游人如织。孙宁 摄", "（图1）海棠花开。 / （图2）游人如织。 | 孙宁/摄"),
        ("上图：海棠花开。\n\n下图：游人如织。\n\n孙宁 摄", "上图：海棠花开。 / 下图：游人如织。 | 孙宁/摄"),
        ("①海棠花开。\n\n②游人如织。\n\n孙宁 摄", "①海棠花开。 / ②游人如织。 | 孙宁/摄"),
        ("海棠花开。孙宁 摄/光明图片", "海棠花开。 | 孙宁/摄"),
        ("海棠花开 孙宁 摄", "海棠花开 | 孙宁/摄"),
        ("海棠花开。（图片由区融媒体中心提供）", "海棠花开。 | /供图"),
        ("《海棠》（国画） 孙宁 作", "《海棠》（国画） | 孙宁/作"),
        ("图为海棠花开。", "图为海棠花开。 | "),
        ("游人在海棠公园赏花\n资料图片", "游人在海棠公园赏花 | /资料图片"),
        ("海棠花开，游人如织。\n孙宁 赵明 摄影报道", "海棠花开，游人如织。 | 孙宁/摄影报道 赵明/摄影报道"),
    ],
)
def test_inside_and_between_articles(block: str, photo: str) -> None:
    assert f"photo [0]: {photo}" in outline(STORY + block + REST + NEXT).split("\n")
    assert f"photo: {photo}" in outline(STORY + block + NEXT).split("\n")


def test_a_sentence_cut_by_a_picture_is_rejoined() -> None:
    text = STORY + "会后，各街道、各部门迅速行动\n\n\n\n海棠花开。\n孙宁 摄\n\n起来，成效明显。"
    assert "  会后，各街道、各部门迅速行动起来，成效明显。" in outline(text).split("\n")


def test_an_image_mark_is_the_room_of_one_picture() -> None:
    text = STORY + "<!-- image -->\n\n海棠花开。孙宁 摄\n\n第二段在这里。\n\n游人如织。\n赵明 摄" + NEXT
    lines = outline(text).split("\n")
    assert "  第二段在这里。" in lines
    assert "photo: 游人如织。 | 赵明/摄" in lines


def test_a_heading_over_a_picture_titles_it() -> None:
    text = "## 海棠花开\n\n游人如织，春意正浓。\n\n孙宁 摄" + NEXT
    assert "photo: 海棠花开 / 游人如织，春意正浓。 | 孙宁/摄" in outline(text)


def test_the_only_text_of_a_signed_article_is_no_caption() -> None:
    text = "## 一张老照片\n\n■ 通讯员 王明\n\n这张照片记录了当年的码头。\n\n孙宁 摄" + NEXT
    assert outline(text).startswith("headline: 一张老照片\nby: 王明/通讯员\n  这张照片记录了当年的码头。")
