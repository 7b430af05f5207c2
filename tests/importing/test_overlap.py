from hypothesis import given
from hypothesis import strategies as st

from articles.importing.overlap import Span, paired

SPANS = st.lists(
    st.builds(lambda first, length: Span(first, first + length), st.integers(1, 40), st.integers(0, 9))
)


def test_a_piece_is_the_one_with_most_of_its_lines():
    assert paired([Span(1, 9), Span(11, 30)], [Span(1, 5), Span(7, 30)]) == {0: 0, 1: 1}


def test_of_two_halves_the_longer_one_is_the_piece():
    assert paired([Span(1, 20)], [Span(1, 6), Span(7, 20)]) == {1: 0}


def test_the_same_text_is_the_same_piece_wherever_its_lines_are():
    assert paired([Span(1, 9, "x")], [Span(1, 9, "y"), Span(30, 32, "x")]) == {1: 0}


def test_pieces_that_share_too_few_lines_are_no_pair():
    assert paired([Span(1, 10)], [Span(8, 30)], least=0.5) == {}


def test_of_interleaved_pieces_each_is_itself():
    jumping, inside = Span(3, 50), Span(21, 40)
    assert paired([inside], [jumping, inside], least=0.5) == {1: 0}


@given(SPANS, SPANS)
def test_each_piece_is_one_at_most_and_has_lines_in_common_with_it(old, new):
    pairs = paired(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert all(old[at].meets(new[number]) for number, at in pairs.items())


@given(SPANS)
def test_a_reading_is_itself(spans):
    apart = sorted(set(spans))
    pairs = paired(apart, apart)
    assert all(apart[at] == apart[number] for number, at in pairs.items())
    assert len(pairs) == len(apart)
