"""What counts in which month, and whose it is."""

import datetime

import pytest

from articles.models import Byline, Status
from articles.people.monthly import PRINT, WEB, Month, earned_in, totals
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

MARCH, APRIL = datetime.date(2025, 3, 1), datetime.date(2025, 4, 1)


def figures(month: Month) -> dict[str, list[int]]:
    return {row.person.name: row.figures() for row in earned_in(month)}


def titles(month: Month) -> list[str]:
    return sorted({piece.title for row in earned_in(month) for piece in row.pieces})


def test_a_piece_counts_in_the_month_of_print_or_of_the_web():
    person = make_person()
    on_web = datetime.datetime(2025, 3, 31, 16, 0, tzinfo=datetime.UTC)  # 1 April in Shanghai.
    make_article(
        "三月见报", people=[person], issue=make_issue(datetime.date(2025, 3, 31)), published_at=on_web
    )
    make_article("没有见报", people=[person], published_at=on_web)
    assert titles(Month(MARCH, PRINT)) == ["三月见报"]
    assert titles(Month(APRIL, PRINT)) == []
    assert titles(Month(MARCH, WEB)) == []
    assert titles(Month(APRIL, WEB)) == ["三月见报", "没有见报"]


@pytest.mark.parametrize("everything", [True, False])
def test_what_is_not_public_counts_on_request_alone(everything):
    make_article("草稿", status=Status.DRAFT, people=[make_person()], issue=make_issue(APRIL))
    month = Month(APRIL, PRINT, everything=everything)
    assert [piece.status for row in earned_in(month) for piece in row.pieces] == ["草稿"] * everything


def test_what_several_have_signed_is_told_apart_and_counts_once_in_all():
    first, second = make_person("顾晓岚"), make_person("余辉")
    make_article(people=[first], issue=make_issue(APRIL), body="<p>四 个　字。</p>")
    make_article(people=[first, second], issue=make_issue(APRIL), body="<h3>题</h3><p>两个</p>")
    make_photo(people=[first, second], issue=make_issue(APRIL))
    month = Month(APRIL)
    assert figures(month) == {"顾晓岚": [1, 1, 4, 3, 0, 1], "余辉": [0, 1, 0, 3, 0, 1]}
    assert totals(earned_in(month)) == [1, 1, 4, 3, 0, 1]


def test_who_signs_twice_or_beside_nobody_signs_alone():
    person = make_person("余辉")
    article = make_article(people=[person, person], issue=make_issue(APRIL))
    Byline.objects.create(article=article, credit_line="资料", listed_on=article.listed_on)
    assert [row[:2] for row in figures(Month(APRIL)).values()] == [[1, 0]]
