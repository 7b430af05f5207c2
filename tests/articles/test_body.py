import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.pagedump import Paragraph
from tests.linear import MOST, growth


def test_paragraphs_become_html_and_crossheads_h3():
    parsed = [Paragraph("一碗热面"), Paragraph("怎样办", is_crosshead=True), Paragraph("1<2 & 3>2")]
    assert body.from_paragraphs(parsed) == "<p>一碗热面</p>\n<h3>怎样办</h3>\n<p>1&lt;2 &amp; 3&gt;2</p>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>正文</p>", "<p>正文</p>"),
        ("<script>alert(1)</script><p>正文</p>", "<p>正文</p>"),
        ('<p onclick="x()" style="color:red">正文</p>', "<p>正文</p>"),
        ('<a href="javascript:x()">去</a>', '<a rel="noopener noreferrer">去</a>'),
        ('<img src="x" onerror="x()">', ""),
    ],
)
def test_only_what_a_body_may_hold_stays(markup, expected):
    assert body.sanitise(markup) == expected


def test_plain_text_is_a_block_a_line():
    assert (
        body.plain_text("<p>甲&amp;乙</p>\n<h3>丙</h3><ul><li>丁</li><li>戊</li></ul>") == "甲&乙\n丙\n丁\n戊"
    )


def test_an_opening_is_running_text_alone():
    assert body.opening("<p>甲乙。</p>\n<h3>怎样办</h3>\n<p>丙丁。</p>", 10) == "甲乙。丙丁。"
    assert body.opening("<p>甲乙丙丁</p>", 3) == "甲乙丙…"


def test_an_editor_types_paragraphs_and_crossheads():
    markup = "<p>一碗热面</p>\n<h3>怎样办</h3>\n<p>带身份证</p>"
    assert body.to_source(markup) == "一碗热面\n\n## 怎样办\n\n带身份证"
    assert body.from_source("一碗热面\n\n## 怎样办\n带身份证\n\n\n") == markup


def test_a_body_with_more_in_it_is_shown_as_it_is():
    markup = "<p>甲</p>\n<ul><li>乙</li></ul>"
    assert body.from_source(body.to_source(markup)) == markup


@given(st.text())
def test_whatever_is_typed_comes_out_harmless(source):
    markup = body.from_source(source)
    assert body.sanitise(markup) == body.sanitise(body.sanitise(markup))
    assert "<script" not in body.sanitise(markup)


@given(st.lists(st.text("养老服务<>&;#p/\"' 1"), max_size=5))
def test_text_that_is_saved_twice_is_not_changed_by_the_second(lines):
    once = body.sanitise(body.from_source("甲" + "\n".join(lines)))
    assert body.sanitise(body.from_source(body.to_source(once))) == once


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<figure data-photo="12"></figure>', '<figure data-photo="12"></figure>'),
        ('<figure data-photo="12" class="x" onclick="y()"></figure>', '<figure data-photo="12"></figure>'),
        ('<figure data-photo="12"><img src="x"><figcaption>说明</figcaption></figure>',
         '<figure data-photo="12"></figure>'),
        ('<figure data-photo="1&quot; x"></figure>', ""),
        ('<figure data-photo="012"></figure>', ""),
        ("<figure></figure>", ""),
        ('<figure data-photo="1"><p>甲</p></figure>', '<figure data-photo="1"></figure><p>甲</p>'),
        ('<p data-photo="1">甲</p>', "<p>甲</p>"),
    ],
)  # fmt: skip
def test_a_figure_is_the_place_of_a_photo_and_nothing_else(markup, expected):
    assert body.sanitise(markup) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>甲</p><p></p>\n\n<h3> 乙 </h3>", "<p>甲</p>\n<h3>乙</h3>"),
        ("<ul>\n <li><p>甲</p></li>\n <li><p>乙</p><p>丙</p></li></ul>",
         "<ul><li>甲</li><li><p>乙</p>\n<p>丙</p></li></ul>"),
        ('<table><tr><td colspan="1"><p>甲</p></td><td colspan="2">乙</td></tr></table>',
         '<table><tbody><tr><td>甲</td><td colspan="2">乙</td></tr></tbody></table>'),
        ('<p>甲</p><figure data-photo="3"></figure><p>乙</p>',
         '<p>甲</p>\n<figure data-photo="3"></figure>\n<p>乙</p>'),
    ],
)  # fmt: skip
def test_a_body_has_one_form_whoever_wrote_it(markup, expected):
    assert body.tidy(markup) == expected == body.tidy(expected)


def test_a_photo_is_typed_as_a_line_of_its_own():
    markup = '<p>甲</p>\n<figure data-photo="12"></figure>\n<h3>乙</h3>'
    assert body.to_source(markup) == "甲\n\n[[图12]]\n\n## 乙"
    assert body.from_source("甲\n [[图12]] \n## 乙") == markup
    assert body.from_source("见[[图12]]。") == "<p>见[[图12]]。</p>"
    assert body.from_source("[[图0]]") == "<p>[[图0]]</p>"


def test_a_photo_is_no_text():
    markup = '<p>甲</p>\n<figure data-photo="12"></figure>\n<p>乙</p>'
    assert body.plain_text(markup) == "甲\n乙"
    assert body.opening(markup, 10) == "甲乙"


def test_a_body_is_parted_where_its_photos_stand():
    markup = '<p>甲</p>\n<figure data-photo="12"></figure>\n<p>乙</p><figure data-photo="7"></figure>'
    assert body.photos_in(markup) == [12, 7]
    assert body.in_parts(markup) == ["<p>甲</p>\n", 12, "\n<p>乙</p>", 7, ""]


