"""Networks told apart for a day, without their addresses being kept."""

import datetime

from django.test import RequestFactory

from articles.addresses import known_as

TODAY = datetime.date(2025, 3, 7)


def name(address, day=TODAY, **headers):
    return known_as(RequestFactory().get("/search/", headers=headers, REMOTE_ADDR=address), day)


def test_an_address_cannot_be_read_off_and_has_another_name_each_day():
    tomorrow = TODAY + datetime.timedelta(days=1)
    assert len({name("203.0.113.7"), name("203.0.113.8"), name("203.0.113.7", tomorrow)}) == 3
    assert "203" not in name("203.0.113.7")


def test_a_household_has_one_name_whatever_address_of_its_network_it_uses():
    assert name("2001:db8:1:2::1") == name("2001:db8:1:2:ffff::9")
    assert name("2001:db8:1:2::1") != name("2001:db8:1:3::1")


def test_behind_a_proxy_its_own_word_counts_and_no_one_elses(settings):
    told = {"X-Forwarded-For": "198.51.100.1, 203.0.113.7"}
    assert name("10.0.0.1", **told) == name("10.0.0.1")
    settings.BEHIND_PROXY = True
    assert name("10.0.0.1", **told) == name("203.0.113.7")
