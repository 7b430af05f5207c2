"""Where a reader of an article may go on."""

import datetime

import pytest

from articles.models import Column, Status, Topic
from articles.related import RELATED, Neighbour, Neighbours, neighbours, related
from tests.factories import make_article, make_issue

pytestmark = pytest.mark.django_db


def on(day, headline="", **fields):
    return make_article(headline, issue=make_issue(datetime.date(2025, 3, day)), **fields)


def like(article):
    return [other.headline for other in related(article, list(Topic.objects.filter(articles=article)))]


def test_neighbours_are_those_of_the_page_in_the_order_of_the_paper():
    last = make_article("尾条", issue=make_issue(), page_number=2, line_start=90)
    first = make_article("头条", issue=make_issue(), page_number=2, line_start=1)
    middle = make_article("二条", issue=make_issue(), page_number=2, line_start=40)
    make_article("草稿", issue=make_issue(), page_number=2, line_start=50, status=Status.DRAFT)
    make_article("别的版", issue=make_issue(), page_number=3, line_start=1)
    make_article("晚报", issue=make_issue(edition="晚报"), page_number=2, line_start=41)
    before, between, after = (Neighbour(article.pk, article.headline) for article in (first, middle, last))
    assert neighbours(middle) == Neighbours(before, after)
    assert neighbours(first) == Neighbours(None, between)
    assert neighbours(last) == Neighbours(between, None)
    assert before.get_absolute_url() == first.get_absolute_url()


def test_what_has_no_page_has_no_neighbours(django_assert_num_queries):
    without_page, unprinted = make_article(issue=make_issue()), make_article()
    make_article(issue=make_issue())
    with django_assert_num_queries(0):
        assert neighbours(without_page) == neighbours(unprinted) == Neighbours()


def test_related_share_topics_and_column_what_shares_most_first():
    column = Column.objects.create(name="民生实事", slug="minsheng")
    article = on(7, topics=["yanglao"], column=column)
    on(1, "两样都是", topics=["yanglao"], column=column)
    on(6, "同栏目", column=column)
    on(5, "同主题", topics=["yanglao"])
    on(6, "别的主题", topics=["zhengwu"])
    on(6, "草稿", topics=["yanglao"], column=column, status=Status.DRAFT)
    assert like(article) == ["两样都是", "同栏目", "同主题"]


def test_related_are_the_newest_and_a_handful():
    article = on(20, topics=["yanglao"])
    for day in range(1, 12):
        on(day, f"第{day}篇", topics=["yanglao"])
    assert like(article) == [f"第{day}篇" for day in range(11, 11 - RELATED, -1)]


def test_a_refused_topic_relates_nothing():
    article = on(7, topics=["yanglao"])
    other = on(6, topics=["yanglao"])
    other.topic_links.update(confirmed=False, listed_on=None)
    assert like(article) == []


@pytest.mark.parametrize("rows", [3, 30])
def test_related_ask_no_more_often_for_more_rows(django_assert_num_queries, rows):
    column = Column.objects.create(name="民生实事", slug="minsheng")
    article = on(7, topics=["yanglao", "zhengwu"], column=column)
    for _ in range(rows):
        on(6, topics=["yanglao", "zhengwu"], column=column)
    topics = list(Topic.objects.filter(articles=article))
    with django_assert_num_queries(4):  # Two topics, the column, the cards.
        related(article, topics)
