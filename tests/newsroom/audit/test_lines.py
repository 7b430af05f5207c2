"""One event is one line, whatever people and files are called."""

import json

import pytest

from newsroom.audit.lines import line, plain

HOSTILE = {
    "line breaks": "a\r\nb\x0bc\x0cd\x85e\u2028f\u2029g",
    "colours of a terminal": "\x1b[31mred\x1b[0m\x9b31m",
    "reading order turned round": "\u202egnp.exe\u2066\u200f",
    "unseen": "王\u200b小\ufeff明\u00ad",
    "nothing at all": "\x00\x07\x7f",
    "half a character": "\ud800",
    "beyond the plane": "\U000e0041",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_name_stays_on_its_line_and_is_read_back(text):
    written = line({"username": text})
    assert written.isprintable()
    assert len(written.splitlines()) == 1
    assert json.loads(written) == {"username": text}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_the_table_shows_what_cannot_be_seen(text):
    shown = plain(text, 150)
    assert shown.isprintable()
    assert "\\" in shown


def test_what_can_be_read_stays_as_it_is():
    name = "记者 王小明（实习）é🙂"
    assert plain(name, 150) == name
    assert name in line({"username": name})


def test_a_text_is_cut_to_its_column():
    assert plain("\x00" * 100, 50) == ("\\u0000" * 100)[:50]
