"""Headlines before, set together apart from their texts; each over its own text after."""

from __future__ import annotations

import pytest

from articles.pagedump import parse

from .pages import codes

SCHOOL = ("石桥镇老年大学春季班正式开班", "近日，石桥镇老年大学春季班正式开班，一百名学员走进课堂。")
BATHING = ("云港区首个长者助浴服务点揭牌", "日前，云港区首个长者助浴服务点揭牌，服务周边老人。")
DRILL = ("青禾街道开展防汛应急演练", "4月11日，青禾街道开展防汛应急演练，检验队伍和物资。")
STREET = ("晨光里的老街", "天一亮，街口的铺子就一家接一家开了门。")
SOUP = ("一碗热汤", "灶台边，母亲守了一夜的火，锅盖一直没有揭开。")
LANE = ("小巷书声", "放学以后，院子里坐满了做功课的孩子。")
NAMES = ("王明", "李宁", "孙宁")


def page(headings: list[str], texts: list[str], mark: str = "## ") -> str:
    """All headlines first and all signed texts after them."""
    signed = [f"■ 通讯员 {name}\n\n{text}" for name, text in zip(NAMES, texts, strict=False)]
    return "\n\n".join([*(mark + heading for heading in headings), *signed])


def headlines(text: str) -> dict[str, str]:
    """The headline of every text."""
    return {story.body[0].text: story.headline for story in parse(text).stories if story.body}


@pytest.mark.parametrize("mark", ["## ", "# ", ""])
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_headlines_go_to_the_texts_that_resemble_them(mark: str, order: tuple[int, ...]) -> None:
    articles = [SCHOOL, BATHING, DRILL]
    text = page([title for title, _ in articles], [articles[i][1] for i in order], mark)
    assert headlines(text) == {body: title for title, body in articles}
    moved = [n for s in parse(text).stories for n in s.notices if n.code == "displaced-headline"]
    assert len(moved) >= 2
    assert all("按内容相似" in n.message or "隔着" in n.message for n in moved)


def test_what_resembles_nothing_goes_by_order() -> None:
    articles = [STREET, SOUP, LANE]
    text = page([title for title, _ in articles], [body for _, body in articles])
    assert headlines(text) == {body: title for title, body in articles}
    assert [n.message for s in parse(text).stories for n in s.notices] == [
        "标题“晨光里的老街”与正文之间隔着别的标题，请核对是否是这篇稿件的标题",
        "标题“一碗热汤”原在第 3 行，按先后次序归到这篇稿件，请核对",
        "标题“小巷书声”原在第 5 行，按先后次序归到这篇稿件，请核对",
    ]


def test_likeness_goes_before_order() -> None:
    text = page([STREET[0], BATHING[0], SOUP[0]], [BATHING[1], STREET[1], SOUP[1]])
    assert headlines(text) == {body: title for title, body in (BATHING, STREET, SOUP)}


def test_a_headline_below_all_texts_goes_back_to_the_first() -> None:
    text = (
        f"■ 通讯员 王明\n\n{SCHOOL[1]}\n\n## {BATHING[0]}\n\n■ 通讯员 李宁\n\n{BATHING[1]}\n\n## {SCHOOL[0]}"
    )
    assert headlines(text) == {body: title for title, body in (SCHOOL, BATHING)}


@pytest.mark.parametrize(
    ("headings", "texts"), [([STREET, SOUP], [STREET, SOUP, LANE]), ([STREET, SOUP, LANE], [STREET, SOUP])]
)
def test_nothing_goes_by_order_where_the_numbers_differ(
    headings: list[tuple[str, str]], texts: list[tuple[str, str]]
) -> None:
    text = page([title for title, _ in headings], [body for _, body in texts])
    assert list(headlines(text).values())[1:] == [""] * (len(texts) - 1)
    assert "displaced-headline" not in codes(parse(text))


@pytest.mark.parametrize("above", ["让银龄更精彩", "春风化雨润桑榆"])
def test_a_row_over_its_own_text_stays_where_no_text_lacks_a_headline(above: str) -> None:
    text = (
        f"## {above}\n\n## {SCHOOL[0]}\n\n■ 通讯员 王明\n\n{SCHOOL[1]}\n\n"
        f"## {BATHING[0]}\n\n■ 通讯员 李宁\n\n{BATHING[1]}"
    )
    first, second = parse(text).stories
    assert above in (first.kicker, first.column)
    assert (first.headline, second.headline) == (SCHOOL[0], BATHING[0])
    assert "displaced-headline" not in codes(parse(text))
