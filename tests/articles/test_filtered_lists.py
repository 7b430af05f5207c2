"""Topics and columns, narrowed by year and column."""

import datetime
import re

import pytest
from django.utils import timezone

from articles.models import Column, Status, Topic
from tests.articles.test_views import read, text_of
from tests.factories import make_article, make_issue, make_person

pytestmark = pytest.mark.django_db

TOPIC_QUERIES = 7  # The topic, years, the column chosen, columns, links, who signed, the navigation.
COLUMN_QUERIES = 5  # The column, years, articles, who signed, the navigation.


@pytest.fixture
def columns():
    pairs = (("民生实事", "minsheng"), ("街巷新事", "jiexiang"), ("没人用的", "meiren"))
    return [Column.objects.create(name=name, slug=slug) for name, slug in pairs]


@pytest.fixture
def archive(columns):
    """Two years of two columns under one topic, 25 articles in one of them."""
    for year, column, many in ((2023, columns[0], 25), (2023, columns[1], 1), (2025, columns[0], 1)):
        issue = make_issue(datetime.date(year, 3, 7))
        for number in range(many):
            headline = f"{column}{year}第{number + 1}篇"
            make_article(headline, issue=issue, column=column, topics=["yanglao"], people=[make_person()])


def headlines(html):
    return re.findall(r'<h2 class="headline"><a[^>]*>([^<]*)', html)


def links(html):
    start = html.index('class="filters"')
    return re.findall(r'<a href="([^"]*)"', html[start : html.index("</details>", start)])


def test_only_years_and_columns_with_something_are_offered(client, archive):
    html = read(client, "/topics/yanglao/")
    assert set(links(html)) == {
        "/topics/yanglao/",
        "/topics/yanglao/?year=2025",
        "/topics/yanglao/?year=2023",
        "/topics/yanglao/?column=minsheng",
        "/topics/yanglao/?column=jiexiang",
    }
    assert "没人用的" not in html
    assert '<details class="filters">' in html  # Closed: who wants no filter goes straight to the articles.


def test_each_filter_keeps_the_other(client, archive):
    html = read(client, "/topics/yanglao/?year=2023&column=jiexiang")
    assert headlines(html) == ["街巷新事2023第1篇"]
    assert "只看：2023年 街巷新事" in text_of(html)
    assert "/topics/yanglao/?column=jiexiang" in links(html)
    assert "/topics/yanglao/?year=2023" in links(html)
    assert "/topics/yanglao/?column=jiexiang&amp;year=2025" in links(html)
    assert html.count('aria-current="true"') == 2


def test_further_pages_stay_narrowed(client, archive):
    html = read(client, "/topics/yanglao/?year=2023&column=minsheng")
    assert len(headlines(html)) == 20
    (onward,) = re.findall(r'rel="next" href="(\?[^"]*)"', html)
    html = read(client, "/topics/yanglao/" + onward.replace("&amp;", "&"))
    assert len(headlines(html)) == 5
    assert 'href="/topics/yanglao/?year=2023&amp;column=minsheng">回到最新' in html


def test_a_column_is_narrowed_by_year(client, archive):
    html = read(client, "/columns/minsheng/?year=2025")
    assert headlines(html) == ["民生实事2025第1篇"]
    assert links(html) == [
        "/columns/minsheng/",
        "/columns/minsheng/?year=2025",
        "/columns/minsheng/?year=2023",
    ]


def test_a_year_and_a_column_with_nothing_in_common_say_so(client, archive):
    html = read(client, "/topics/yanglao/?year=2025&column=jiexiang")
    assert "这里没有“2025年 街巷新事”的文章。" in html


@pytest.mark.parametrize(
    "query",
    ["year=2024", "year=", "year=x", "year=02023", "year=%00", "column=nothing", "column=", "column=meiren"]
    + ["year=2023&before=x", "column=%00", "year=" + "9" * 30],
)
def test_what_no_filter_offers_is_not_found(client, archive, query):
    assert client.get(f"/topics/yanglao/?{query}").status_code == 404
    if query.startswith("year"):
        assert client.get(f"/columns/minsheng/?{query}").status_code == 404


def test_a_draft_is_in_no_filter(client, archive, columns):
    issue = make_issue(datetime.date(2020, 3, 7))
    make_article(issue=issue, column=columns[2], topics=["yanglao"], status=Status.DRAFT)
    html = read(client, "/topics/yanglao/")
    assert "2020" not in html
    assert "没人用的" not in html


def test_one_year_and_one_column_need_no_filter(client, columns):
    make_article(column=columns[0], topics=["yanglao"])
    assert 'class="filters"' not in read(client, "/topics/yanglao/")
    assert 'class="filters"' not in read(client, "/columns/minsheng/")


def test_old_guidance_is_marked_in_its_topic_alone(client):
    column = Column.objects.create(name="民生实事", slug="minsheng")
    make_article("旧规定", issue=make_issue(), topics=["yanglao"], column=column)
    today = timezone.localdate()
    make_article("新规定", issue=make_issue(today), topics=["yanglao"])
    assert text_of(read(client, "/topics/yanglao/")).count("可能已过时") == 1
    assert "可能已过时" not in read(client, "/columns/minsheng/")
    Topic.objects.filter(slug="yanglao").update(column_type="工作动态")
    assert "可能已过时" not in read(client, "/topics/yanglao/")


@pytest.mark.parametrize("rows", [2, 30])
def test_they_ask_no_more_often_for_more_rows(client, columns, django_assert_num_queries, rows):
    for number in range(rows):
        issue = make_issue(datetime.date(1995 + number, 3, 7))
        for column in (columns[0], Column.objects.create(name=f"栏目{number}", slug=f"c{number}")):
            make_article(issue=issue, column=column, topics=["yanglao"], people=[make_person()])
    with django_assert_num_queries(TOPIC_QUERIES):
        client.get("/topics/yanglao/?column=minsheng")
    with django_assert_num_queries(COLUMN_QUERIES):
        client.get("/columns/minsheng/?year=1995")
