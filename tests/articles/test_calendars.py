"""Months as tables of days: which days stand where, and which of them lead to a paper."""

import datetime

import pytest

from articles import calendars
from articles.models import Status
from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db


def days_of(month):
    """The month as rows of numbers, `.` for a cell beside it, `*` after a day with a paper."""
    return [" ".join(cell(day) for day in week) for week in month.weeks]


def cell(day):
    return f"{day.date.day}{'*' if day.issues else ''}" if day.date else "."


def test_week_begins_on_monday_and_days_of_other_months_stay_blank():
    month = calendars.months([make_issue(datetime.date(2025, 3, 7))])[0]
    assert (month.year, month.number) == (2025, 3)
    assert days_of(month) == [
        ". . . . . 1 2",
        "3 4 5 6 7* 8 9",
        "10 11 12 13 14 15 16",
        "17 18 19 20 21 22 23",
        "24 25 26 27 28 29 30",
        "31 . . . . . .",
    ]


def test_months_without_an_issue_are_left_out():
    dates = [datetime.date(2025, 11, 2), datetime.date(2024, 2, 29), datetime.date(2025, 1, 3)]
    months = calendars.months(make_issue(date) for date in dates)
    assert [(month.year, month.number) for month in months] == [(2024, 2), (2025, 1), (2025, 11)]
    assert calendars.months([]) == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ([{"number": 1200}], "3月7日，第1200期"),
        ([{}], "3月7日"),
        ([{"edition": "晚报", "number": 9}, {"edition": "早报"}], "3月7日，早报、晚报第9期"),
    ],
)
def test_day_is_called_by_its_date_and_its_issues(fields, name):
    month = calendars.months([make_issue(**each) for each in fields])[0]
    assert [day.label for week in month.weeks for day in week if day.issues] == [name]


def test_month_of_a_date_has_public_issues_alone(django_assert_num_queries):
    make_article(issue=make_issue(datetime.date(2025, 3, 1)))
    make_photo(issue=make_issue(datetime.date(2025, 3, 31)))
    make_article(issue=make_issue(datetime.date(2025, 3, 14)), status=Status.DRAFT)
    make_article(issue=make_issue(datetime.date(2025, 4, 1)))
    with django_assert_num_queries(1):
        month = calendars.month_of(datetime.date(2025, 3, 14))
    assert [issue.date.day for issue in month.issues] == [1, 31]


def test_neighbours_of_a_month_are_the_nearest_with_articles():
    for date in ((2023, 12, 31), (2024, 6, 30), (2025, 3, 1), (2025, 3, 31), (2025, 8, 1), (2026, 1, 1)):
        make_article(issue=make_issue(datetime.date(*date)))
    make_article(issue=make_issue(datetime.date(2025, 2, 1)), status=Status.WITHDRAWN)
    make_article(published_at=datetime.datetime(2025, 4, 5, tzinfo=datetime.UTC))  # On the web alone.
    month = calendars.month_of(datetime.date(2025, 3, 14))
    assert calendars.month_before(month) == (2024, 6)
    assert calendars.month_after(month) == (2025, 8)
    assert calendars.month_before(calendars.month_of(datetime.date(2023, 12, 1))) is None
    assert calendars.month_after(calendars.month_of(datetime.date(2026, 1, 1))) is None
