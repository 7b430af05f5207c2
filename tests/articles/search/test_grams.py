"""What the index holds of a text, and that both databases hold the same."""

import datetime
import html

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search.grams import HEAD, covering, entry, fold, grams, marks
from articles.search.wording import head_and_rest
from tests.linear import MOST, growth

LETTERS = "养老服务社区環境万彤㐀𠮷豈〇々AbzΑΣςσÀßİıẞЖжǅḀ가ばハﾞﾊÅΩKﬁ①Ⅷ㎡½ｆＦ０９5٣กἈᾼༀᠮꀀꓐ䷀"
OTHERS = " \n\t　，。、；：！？“”‘’（）《》…—-·.%&<>\"'=/\\{}$^*+|~`@#_\u0301\u3099\u200b\u00a0\u2028🙂ʹ"
texts = st.text(
    st.sampled_from(LETTERS + OTHERS) | st.characters(exclude_categories=["Cs"], exclude_characters="\0")
)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("ＡＩ、PM２．５", "ai、pm2.5"),
        ("100㎡", "100m2"),
        ("第①条：Ⅷ级", "第1条:viii级"),
        ("ΟΔΟΣ ΟΔΟΣΑ", "οδοσ οδοσα"),
        ("İstanbul", "istanbul"),
        ("ｶﾞｽ", "ガス"),
    ],
)
def test_width_and_case_are_one(text, form):
    assert fold(text) == form


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("养老服务。", {"养老", "老服", "服务", "务"}),
        ("5g网", {"5g", "g网", "网"}),
        ("2025年", {"20", "02", "25", "5年", "年"}),
        ("养，老", {"养", "老"}),
        ("，。—— ", set()),
    ],
)
def test_a_gram_is_a_pair_or_the_end_of_a_run(text, held):
    assert grams(text) == held


@given(texts)
def test_every_pair_and_every_letter_of_a_text_is_found(text):
    folded = fold(text)
    held = grams(folded)
    for run in "".join(c if grams(c) else " " for c in folded).split(" "):
        assert all(any(gram.startswith(letter) for gram in held) for letter in run)
        assert {run[at : at + 2] for at in range(len(run) - 1)} <= held


@pytest.mark.parametrize(
    ("run", "pairs"),
    [
        ("老", []),
        ("养老", ["养老"]),
        ("居家养", ["居家", "家养"]),
        ("居家养老", ["居家", "养老"]),
        ("居家养老区", ["居家", "养老", "老区"]),
    ],
)
def test_a_phrase_is_covered_by_few_pairs(run, pairs):
    assert covering(run) == pairs


def test_the_day_and_the_headline_are_marked():
    held = entry("养老", "社区", datetime.date(2025, 3, 7))
    assert held == {"养老", "老", HEAD + "养老", HEAD + "老", "社区", "区", "\ue001y2025", "\ue001m202503"}
    assert marks(None) == {"\ue001d"}


@pytest.mark.django_db
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.tuples(texts, texts, texts, texts),
    st.lists(st.tuples(texts, texts, texts), max_size=3),
    st.none() | st.dates(),
)
def test_the_database_makes_of_a_row_what_python_makes_of_it(heads, paragraphs, day):
    body = "".join(
        f"<p>{html.escape(a, quote=False)}<strong>{html.escape(b)}</strong>{html.escape(c)}</p>\n<h3>{a}</h3>"
        if "<" not in a + b and "&" not in a and ">" not in a
        else f"<p>{html.escape(a, quote=False)}<br>{html.escape(c, quote=False)}</p>"
        for a, b, c in paragraphs
    ).replace("&#x27;", "'")
    columns = (*heads, body)
    assert set(held_by_database(columns, day)) == entry(*head_and_rest(*columns), day)


def held_by_database(columns, day):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            marks = "%s, %s, %s, %s, %s, %s::date"
            cursor.execute(f"SELECT tsvector_to_array(article_search_1({marks}))", [*columns, day])
            return cursor.fetchone()[0]
        statement = "SELECT search_entry('article', %s, %s, %s, %s, %s, %s)"
        cursor.execute(statement, [*columns, day and day.isoformat()])
        return cursor.fetchone()[0].split(" ")


@pytest.mark.parametrize("unit", ["养", "养老", "Ａ", "ﷺ", "1 ", "，", "ａ１", "\u1100\u1161"])
def test_the_time_taken_grows_with_the_text(unit):
    assert growth(lambda text: entry(text, text, None), unit * 5_000, unit * 50_000) <= MOST
