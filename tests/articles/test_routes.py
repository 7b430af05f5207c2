"""Addresses are those of Django's `reverse`."""

import datetime

import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from articles.routes import route

DAY = datetime.date(2025, 3, 7)


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("articles:front", ()),
        ("articles:article", (7,)),
        ("articles:article", (1234567890,)),
        ("articles:qr_code", (12,)),
        ("articles:feed_person_atom", (3,)),
        ("articles:topic", ("yanglao",)),
        ("articles:page", (DAY, 2)),
        ("articles:issue", (DAY,)),
        ("admin:index", ()),
    ],
)
def test_an_address_is_that_of_reverse(name, args):
    assert route(name, *args) == route(name, *args) == reverse(name, args=args)


def test_it_knows_where_the_site_is_mounted():
    before = route("articles:article", 7)
    set_script_prefix("/paper/")
    try:
        assert route("articles:article", 7) == f"/paper{before}"
        assert route("articles:front") == "/paper/"
    finally:
        set_script_prefix("/")
    assert route("articles:article", 7) == before


def test_what_is_no_address_is_refused():
    with pytest.raises(NoReverseMatch):
        route("articles:nothing", 7)
