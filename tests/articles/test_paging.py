"""Paging by key shows every row exactly once, newest first, and refuses what is no cursor."""

import datetime
import re

import pytest

from articles import paging
from articles.models import Article, Byline, Column
from people.models import Correspondent
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

NEXT = re.compile(r'rel="next" href="(\?[^"]+)"')


def walk(client, path, link):
    """Follow the next links from `path`; return the keys that the links of kind `link` name."""
    seen, query = [], ""
    for _ in range(20):
        html = client.get(path + query).content.decode()
        main = html[html.index("<main") : html.index("</main>")]
        seen += [int(key) for key in re.findall(rf'href="/{link}/(\d+)/"', main)]
        match = NEXT.search(main)
        if match is None:
            return seen
        query = match[1].replace("&amp;", "&")
    raise AssertionError("the next links do not end")


def issues_with_many_articles_a_day():
    return [make_issue(datetime.date(2025, 3, day)) for day in (7, 14)]


def newest_first(model=Article):
    return list(model.objects.newest_first().values_list("pk", flat=True))


def test_topic_shows_every_article_once(client):
    for number in range(47):
        make_article(issue=issues_with_many_articles_a_day()[number % 2], topics=["yanglao"])
    assert walk(client, "/topics/yanglao/", "articles") == newest_first()


def test_column_shows_every_article_once(client):
    column = Column.objects.create(name="民生实事", slug="minsheng")
    for number in range(41):
        make_article(issue=issues_with_many_articles_a_day()[number % 2], column=column)
    assert walk(client, "/columns/minsheng/", "articles") == newest_first()


def test_person_shows_every_article_once(client):
    person = make_person()
    for number in range(43):
        make_article(issue=issues_with_many_articles_a_day()[number % 2], people=[person])
    assert walk(client, f"/people/{person.pk}/", "articles") == newest_first()


def test_person_who_signed_an_article_twice_has_it_listed_once(client):
    person = make_person()
    for _ in range(30):
        article = make_article(people=[person])
        Byline.objects.create(
            article=article, correspondent=person, role="图", position=1, listed_on=article.listed_on
        )
    assert walk(client, f"/people/{person.pk}/", "articles") == newest_first()


def test_photos_show_every_photo_once(client):
    photos = [make_photo(issue=issue) for issue in issues_with_many_articles_a_day() for _ in range(22)]
    assert walk(client, "/photos/", "photos") == [photo.pk for photo in reversed(photos)]


def test_people_show_everybody_once_by_pinyin(rf):
    people = [make_person(name, str(number)) for number in range(4) for name in ("万桐", "安宁", "万通")]
    seen, query = [], ""
    while query or not seen:
        page = paging.alphabetical(rf.get(f"/?{query}"), Correspondent.objects.all(), size=5)
        seen, query = [*seen, *page.rows], page.next_query
    assert seen == sorted(people, key=lambda person: (person.pinyin, person.pk))


def test_exactly_full_page_has_no_next_one(client):
    for _ in range(20):
        make_article(topics=["yanglao"])
    html = client.get("/topics/yanglao/").content.decode()
    assert NEXT.search(html) is None


def test_later_page_leads_back_to_the_newest(client):
    for _ in range(21):
        make_article(topics=["yanglao"])
    first = client.get("/topics/yanglao/").content.decode()
    second = client.get("/topics/yanglao/" + NEXT.search(first)[1]).content.decode()
    assert "更早的文章" in first
    assert "回到最新" not in first
    assert '<a href="/topics/yanglao/">回到最新</a>' in second


def test_page_past_the_end_says_so_calmly(client):
    make_article(topics=["yanglao"])
    assert "没有更早的文章了" in client.get("/topics/yanglao/?before=2000-01-01.1").content.decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "2025-03-07",
        "2025-03-07.",
        "2025-02-30.1",
        "2025-03-07.-1",
        "2025-03-07.1x",
        "2025-03-07." + "9" * 30,
    ],
)
@pytest.mark.parametrize("path", ["/topics/yanglao/", "/photos/"])
def test_bad_cursor_is_not_found(client, path, cursor):
    assert client.get(path, {"before": cursor}).status_code == 404


@pytest.mark.parametrize("cursor", ["x", ".1", "wan\x00.1", "wan.x", "wan." + "9" * 30])
def test_bad_cursor_among_people_is_not_found(client, cursor):
    assert client.get("/people/", {"after": cursor}).status_code == 404
