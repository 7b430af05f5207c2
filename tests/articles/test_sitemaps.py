"""Sitemaps: which addresses are in which file, and what finding them costs."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import months, sitemaps
from articles.models import Article, Column, Correction, Photo, Status
from articles.months import Month
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.schemas import valid

pytestmark = pytest.mark.django_db

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LASTMOD = "{http://www.sitemaps.org/schemas/sitemap/0.9}lastmod"


def places(client, path):
    """The addresses of a sitemap, without the host."""
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    found = valid(response.content, "sitemap").iter(LOC)
    return [place.text.removeprefix("http://testserver") for place in found]


def on(year, month, day=1):
    return make_issue(datetime.date(year, month, day))


def test_index_has_a_file_for_each_month_with_something_public(client):
    for day in (on(2023, 12, 31), on(2024, 2, 1), on(2024, 2, 29), on(2025, 3)):
        make_article(issue=day)
    make_photo(issue=on(2021, 7))
    make_article(issue=on(2022, 1), status=Status.WITHDRAWN)
    months = [place for place in places(client, "/sitemap.xml") if "20" in place]
    assert months == [f"/sitemaps/{name}.xml" for name in ("2025-03", "2024-02", "2023-12", "2021-07")]


def test_every_file_of_the_index_is_there(client):
    make_article(issue=on(2025, 3))
    for place in places(client, "/sitemap.xml"):
        places(client, place)


def test_month_has_its_articles_and_photos_and_when_they_changed(client):
    article, photo = make_article(issue=on(2025, 3, 31)), make_photo(issue=on(2025, 3, 1))
    for other in (on(2025, 2, 28), on(2025, 4)):
        make_article(issue=other)
    make_article("不该看见", issue=on(2025, 3), status=Status.WITHDRAWN)
    at = datetime.datetime(2025, 4, 2, 1, 0, tzinfo=datetime.UTC)
    Correction.objects.create(article=article, created_at=at)
    assert places(client, "/sitemaps/2025-03.xml") == [article.get_absolute_url(), photo.get_absolute_url()]
    times = [
        time.text for time in valid(client.get("/sitemaps/2025-03.xml").content, "sitemap").iter(LASTMOD)
    ]
    assert times == ["2025-04-02T09:00:00+08:00", "2025-03-08T09:30:00+08:00"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL counts what is empty by itself")
def test_corrections_of_a_photo_are_found_by_an_index_though_next_to_none_are_of_photos():
    article, at = make_article(), timezone.now()
    Correction.objects.bulk_create(Correction(article=article, created_at=at) for _ in range(500))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_correction")
    assert "correction_of_a_photo" in Correction.objects.filter(photo=1).explain()


@pytest.mark.parametrize(
    "name", ["2025-04", "2025-03-2", "2025-13", "0000-01", "2025-3", "9999-12", "nothing"]
)
def test_file_of_no_month_is_not_found(client, name):
    make_article(issue=on(2025, 3))
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


def test_month_with_too_many_addresses_has_several_files(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "PART", 2)
    articles = [make_article(issue=on(2025, 3)) for _ in range(5)]
    photos = [make_photo(issue=on(2025, 3)) for _ in range(3)]
    make_article(issue=on(2025, 2))
    names = [place for place in places(client, "/sitemap.xml") if "2025" in place]
    assert names == [f"/sitemaps/{name}.xml" for name in ("2025-03", "2025-03-2", "2025-03-3", "2025-02")]
    parts = [places(client, name) for name in names[:3]]
    assert [len(part) for part in parts] == [4, 3, 1]
    assert {place for part in parts for place in part} == {
        each.get_absolute_url() for each in articles + photos
    }


def test_months_are_counted_in_parts():
    for day in range(1, 6):
        make_article(issue=on(2025, 3, day))
    make_article(issue=on(2024, 12))
    assert months.of(Article, 2) == {Month(2025, 3): 3, Month(2024, 12): 1}
    assert months.of(Photo, 2) == {}


def test_lists_and_people_are_in_one_file(client):
    column = Column.objects.create(name="民生实事", slug="minsheng")
    article = make_article(issue=on(2025, 3, 7), column=column, topics=["yanglao"], people=[make_person()])
    found = places(client, "/sitemaps/pages.xml")
    person = article.bylines.get().correspondent
    for place in ("/", "/about/", "/topics/yanglao/", "/columns/minsheng/", "/issues/2025-03-07/"):
        assert place in found
    assert person.get_absolute_url() in found
    assert "/topics/zhengwu/" not in found
    assert len(found) == len(set(found))


def test_news_are_what_went_on_the_web_lately_and_is_no_old_print(client):
    now, today = timezone.now(), make_issue(timezone.localdate())
    fresh = make_article("今天<见报>的\x0b新闻", issue=today, published_at=now)
    web_only = make_article("网上的新闻", published_at=now - datetime.timedelta(days=1))
    make_article("三天前上网的", issue=today, published_at=now - datetime.timedelta(days=3))
    make_article("今天上网的旧报", issue=on(2010, 5), published_at=now)
    found = places(client, "/sitemaps/news.xml")
    assert set(found) == {fresh.get_absolute_url(), web_only.get_absolute_url()}
    assert "今天&lt;见报&gt;的新闻" in client.get("/sitemaps/news.xml").content.decode()


@pytest.mark.parametrize(
    "path", ["/sitemap.xml", "/sitemaps/2025-03.xml", "/sitemaps/pages.xml", "/sitemaps/news.xml"]
)
def test_queries_do_not_grow_with_rows(client, path):
    counts = []
    for rows in (1, 12):
        for number in range(rows):
            for day in (on(2025, 3, number + 1), on(2010 + number, 5)):
                make_article(issue=day, topics=["yanglao"], people=[make_person()])
                make_photo(issue=day)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 4


def test_robots_may_read_all_that_is_for_reading(client, settings):
    settings.SITE = settings.SITE | {"url": "https://news.example.cn"}
    response = client.get("/robots.txt")
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = response.content.decode().splitlines()
    assert lines[-1] == "Sitemap: https://news.example.cn/sitemap.xml"
    assert {"Disallow: /admin/", "Disallow: /search/", "Disallow: /display/", "Disallow: /report/"} <= set(
        lines
    )
