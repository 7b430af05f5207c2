"""Characters before and after cleaning."""

from __future__ import annotations

import pytest

from articles.pagedump.clean import clean, hidden_notices


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
    ],
)
def test_clean(before: str, after: str) -> None:
    assert clean(before) == after


def test_hidden_characters_are_noted_by_line() -> None:
    notices = hidden_notices("一\n二\u200b\n三\u202e")
    assert [(notice.line, notice.message[:7]) for notice in notices] == [
        (2, "已去掉不可见字"),
        (3, "已去掉双向控制"),
    ]
