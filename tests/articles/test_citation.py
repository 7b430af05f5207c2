"""Citations in the style of GB/T 7714."""

import pytest

from articles.citation import citation
from tests.factories import make_article, make_issue, make_person

pytestmark = pytest.mark.django_db

ADDRESS = "https://news.example.cn/articles/7/"


def cited(headline="三家食堂同日开张", **fields):
    return citation(make_article(headline, **fields), "云港日报", ADDRESS)


def test_a_printed_article_is_cited_by_issue_page_and_the_day_it_went_on_the_web():
    people = [make_person("祝青禾"), make_person("万桐")]
    found = cited(issue=make_issue(), page_number=2, people=people)
    assert found == f"祝青禾, 万桐. 三家食堂同日开张[N/OL]. 云港日报, 2025-03-07(2)[2025-03-08]. {ADDRESS}"


def test_of_many_authors_three_are_named():
    people = [make_person(name) for name in ("祝青禾", "万桐", "裴文澜", "欧阳知秋")]
    assert cited(people=people).startswith("祝青禾, 万桐, 裴文澜, 等. 三家")


def test_what_was_never_printed_and_nobody_signed_is_an_electronic_text():
    assert cited() == f"三家食堂同日开张[EB/OL]. 云港日报, 2025-03-08. {ADDRESS}"


def test_an_issue_without_a_page_leaves_it_out():
    assert ", 2025-03-07[2025-03-08]. " in cited(issue=make_issue())
