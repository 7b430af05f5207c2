"""A body as it is typed: the same text that is kept of it, each character with its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.typed import as_typed, count, read_body

PIECES = st.sampled_from(
    [
        "\n",
        "\n\n",
        "## ",
        " ",
        "　",
        "食堂",
        "“好”",
        "𠮷",
        "<",
        ">",
        "&",
        "&amp;",
        "3.5%",
        "\u2028",
        "\x85",
        "\r",
    ]
)


@given(st.lists(PIECES).map("".join))
def test_what_is_read_is_what_will_be_kept(source):
    if not source.lstrip().startswith("<"):
        assert read_body(source).text == body.plain_text(body.from_source(source))


@pytest.mark.parametrize(
    "markup",
    [
        "<p>早市开张。</p>\n<h3>怎样去</h3>\n<p>坐 12 路。</p>",
        "<p>三家店：</p><ul><li>南街 A&amp;B 店</li><li>北街<strong>老</strong>店</li></ul>",
        "<table><tbody><tr><td>周一</td><td>休息</td></tr></tbody></table><p>电话<br>另告。</p>",
    ],
)
def test_a_body_that_is_in_reads_as_citizens_read_it(markup):
    assert read_body(body.to_source(markup)).text == body.plain_text(markup)


@given(st.lists(PIECES).map("".join))
def test_each_character_has_its_place(source):
    typed = read_body(source)
    for number, character in enumerate(typed.text):
        start, end = typed.place(number, number + 1)
        assert 0 <= start < end <= len(source)
        assert character == "\n" or source[start:end] == character or source[start] == "&"


def test_a_place_is_that_of_the_words_as_typed():
    source = "早市开张。\n\n## 怎样去\n\n　　坐十二路，，下车。"
    typed = read_body(source)
    at = typed.text.index("，，")
    start, end = typed.place(at, at + 2)
    assert source[start:end] == "，，"
    assert as_typed("早市，，").place(2, 4) == (2, 4)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("社区食堂开张", 6),
        ("“你好，早市！”", 8),
        ("增长 12.5%，达 3,000 万", 8),
        ("5G 与 Wi-Fi　覆盖𠮷镇", 7),
    ],
)
def test_editors_count_characters_marks_and_whole_numbers(text, length):
    assert count(text) == length
