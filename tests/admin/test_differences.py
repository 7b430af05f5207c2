"""Two texts told in pieces, as an editor sees at once what differs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.admin import differences
from articles.admin.differences import Piece, compared
from tests.linear import MOST, growth

TEXT = st.text(alphabet="养老食堂。\n，一", max_size=40)


def pieces(before: str, after: str) -> list[Piece]:
    (difference,) = compared({"正文": (before, after)})
    assert difference.label == "正文"
    return difference.pieces


def test_what_differs_stands_between_what_both_have():
    assert pieces("早餐六元，午餐十二元。", "早餐六元，午餐十元。") == [
        Piece("", "早餐六元，午餐十"),
        Piece("del", "二"),
        Piece("", "元。"),
    ]


def test_long_stretches_that_both_have_are_cut_down():
    same = "食" * 200
    assert pieces(f"{same}甲{same}", f"{same}乙{same}") == [
        Piece("", "……" + "食" * 24),
        Piece("del", "甲"),
        Piece("ins", "乙"),
        Piece("", "食" * 24 + "……"),
    ]


def test_what_only_one_has_is_cut_where_it_is_very_long():
    assert pieces("", "食" * 3_000) == [Piece("ins", "食" * 2_000 + "……")]


@given(TEXT, TEXT)
def test_the_pieces_make_both_texts_again(before, after):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differences, "AROUND", 1_000)
        found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.tag != "ins").replace("……", "") == before
    assert "".join(piece.text for piece in found if piece.tag != "del").replace("……", "") == after


@pytest.mark.parametrize("text", ["一" * 1_000_000, "。" * 500_000, "一。" * 300_000, "一\n" * 300_000])
def test_hostile_texts_take_no_time(text):
    short = text[: len(text) // 10]
    assert growth(lambda before: pieces(before, before[:-1] + "二"), short, text) <= MOST
