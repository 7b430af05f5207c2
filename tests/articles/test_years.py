"""The years in which something is listed, one step down the index for each."""

import datetime

import pytest

from articles.models import Article, ArticleTopic, Column, Status, Topic
from articles.years import listed_years, years_of_print
from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db


def printed(*days, **fields):
    for day in days:
        make_article(issue=make_issue(datetime.date.fromisoformat(day)), **fields)


def test_each_year_is_named_once_the_newest_first(django_assert_num_queries):
    printed("2023-01-01", "2023-12-31", "2019-06-01", "2025-03-07", topics=["yanglao"])
    printed("2021-01-01", topics=["zhengwu"])
    topic = Topic.objects.get(slug="yanglao")
    with django_assert_num_queries(1):
        assert listed_years(ArticleTopic, "topic", topic.pk) == (2025, 2023, 2019)


def test_what_is_not_public_has_no_year():
    column = Column.objects.create(name="民生实事", slug="minsheng")
    printed("2022-05-01", column=column, status=Status.DRAFT)
    assert listed_years(Article, "column", column.pk) == ()
    printed("2020-05-01", column=column)
    assert listed_years(Article, "column", column.pk) == (2020,)


def test_the_years_of_print_are_those_of_issues_with_something_public(django_assert_num_queries):
    printed("2023-01-01", "2019-06-01", "2019-07-01")
    printed("2022-05-01", status=Status.DRAFT)
    make_photo(issue=make_issue(datetime.date(2020, 2, 2)), status=Status.PUBLISHED)
    make_issue(datetime.date(2018, 1, 1))
    with django_assert_num_queries(1):
        assert years_of_print() == (2023, 2020, 2019)
