"""When guidance counts as old."""

import datetime

import pytest

from articles.currency import FRESH_FOR_DAYS, fresh_since, may_be_outdated
from articles.models import Article, ColumnType, Topic

TODAY = datetime.date(2025, 9, 30)


def topic(kind=ColumnType.SERVICE, days=14):
    return Topic(column_type=kind, stale_after_days=days)


def article(days_ago):
    return Article(listed_on=TODAY - datetime.timedelta(days=days_ago))


@pytest.mark.parametrize(("days", "limit"), [(14, FRESH_FOR_DAYS), (365, 365)])
def test_guidance_is_old_after_half_a_year_or_its_topics_own_time(days, limit):
    assert not may_be_outdated(article(limit), [topic(days=days)], TODAY)
    assert may_be_outdated(article(limit + 1), [topic(days=days)], TODAY)


@pytest.mark.parametrize("kind", [ColumnType.NEWS, ColumnType.RESPONSE])
def test_news_does_not_go_out_of_date(kind):
    assert fresh_since(topic(kind), TODAY) is None
    assert not may_be_outdated(article(5000), [topic(kind)], TODAY)


def test_one_topic_of_guidance_is_enough_and_none_without_a_time():
    assert may_be_outdated(article(200), [topic(ColumnType.NEWS), topic(ColumnType.POLICY)], TODAY)
    assert not may_be_outdated(article(200), [topic(days=0)], TODAY)
    assert not may_be_outdated(article(200), [], TODAY)
