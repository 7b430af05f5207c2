"""Cells: formulas made harmless, and everything unmade again."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.importing.tables.cells import Fault, checked, escape, from_xml, to_xml, unescape, units, written

SIGNS = "=+-@\t\r\n＝＋－＠"
NASTY = st.text(st.sampled_from(f"{SIGNS}'\"_x05Fd，1a\x07\U00020000"), max_size=12) | st.text(max_size=30)


@pytest.mark.parametrize("sign", SIGNS)
def test_what_begins_with_a_sign_of_a_formula_is_escaped(sign):
    assert escape(f"{sign}1+1") == f"'{sign}1+1"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("==1+1", "'==1+1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'90 年代", "'90 年代"),
        ("1=1", "1=1"),
        ("", ""),
        ("'", "'"),
    ],
)
def test_the_escape_and_what_looks_like_it(text, escaped):
    assert escape(text) == escaped
    assert unescape(escaped) == text


@given(NASTY)
def test_no_escaped_text_runs_and_each_comes_back(text):
    assert not escape(text).startswith(tuple(SIGNS))
    assert unescape(escape(text)) == text


@pytest.mark.parametrize(
    ("text", "held"),
    [("回车\r", "回车_x000D_"), ("_x000D_", "_x005F_x000D_"), ("铃\x07", "铃_x0007_"), ("a_x", "a_x")],
)
def test_what_xml_cannot_hold_is_written_as_workbooks_write_it(text, held):
    assert to_xml(text) == held
    assert from_xml(held) == text


@given(NASTY)
def test_every_text_comes_back_from_a_workbook(text):
    assert from_xml(to_xml(text)) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (datetime.date(2025, 3, 7), "2025-03-07"),
        (datetime.datetime(2025, 3, 7), "2025-03-07"),  # noqa: DTZ001
        (datetime.datetime(2025, 3, 7, 8, 30), "2025-03-07 08:30:00"),  # noqa: DTZ001
    ],
)
def test_values_of_a_spreadsheet_are_written_as_people_write_them(value, text):
    assert written(value) == text


@pytest.mark.parametrize("text", ["空\0字符", "半个\ud83d"])
def test_what_no_database_takes_is_a_fault(text):
    assert checked(text) == "含有空字符（NUL）或不成对的代理字符。请删去后再导入"
    assert isinstance(checked(text), Fault)


def test_a_cell_may_have_two_megabytes():
    assert not isinstance(checked("字" * (2 * 2**20 // 3)), Fault)
    assert checked("字" * (2 * 2**20 // 3 + 1)) == "超过 2 MB。请分成几篇后再导入"


def test_rare_characters_count_twice_as_they_do_in_spreadsheets():
    assert units("𠀀字") == 3
