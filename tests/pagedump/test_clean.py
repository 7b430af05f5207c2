"""Characters before and after cleaning."""

from __future__ import annotations

import pytest

from articles.pagedump.chars import is_plain
from articles.pagedump.clean import clean, hidden_notices, strip_unseen
from articles.pagedump.decode import unify_lines


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("日前,区里召开会议;大家说:好!", "日前，区里召开会议；大家说：好！"),
        ("通用智能(AGI)与首席技术官(CTO)", "通用智能（AGI）与首席技术官（CTO）"),
        ("CTO(首席技术官)到会", "CTO（首席技术官）到会"),
        ("“收到”,他说,“谢谢”", "“收到”，他说，“谢谢”"),
        ("10:30开始,共4+4+1项,3.8万人,1,200元", "10:30开始，共4+4+1项，3.8万人，1,200元"),
        ("call f(x), then g(y); ok?", "call f(x), then g(y); ok?"),
        ("网址http://a.cn:80/", "网址http://a.cn:80/"),
        ("覆盖率100%,同比", "覆盖率100%，同比"),
        ("全\u200b区\u202e\ufeff", "全区"),
        ("一\xa0二", "一 二"),
        ("祝青\u2f72\uf9fd\U000e0100", "祝青禾什"),
        ("甲\u3164乙\ufe0f丙\U000e0041", "甲乙丙"),
        ("\ufa0e\u2e85", "\ufa0e\u2e85"),
    ],
)
def test_clean(before: str, after: str) -> None:
    assert clean(before) == after


def test_nothing_is_to_be_done_about_what_is_plain() -> None:
    plain = "".join(filter(is_plain, map(chr, range(0x20000))))
    assert strip_unseen(unify_lines(plain)) == (plain, [])
    assert not set("\n 中文，“”（）·—…■①a1\u3000") - set(plain)


def test_hidden_characters_are_noted_by_line() -> None:
    notices = hidden_notices("一\n二\u200b\n三\u202e")
    assert [(notice.line, notice.message[:7]) for notice in notices] == [
        (2, "已去掉不可见字"),
        (3, "已去掉双向控制"),
    ]


def test_look_alikes_are_noted_once_where_the_first_one_stands() -> None:
    text, (notice,) = strip_unseen("一\n\u2f42\u2f63\n\u2f09童")
    assert text == "一\n文生\n儿童"
    assert (notice.code, notice.line) == ("look-alike-character", 2)
    assert notice.message == "有 3 处形近的部首或兼容字已改为通用字，如“\u2f42”改为“文”，请核对"


def test_a_plain_text_is_handed_back_as_it_is() -> None:
    text = "一\u3000二\n三"
    assert strip_unseen(text) == (text, [])
    assert strip_unseen("\ufa0e") == ("\ufa0e", [])
