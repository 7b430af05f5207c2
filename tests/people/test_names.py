import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import name_key, pinyin
from tests.linear import MOST, growth


@pytest.mark.parametrize("name", ["余辉", "余 辉", "余　辉", " 余\u200b辉 ", "余\ufeff辉"])
def test_spellings_of_one_name_have_one_key(name):
    assert name_key(name) == "余辉"


def test_names_that_differ_have_two_keys():
    assert name_key("余辉") != name_key("余晖")


@pytest.mark.parametrize(("name", "expected"), [("余 辉", "yu hui"), ("A．B", "a.b"), ("", "")])
def test_names_sort_by_pinyin(name, expected):
    assert pinyin(name) == expected


@given(st.text())
def test_a_key_is_its_own_key(name):
    assert name_key(name_key(name)) == name_key(name)


@pytest.mark.parametrize("text", ["养老", "Ａ", "ﷺ", "王 ", "\u200b", "가"])
def test_the_time_taken_grows_with_what_is_taken_for_a_name(text):
    assert growth(name_key.__wrapped__, text * 2_000, text * 20_000) <= MOST
