"""What was looked for is marked in what is shown, in the letters of the text as it is."""

import pytest
from django.template import Context, Template

from articles.search import parse
from articles.search.highlights import highlighted, snippet
from tests.linear import MOST, growth

TEMPLATE = Template(
    "{% for p in parts %}{% if p.is_hit %}<mark>{{ p.text }}</mark>{% else %}{{ p.text }}{% endif %}"
    "{% endfor %}"
)


def shown(parts):
    return TEMPLATE.render(Context({"parts": parts}))


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("社区养老服务", "养老", "社区<mark>养老</mark>服务"),
        ("ＡＩ助老，ai到家", "AI", "<mark>ＡＩ</mark>助老，<mark>ai</mark>到家"),
        ("養老与养老", "养老", "<mark>養老</mark>与<mark>养老</mark>"),
        ("面积100㎡", "0m", "面积10<mark>0㎡</mark>"),
        ("养老服务", "养老 老服", "<mark>养老服</mark>务"),
        ("<b>养老</b> & 食堂", "养老", "&lt;b&gt;<mark>养老</mark>&lt;/b&gt; &amp; 食堂"),
        ("社区", "养老", "社区"),
        ("", "养老", ""),
    ],
)
def test_hits_are_marked_and_all_text_is_escaped(text, typed, expected):
    assert shown(highlighted(text, parse(typed))) == expected


def test_a_snippet_shows_where_most_words_stand():
    text = "养老。" + "无关的话。" * 40 + "这里讲社区养老食堂。" + "其余的话。" * 40
    parts = snippet(text, parse("养老 食堂"), 30)
    assert shown(parts).startswith("…这里讲社区<mark>养老</mark><mark>食堂</mark>。其余")
    assert shown(parts).endswith("…")
    assert len("".join(part.text for part in parts)) == 32


def test_without_a_hit_it_is_the_beginning():
    assert shown(snippet("社区\n食堂开张", parse("养老"), 4)) == "社区 食…"
    assert shown(snippet("社区", parse("养老"))) == "社区"


def test_a_snippet_begins_with_no_mark_that_ends_something():
    text = "甲" * 30 + "，" + "乙" * 19 + "养老" + "丙" * 90
    assert shown(snippet(text, parse("养老"), 60)).startswith("…" + "乙" * 19 + "<mark>养老</mark>")
    assert (
        shown(snippet("甲" * 40 + "，养老" + "丙" * 90, parse("，养老"), 60)).count("<mark>，养老</mark>")
        == 1
    )


@pytest.mark.parametrize("unit", ["养老服务", "养老", "服务养老", "Ａ", "。", " "])
def test_the_time_taken_grows_with_the_text(unit):
    query = parse("养老服务 养老")
    assert growth(lambda text: snippet(text, query), unit * 3_000, unit * 30_000) <= MOST
