"""How characters sound, and what spells them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.sounds import (
    MOST_SPELLINGS,
    alike,
    begins,
    closeness,
    letters,
    plain,
    readings,
    spellings,
    spells,
)


@pytest.mark.parametrize("text", ["养老", "養老", " 養 老 ", "养\u3000老"])
def test_texts_are_compared_in_one_form(text):
    assert plain(text) == "养老"
    assert plain("ＡＩ助手") == "ai助手"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("yanglao", "yanglao"),
        ("Yang Lao", "yanglao"),
        ("xi'an", "xian"),
        ("ｙｌ", "yl"),
        ("lüse", "lvse"),
        ("养老", ""),
        ("5g", ""),
        ("", ""),
    ],
)
def test_letters_of_pinyin(typed, found):
    assert letters(typed) == found


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("y", "养老"),
        ("yl", "养老"),
        ("ylao", "养老"),
        ("yangl", "养老"),
        ("yh", "银行"),
        ("cj", "长江"),
        ("zj", "长江"),
        ("xian", "西安"),
        ("xian", "先进"),
        ("aiz", "ai助手"),
        ("lvs", "绿色"),
    ],
)
def test_letters_that_begin_a_text(typed, text):
    assert begins(typed, text)


@pytest.mark.parametrize(
    ("typed", "text"), [("l", "养老"), ("ylx", "养老"), ("yal", "老养"), ("", "养老"), ("yl", "")]
)
def test_letters_that_do_not(typed, text):
    assert not begins(typed, text)


def test_only_whole_syllables_spell_all_of_a_text():
    assert spells("yanglao", "养老")
    assert spells("yinhang", "银行")
    assert not spells("yangl", "养老")
    assert not spells("yl", "养老")
    assert not spells("yanglaofuwu", "养老")
    assert not spells("", "")


def test_all_readings_of_a_name():
    assert spellings("万彤") == ["wan tong", "mo tong"]
    assert len(spellings("长行长行长行长行")) == MOST_SPELLINGS
    assert readings("，") == ("，",)


def test_which_characters_are_taken_for_one_another():
    assert {"老", "姥"} <= set(alike("佬"))
    assert "佬" not in alike("佬")
    assert {"脑", "恼"} <= set(alike("老"))  # n and l
    assert "金" in alike("京")  # in and ing
    assert "资" in alike("知")  # z and zh
    assert alike("A") == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("竟", "境", 2),
        ("长", "张", 2),
        ("金", "京", 1),
        ("纳", "拉", 1),
        ("坏", "环", 0),
        ("安", "昂", 1),
        ("a", "阿", 2),
    ],
)
def test_how_close_two_sound(one, other, expected):
    assert closeness(one, other) == closeness(other, one) == expected


@given(st.text(max_size=12))
def test_nothing_is_an_error(text):
    assert len(spellings(text)) <= MOST_SPELLINGS
    assert isinstance(begins(letters(text), text), bool)
    for letter in text:
        assert letter not in alike(letter)
