"""So many searches from one network: people stay below it, machines are asked to wait."""

import datetime

import pytest
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from articles import rate
from articles.views import search

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2025, 3, 7, 4, 0, 20, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _three_a_minute(settings, monkeypatch):
    settings.SEARCHES_PER_MINUTE, settings.SEARCHES_PER_HOUR = 3, 5
    at(monkeypatch, 0)
    caches[rate.CACHE].clear()
    yield
    caches[rate.CACHE].clear()


def at(monkeypatch, seconds):
    monkeypatch.setattr(timezone, "now", lambda: NOON + datetime.timedelta(seconds=seconds))


def ask(client, address="203.0.113.7", query="食堂"):
    return client.get("/search/", {"q": query}, REMOTE_ADDR=address)


def test_a_fourth_search_in_a_minute_is_told_how_long_to_wait(client, monkeypatch):
    assert [ask(client).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = ask(client)
    assert refused.headers["Retry-After"] == "40"
    assert refused.headers["Cache-Control"] == "no-store"
    assert "请过 40 秒再来" in refused.content.decode()
    assert ask(client, "203.0.113.8").status_code == 200
    at(monkeypatch, 40)
    assert ask(client).status_code == 200


def test_a_sixth_search_in_an_hour_waits_for_the_next(client, monkeypatch):
    for minute in range(5):
        at(monkeypatch, minute * 60)
        assert ask(client).status_code == 200
    at(monkeypatch, 5 * 60)
    refused = ask(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == str(55 * 60 - 20)
    assert "请过 55 分钟再来" in refused.content.decode()


def test_nothing_is_looked_for_then(client, monkeypatch, django_assert_num_queries):
    for _ in range(3):
        ask(client)
    monkeypatch.setattr(search.search, "find", None)
    with django_assert_num_queries(1):  # The navigation.
        assert ask(client).status_code == 429


def test_addresses_of_one_household_are_counted_together(client):
    codes = [ask(client, f"2001:db8:1:2::{number}").status_code for number in range(1, 5)]
    assert codes == [200, 200, 200, 429]
    assert ask(client, "2001:db8:1:3::1").status_code == 200


def test_what_is_suggested_while_typing_is_counted_apart_and_more_of_it_may_be(client):
    request = RequestFactory().get("/search/suggestions/", REMOTE_ADDR="203.0.113.7")
    view = rate.limited(rate.SUGGESTIONS, rate.no_page)(lambda request: HttpResponse("[]"))
    assert [view(request).status_code for _ in range(25)] == [200] * 24 + [429]
    assert view(request).content == b""
    assert view(request).headers["Retry-After"] == "40"
    assert ask(client).status_code == 200


def test_a_count_that_the_cache_has_dropped_begins_anew(client, monkeypatch):
    def dropped(self, key, delta=1, version=None):
        raise ValueError(key)

    monkeypatch.setattr(type(caches[rate.CACHE]), "incr", dropped)
    assert [ask(client).status_code for _ in range(5)] == [200] * 5


def test_suggestions_come_oftener_and_end_without_a_page(client):
    def asked():
        return client.get("/search/suggestions/", {"q": "食"}, REMOTE_ADDR="203.0.113.7")

    assert [asked().status_code for _ in range(24)] == [200] * 24
    refused = asked()
    assert (refused.status_code, refused.content) == (429, b"")
    assert ask(client).status_code == 200
