import os

import pytest

from articles.importing.filenames import of_path, readable, shown


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"2024/01.txt", "2024/01.txt"),
        ("第1版.txt".encode(), "第1版.txt"),
        ("第1版.txt".encode("gb18030"), "第1版.txt"),
        ("一.txt".encode("gb18030"), "一.txt"),  # Would be a Cyrillic letter in UTF-8.
        (b"\xff\xff.txt", "\udcff\udcff.txt"),
        (b"", ""),
    ],
)
def test_names_are_read_as_macs_or_chinese_windows_have_written_them(raw, name):
    assert readable(raw) == name


@pytest.mark.parametrize(
    ("name", "tame"),
    [
        ("第 1\u3000版.txt", "第 1\u3000版.txt"),
        ("a\r\nb", "a[U+000D][U+000A]b"),
        ("\x1b[31m红", "[U+001B][31m红"),
        ("\u202etxt.exe", "[U+202E]txt.exe"),
        ("a\u200b\u2028\x85\0", "a[U+200B][U+2028][U+0085][U+0000]"),
        ("\udcff", "[U+DCFF]"),
    ],
)
def test_names_are_shown_on_one_line_with_nothing_unseen(name, tame):
    assert shown(name) == tame
    assert tame.encode().decode().isprintable() or "\u3000" in tame


def test_names_on_a_disk_are_read_in_the_encoding_that_they_are_in():
    assert of_path("存档/第1版.txt") == "存档/第1版.txt"
    assert of_path("café.txt") == "café.txt"
    assert of_path(os.fsdecode("存档/第1版.txt".encode("gb18030"))) == "存档/第1版.txt"
    assert of_path(os.fsdecode(b"\xff\xff\n")) == "[U+DCFF][U+DCFF][U+000A]"
