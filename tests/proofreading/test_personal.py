"""Identity, mobile and bank card numbers. All are invented; their check digits are right."""

from __future__ import annotations

import pytest

from articles.proofreading import Rules, Severity, check

from .marked import bare, found

HITS = {
    "identity-number": [
        "证号⟦11010519491231002X⟧。", "证号⟦11010519491231002x⟧", "⟦110105194912310011⟧",
        "证号⟦110105 19491231 002X⟧",
        "证号⟦110105-19491231-002X⟧", "证号⟦１１０１０５１９４９１２３１００２Ｘ⟧",
        "（⟦11010519491231002X⟧）",
        "⟦11010519491231002X⟧\n⟦110105194912310011⟧",
    ],
    "mobile-number": [
        "电话⟦13812345678⟧", "电话：⟦138 1234 5678⟧", "⟦138-1234-5678⟧。", "⟦+8613812345678⟧",
        "⟦+86 138 1234 5678⟧", "Tel⟦13812345678⟧",
        "⟦１３８１２３４５６７８⟧", "⟦19912345678⟧、⟦13812345678⟧", "022-28012345 ⟦13812345678⟧",
    ],
    "bank-card": [
        "卡号⟦6222021234567890128⟧", "⟦6222 0212 3456 7890 128⟧", "⟦4111111111111111⟧",
        "卡号：⟦4111-1111-1111-1111⟧。",
        "⟦5500005555555559⟧", "卡⟦4111 1111 1111 1111⟧", "⟦４１１１１１１１１１１１１１１１⟧",
        "⟦6222021234567890128⟧，⟦4111111111111111⟧",
    ],
}  # fmt: skip
MISSES = {
    "identity-number": [
        "110105194912310021", "110105194913310020", "911101051949123100", "11010519491231002X1",
        "A11010519491231002X",
        "110105********002X", "津网信备110105194912310011001号", "110105491231002",
    ],
    "mobile-number": [
        "12345", "12812345678", "022-28012345", "400-123-4567", "1381234567", "138123456789",
        "13812345678元", "13812345678.5元",
        "138****5678", "0.13812345678", "86138123456781", "MA13812345678", "95588", "2025-13812345678",
        "8613812345678",
        "第13812345678901号",
    ],
    "bank-card": [
        "6222021234567890129", "1111111111111111", "4444444444444444", "41111111111111111111",
        "411111111111111", "12010302001234",
        "91120103MA06XXXX1X", "2025031412345678", "4111,1111,1111,1111", "6222****0128",
    ],
}  # fmt: skip


@pytest.mark.parametrize(("code", "marked"), [(code, m) for code, all_ in HITS.items() for m in all_])
def test_hits_block(code: str, marked: str) -> None:
    assert found(bare(marked), code) == marked
    assert {f.severity for f in check(bare(marked)) if f.code == code} == {Severity.BLOCK}


@pytest.mark.parametrize(("code", "text"), [(code, t) for code, all_ in MISSES.items() for t in all_])
def test_misses(code: str, text: str) -> None:
    assert found(text, code) == text


def test_a_number_that_may_be_printed() -> None:
    rules = Rules(printable_numbers=frozenset({"13812345678"}))
    text = "热线138 1234 5678、+8613812345678，私人电话⟦13912345678⟧"
    assert found(bare(text), "mobile-number", rules=rules) == text
