"""What is read in one statement (`cards`, `listed`, `opened`) is what Django's own queries read."""

import datetime
import random

import pytest

from articles import listed
from articles.cards import cards
from articles.models import Article, ArticleTopic, Byline, Column, Correction, Status, Topic
from articles.opened import opened
from tests.factories import ON_THE_WEB, make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    """Articles of many days, kinds and signers, some of them not public."""
    rng = random.Random(5)
    people = [make_person(organisation=name) for name in ("", "望江路街道", "临江小学")]
    column = Column.objects.create(name="民生", slug="minsheng")
    for number in range(40):
        day = datetime.date(2024, 1, 1) + datetime.timedelta(days=rng.randrange(700))
        make_article(
            f"标题{number}",
            kicker=rng.choice(["", "引题“一”"]),
            subhead=rng.choice(["", "副题"]),
            dateline=rng.choice(["", "本报讯"]),
            issue=rng.choice([None, make_issue(day), make_issue(day, edition="晚报", number=7)]),
            page_number=rng.choice([None, 1, 2]),
            column=rng.choice([None, column]),
            status=rng.choice([Status.PUBLISHED] * 4 + [Status.DRAFT, Status.WITHDRAWN]),
            topics=rng.sample(["yanglao", "zhengwu"], rng.randrange(3)),
            people=rng.sample(people, rng.randrange(4)),
        )
    return Article.objects.all()


def test_cards_are_the_articles(paper, django_assert_num_queries):
    Byline.objects.create(article=paper[0], role="", credit_line="本报评论员", position=9)
    keys = [article.pk for article in paper]
    random.Random(1).shuffle(keys)
    with django_assert_num_queries(1):
        found = cards([*keys, *keys])
    public = {article.pk: article for article in paper.published().for_cards()}
    assert [card.pk for card in found] == [key for key in keys if key in public]
    for card in found:
        article = public[card.pk]
        assert (card.kicker, card.headline, card.subhead, card.dateline, card.body) == (
            article.kicker, article.headline, article.subhead, article.dateline, article.body,
        )  # fmt: skip
        assert card.column == (article.column.name if article.column else "")
        assert (card.day, card.is_printed) == (article.listed_on, article.issue is not None)
        assert card.edition == (article.issue.edition if article.issue else "")
        assert card.page_number == article.page_number
        assert card.get_absolute_url() == article.get_absolute_url()
        assert card.summary == article.summary
        assert [tuple(one) for one in card.bylines] == [(b.role, b.name) for b in article.bylines.all()]


def test_brief_cards_have_no_text(paper):
    key = paper.published()[0].pk
    (card,) = cards([key], brief=True)
    assert (card.body, card.summary) == ("", "")
    assert cards([]) == []


@pytest.mark.parametrize("year", [None, 2024, 2025])
@pytest.mark.parametrize("in_column", [False, True])
def test_places_are_those_of_the_list(paper, year, in_column):
    topic = Topic.objects.get(slug="yanglao")
    column = Column.objects.get() if in_column else None
    links = ArticleTopic.objects.filter(topic=topic).listed().order_by("-listed_on", "-article_id")
    if year:
        links = links.filter(listed_on__year=year)
    if column:
        links = links.filter(article__column=column)
    wanted = [(link.listed_on, link.article_id) for link in links]
    rows = listed.of_topic(topic.pk).of_year(year).in_column(column)
    assert rows.newest(100) == wanted
    for at, place in enumerate(wanted):
        assert rows.newest(3, listed.Place(*place)) == wanted[at + 1 : at + 4]


def test_people_and_columns_have_their_lists(paper):
    column = Column.objects.get()
    in_column = column.articles.published().newest_first()
    assert [key for _, key in listed.of_column(column.pk).newest(100)] == [one.pk for one in in_column]
    person = Byline.objects.listed()[0].correspondent
    signed = person.bylines.listed().order_by("-listed_on", "-article_id")
    assert [key for _, key in listed.signed_by(person.pk).newest(100)] == [one.article_id for one in signed]
    newest = Article.objects.published().newest_first()
    assert [key for _, key in listed.ARTICLES.newest(100)] == [one.pk for one in newest]


def test_an_article_is_opened_as_it_is(paper):
    for article in paper.for_page():
        again, photos, topics, corrections = opened(article.pk)
        for name in ("status", "kicker", "headline", "subhead", "dateline", "body", "origin", "source_name",
                     "published_at", "moved_at", "listed_on", "page_number", "issue", "column"):  # fmt: skip
            assert getattr(again, name) == getattr(article, name), name
        assert str(again.column) == str(article.column)
        assert str(again.issue) == str(article.issue)
        assert [(b.role, b.name, b.correspondent) for b in again.bylines.all()] == [
            (b.role, b.name, b.correspondent) for b in article.bylines.all()
        ]
        shown = Topic.objects.filter(article_links__in=article.topic_links.listed())
        assert (photos, topics, corrections) == ([], list(shown), [])


def test_photos_tags_and_corrections_come_with_it(django_assert_num_queries):
    article = make_article(issue=make_issue(), topics=["zhengwu", "yanglao"], people=[make_person()])
    article.tags.add("食堂", "老人")
    photo = make_photo("食堂", article=article, people=[make_person()])
    hidden = make_photo("草稿", article=article, status=Status.DRAFT)
    times = [ON_THE_WEB + datetime.timedelta(days=day, microseconds=day) for day in range(3)]
    first = Correction.objects.create(article=article, notice="地点", created_at=times[0])
    last = Correction.objects.create(photo=photo, notice="人名", created_at=times[2])
    Correction.objects.create(photo=hidden, notice="没有人看见", created_at=times[1])
    with django_assert_num_queries(4):  # The article, its photos, their credits, all topics.
        again, photos, topics, corrections = opened(article.pk)
    assert {tag.name for tag in again.tags.all()} == {"食堂", "老人"}
    assert photos == [photo]
    assert [topic.slug for topic in topics] == ["yanglao", "zhengwu"]
    assert corrections == [last, first]
    assert [(one.notice, one.created_at) for one in corrections] == [("人名", times[2]), ("地点", times[0])]


@pytest.mark.parametrize("key", [0, 987654321, 2**63 - 1, 2**63, 10**30])
def test_what_is_not_there_is_not_opened(key):
    assert opened(key) is None
