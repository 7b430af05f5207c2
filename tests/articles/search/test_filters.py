"""A search is narrowed to a topic, a column, a person, days, or to what has a picture."""

import datetime

import pytest
from django.db import connection

from articles.models import ArticleTopic, Column, Status, Topic
from articles.search import Filters, Order, count, find, finding, parse
from articles.search.names import called
from articles.search.scope import Scope
from people.models import CorrespondentAlias
from people.names import name_key
from tests.articles.search.texts import articles_found
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True, params=[True, False], ids=["few articles", "many articles"])
def articles_of_a_filter(request, monkeypatch):
    """Where a filter leaves few articles, they are looked through; else the index is asked."""
    if not request.param:
        monkeypatch.setattr(finding, "FEW", -1)


EARLY, LATE = datetime.date(2024, 11, 5), datetime.date(2025, 3, 7)


def found(typed="食堂", **filters):
    narrowed = Filters(**filters)
    rows = articles_found(typed, filters=narrowed)
    assert count(typed, filters=narrowed) == len(rows)
    by_relevance = articles_found(typed, filters=narrowed, order=Order.RELEVANCE)
    assert set(by_relevance) == set(rows)
    return rows


def test_a_topic():
    article = make_article("食堂甲", topics=["yanglao"])
    make_article("食堂乙", topics=["zhengwu"])
    topic = Topic.objects.get(slug="yanglao")
    assert found(topic=topic.pk) == [article]
    ArticleTopic.objects.filter(article=article, topic=topic).update(confirmed=False, listed_on=None)
    assert found(topic=topic.pk) == []


def test_a_column():
    column = Column.objects.create(name="民生", slug="minsheng")
    article = make_article("食堂甲", column=column)
    make_article("食堂乙")
    assert found(column=column.pk) == [article]


def test_a_person():
    person = make_person("裴文澜")
    article = make_article("食堂甲", people=[person])
    make_article("食堂乙：裴文澜的一天")
    assert found(person=person.pk) == [article]


def test_days():
    early = make_article("食堂甲", issue=make_issue(EARLY))
    late = make_article("食堂乙", issue=make_issue(LATE))
    assert found(since=LATE) == [late]
    assert found(until=EARLY) == [early]
    assert found(since=EARLY, until=LATE) == [late, early]
    assert found(since=datetime.date(2024, 12, 1), until=datetime.date(2025, 1, 1)) == []
    assert found(until=datetime.date(1, 1, 1)) == []


def test_pictures():
    article = make_article("食堂甲")
    make_photo(article=article, with_file=True)
    without = make_article("食堂乙")
    make_photo(article=without)
    assert found(has_photo=True) == [article]


def test_what_is_no_draft_of_a_day_is_found_at_the_desk():
    make_article("食堂草稿", status=Status.DRAFT)
    public = make_article("食堂甲", issue=make_issue(LATE))
    assert articles_found("食堂", filters=Filters(since=LATE), public=False) == [public]


def test_what_somebody_wrote_and_what_names_them_are_told_apart():
    person = make_person("裴文澜")
    CorrespondentAlias.objects.create(correspondent=person, name="文澜", name_key=name_key("文澜"))
    about = make_article("裴文澜的一天")
    wrote = make_article("食堂甲", people=[person])
    assert called("裴 文澜", 9) == called("“文澜”", 9) == [person]
    assert called("裴文", 9) == called("", 9) == []
    assert found("裴文澜") == [about]
    assert wrote not in found("裴文澜")


def test_headlines_come_first_by_relevance_and_pages_go_on_from_there():
    in_text = make_article("近况", body="<p>食堂开张</p>")
    in_head = make_article("食堂甲")
    newest = make_article("又一则", body="<p>食堂开张</p>")
    pages, after = [], ""
    for _ in range(3):
        page = find("食堂", order=Order.RELEVANCE, after=after, size=1)
        pages += [hit.key for hit in page.hits]
        after = page.after
    assert pages == [in_head.pk, newest.pk, in_text.pk]
    assert after == ""


def test_a_filter_that_leaves_few_articles_is_asked_instead_of_the_index(django_assert_num_queries):
    person = make_person("裴文澜")
    article = make_article("食堂甲", people=[person])
    for _ in range(30):
        make_article("食堂乙")
    of_the_index = 3 if connection.vendor == "sqlite" else 2
    with django_assert_num_queries(3 if finding.FEW > 0 else 3 + of_the_index):
        hits = list(finding.newest(parse("食堂"), Scope(filters=Filters(person=person.pk))))
    assert [hit.key for hit in hits] == [article.pk]
