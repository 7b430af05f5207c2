"""What people type, and what it means; nothing that they type is an error."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.search import Order, count, find, parse
from articles.search.queries import LONGEST_QUERY
from tests.factories import make_article

TYPED = [
    ("养老 食堂", [["养老"], ["食堂"]], []),
    ("　养老　食堂\t养老\n", [["养老"], ["食堂"]], []),
    ("“养老 食堂”", [["养老 食堂"]], []),
    ('"养老 食堂', [["养老 食堂"]], []),
    ("ＡＩ 助老 -食堂", [["ai"], ["助老"]], [["食堂"]]),
    ('-"社区 食堂" 养老', [["养老"]], [["社区 食堂"]]),
    ("PM2.5 pm２．５", [["pm2.5"]], []),
    ("，。 “” —— -", [], []),
    ("", [], []),
]


@pytest.mark.parametrize(("typed", "wanted", "unwanted"), TYPED)
def test_a_query_is_taken_apart(typed, wanted, unwanted):
    query = parse(typed)
    assert [forms[0] for forms in query.wanted] == [forms[0] for forms in wanted]
    assert [forms[0] for forms in query.unwanted] == [forms[0] for forms in unwanted]


def test_simplified_and_traditional_characters_are_one():
    assert parse("養老").wanted == (("養老", "养老"),)
    assert parse("养老").wanted == (("养老", "養老"),)
    assert parse("食堂").wanted == (("食堂",),)


HOSTILE = [
    "长" * 10_000,
    '"' * 100,
    "“" * 10_000,
    '" OR 1=1 --',
    "a AND b OR NOT c NEAR(d, 5)",
    "'; DROP TABLE articles_article; --",
    "养老 & !食堂 | (",
    "headline:养老",
    "养*",
    "^养老",
    "{养老}",
    "-",
    "-养老",
    "--养老",
    "\\",
    "%",
    "_",
    "'养老':*",
    "\x00养\x00老\x00",
    "\ud800养老",
    "\ue001d",
    "\ue000养老",
    "养" + "\u0301" * 90,
    "ﷺ" * 100,
    "🙂🙂",
    "\u202e养老",
    " ".join("甲乙丙丁戊己庚辛壬癸"),
]


@pytest.mark.django_db
@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_answered(typed, client):
    make_article("养老")
    for order in Order:
        find(typed, order=order)
    assert 0 <= count(typed) <= 1
    assert client.get("/search/", {"q": typed.encode(errors="replace")}).status_code == 200


@pytest.mark.django_db
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=30) | st.text("养老ab5 \"“”-'&|!*():\\%", max_size=30))
def test_so_is_any_text_at_all(typed):
    find(typed, public=False)
    assert connection.connection is not None
    assert count(typed) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    "cursor",
    ["x", "2025-13-01.1", "0001-01-01.1", "9999-12-31.999999999999999999", "-.5", "h-.5", "q2025-01-01.1"],
)
def test_a_page_that_there_is_not_is_not_found(client, cursor):
    make_article("养老")
    expected = 200 if cursor in ("0001-01-01.1", "9999-12-31.999999999999999999", "-.5", "h-.5") else 404
    assert client.get("/search/", {"q": "养老", "before": cursor}).status_code == expected


@pytest.mark.parametrize("unit", ["养老 ", '"', "“养老”", "-", "- ", "养", "(((", "\u0301\u0316"])
def test_a_query_without_end_is_read_as_its_beginning(unit):
    assert parse(unit * 100_000) == parse((unit * 100_000)[:LONGEST_QUERY])