@pytest.mark.parametrize("line", ["## 甲", "[[图3]]", "<p>甲", "<甲>", "  甲", "甲&nbsp;乙"])
def test_words_that_look_like_marks_come_back_as_words(line):
    markup = f"<p>{line.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}</p>"
    assert body.from_source(body.to_source(markup)) == body.tidy(markup)


PIECES = st.sampled_from(
    ["<p>", "</p>", "<h3>", "</h3>", "<ul>", "<li>", "</li>", "</ul>", "<table>", "<tr>", "<td colspan='2'>",
     "</table>", "<blockquote>", "</blockquote>", "<figure data-photo='4'>", "</figure>", "<strong>",
     "</strong>", "<a href='/x'>", "</a>", "<br>", "甲", " ", "\n", "&amp;", "<", "## ", "[[图4]]", "\u3000"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join))
def test_what_an_editor_is_shown_comes_back_the_same(markup):
    kept = body.tidy(markup)
    if kept.startswith("<"):
        assert body.from_source(body.to_source(kept)) == body.tidy(kept)


HOSTILE = {
    "spaces": lambda n: f"<p>甲{' ' * n}乙</p>",
    "lines": lambda n: "甲\n" * n,
    "brackets": lambda n: "<p>" + "<" * n,
    "ampersands": lambda n: "<p>" + "&" * n,
    "ampersands in a line": lambda n: "&" * n,
    "references": lambda n: "<p>" + "&copy;" * n,
    "references to nothing": lambda n: "<p>" + "&unknown;" * n,
    "paragraphs": lambda n: "<p>" * n,
    "items": lambda n: "<li><p>" * (n // 2),
    "letters of every weight": lambda n: "<p><strong><em>" * (n // 3),
    "links": lambda n: '<a href="/">' * n,
    "figures": lambda n: '<p><figure data-photo="1">甲</figure>' * (n // 2),
    "nothing in paragraphs": lambda n: "<h3><p></p></h3>" * (n // 2),
    "comments": lambda n: "<p>" + "<!--" * n,
    "a tag without end": lambda n: "<p " + "a " * (n // 2),
}


@pytest.mark.parametrize("pattern", HOSTILE.values(), ids=HOSTILE)
def test_the_time_taken_grows_with_what_was_typed(pattern):
    assert growth(body.from_source, pattern(900), pattern(9_000)) <= MOST


TANGLED = {
    "elements within each other": "<ul><li>" * 200_000,
    "attributes": "<p " + "".join(f"a{n}=1 " for n in range(200_000)) + ">",
    "attributes that look like the end of their tag": "<p " + "".join(f'a{n}=">"' for n in range(100_000)),
    "such ones in single marks, and without end": "<p " + "".join(f"a{n} = '>'/" for n in range(100_000)),
    "such ones of an end": "<p></p " + "".join(f'a{n}=">" ' for n in range(100_000)) + ">",
    "such ones behind a comment": '<p><!--<p a="--><p ' + "".join(f'a{n}=">"' for n in range(100_000)),
}


@pytest.mark.parametrize("markup", TANGLED.values(), ids=TANGLED)
def test_what_html_itself_reads_slowly_is_no_body_and_would_be_text(markup):
    assert body.fault(markup).endswith("不像稿件。请改为粘贴纯文字")
    started = time.process_time()
    assert body.tidy(markup).startswith("&lt;")
    assert time.process_time() - started < 1.5 * len(markup) / 1e6


@pytest.mark.parametrize(
    "markup",
    [
        "<p>" + "甲>" * 10_000,
        '<p title="' + "甲" * 5_000 + '">' + ">\"' =" * 5_000,
        '<p a=b">' + "甲" * 20_000,
    ],
)
def test_a_long_text_is_no_long_tag(markup):
    assert body.fault(markup) == ""


def test_a_long_row_of_references_is_read_as_fast_as_a_short_one():
    """The parser alone takes the square of their number, which shows in long ones only."""
    text = "<p>" + "&amp;&copy;&#169;" * 20_000
    assert growth(body.sanitise, text, text * 10) <= MOST


def test_a_heap_of_marks_is_no_body():
    assert body.fault("早市" + "\u0301\u0316" * 20) == "有大量叠加的组合符号，不像正常文字。请删去"
    assert body.fault("<p>早市&amp;夜市</p>") == ""


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>甲&乙 &nbsp; &#20057; &#x4E19; &copy;</p>", "甲&乙   乙 丙 ©"),
        ("<p>A&B &foo; &&amp; &lt 5</p>", "A&B &foo; && < 5"),
        ("<p>&#38;lt; &amp;amp; &AMP &#60;b&#62; &quot;&apos; &Tab;|</p>", "&lt; &amp; & <b> \"' \t|"),
        ("<p>\ufdd0lt;</p>", "lt;"),
    ],
)
def test_references_mean_what_browsers_read(source, text):
    assert body.plain_text(body.tidy(source)).replace("\xa0", " ") == text


def test_an_address_keeps_what_looks_like_a_reference():
    markup = '<a href="/?a=1&copy=2&amp;b=3&amp;lt;">去</a>'
    assert body.sanitise(markup) == (
        '<a href="/?a=1&amp;copy=2&amp;b=3&amp;lt;" rel="noopener noreferrer">去</a>'
    )
