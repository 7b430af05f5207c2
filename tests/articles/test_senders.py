"""Senders told apart for a day, without their addresses being kept."""

import datetime

import pytest
from django.test import RequestFactory

from articles import senders
from articles.models import Report

NOW = datetime.datetime(2025, 3, 7, 20, 0, tzinfo=datetime.UTC)


def known_as(address, now=NOW):
    request = RequestFactory().post("/report/", REMOTE_ADDR=address)
    return senders.hashes(request, now)


def sent(minutes_ago, *, by="203.0.113.7"):
    at = NOW - datetime.timedelta(minutes=minutes_ago)
    Report.objects.create(wrong="错字", sender=known_as(by, at)[0], created_at=at)


def wait(by="203.0.113.7"):
    return senders.wait(known_as(by), NOW)


def test_who_sends_at_night_is_known_on_both_days():
    today, yesterday = known_as("203.0.113.7")
    assert today != yesterday
    assert known_as("203.0.113.7", NOW + senders.DAY)[1] == today


@pytest.mark.django_db
def test_five_an_hour_may_be_sent():
    for minutes in (70, 50, 40, 30, 20):
        sent(minutes)
    assert wait() is None
    sent(10)
    assert wait() == datetime.timedelta(minutes=10)
    assert wait("203.0.113.8") is None


@pytest.mark.django_db
def test_twenty_a_day_may_be_sent_across_midnight():
    for number in range(20):
        sent(65 + 60 * number)
    assert wait() == datetime.timedelta(hours=24) - datetime.timedelta(minutes=65 + 60 * 19)


@pytest.mark.django_db
def test_a_day_later_nothing_tells_who_it_was():
    sent(24 * 60 + 1)
    sent(1)
    senders.forget(NOW)
    assert [bool(report.sender) for report in Report.objects.order_by("created_at")] == [False, True]
