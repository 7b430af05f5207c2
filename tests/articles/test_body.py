import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.pagedump import Paragraph


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
    markup = "<p>甲</p><ul><li>乙</li></ul>"
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
