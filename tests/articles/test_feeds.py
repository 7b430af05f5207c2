"""Feeds: what is in them, that they are valid, and what they cost."""

import datetime

import pytest
from django.utils import timezone

from articles import workflow
from articles.feeds.sources import LENGTH
from articles.models import Article, Byline, Column, Correction, Status
from people.models import Correspondent
from tests.factories import PRINTED_ON, make_article, make_issue, make_person, make_photo
from tests.schemas import CHECKS, json_feed, valid

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


@pytest.fixture
def article(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE = settings.SITE | {"name": "云港新闻", "url": "https://news.example.cn"}
    article = make_article(
        "三家食堂 & 两处书屋",
        kicker="望江路街道",
        dateline="本报讯",
        body='<p>第一段<a href="/topics/yanglao/">链接</a>。</p>\n<h3>小标题</h3>\n<p>第二段。</p>',
        issue=make_issue(),
        column=Column.objects.create(name="民生实事", slug="minsheng"),
        topics=["yanglao"],
        people=[make_person("祝青禾", "望江路街道")],
    )
    make_photo("老人们<正在>用餐。", article=article, people=[make_person("容岸")], with_file=True)
    return article


@pytest.fixture
def feeds(article):
    person = Correspondent.objects.get(name="祝青禾")
    return [
        "/feeds/latest/",
        "/feeds/topics/yanglao/",
        "/feeds/columns/minsheng/",
        f"/feeds/people/{person.pk}/",
    ]


def get(client, path, **headers):
    return client.get(path, headers=headers)


def test_every_feed_comes_valid_in_three_forms_with_the_article_in_it(client, feeds, article):
    for path in feeds:
        for form, kind in (("", "rss"), ("atom/", "atom"), ("json/", "feed")):
            response = get(client, path + form)
            media_type = response.headers["Content-Type"].split(";")[0]
            assert media_type == f"application/{kind}+{'json' if form == 'json/' else 'xml'}"
            CHECKS[media_type](response.content)
            assert f"https://news.example.cn{article.get_absolute_url()}" in response.content.decode()
            assert not response.cookies


def test_item_has_the_whole_text_with_pictures_and_whole_addresses(client, article):
    (item,) = valid(get(client, "/feeds/latest/").content, "rss").findall("channel/item")
    assert item.findtext("title") == "三家食堂 & 两处书屋"
    assert item.findtext("guid") == f"https://news.example.cn{article.get_absolute_url()}"
    assert item.findtext("{http://purl.org/dc/elements/1.1/}creator") == "祝青禾"
    text = item.findtext(CONTENT)
    assert text.startswith('<p><b>望江路街道</b></p>\n<p><strong class="dateline">本报讯</strong> 第一段<a ')
    assert 'href="https://news.example.cn/topics/yanglao/"' in text
    assert "<h2>小标题</h2>" in text
    assert '<img src="https://news.example.cn/photos/' in text
    assert "<figcaption>老人们&lt;正在&gt;用餐。 容岸 摄</figcaption>" in text


def test_json_feed_names_authors_tags_and_times(client, article):
    feed = json_feed(get(client, "/feeds/latest/json/").content)
    (item,) = feed["items"]
    assert feed["feed_url"] == "https://news.example.cn/feeds/latest/json/"
    assert item["authors"][0]["name"] == "祝青禾"
    assert item["tags"] == ["民生实事"]
    assert item["date_published"] == "2025-03-08T09:30:00+08:00"


def test_atom_tells_when_an_article_was_corrected(client, article):
    at = datetime.datetime(2025, 3, 10, 1, 0, tzinfo=datetime.UTC)
    Correction.objects.create(article=article, notice="人数有误。", created_at=at)
    (entry,) = valid(get(client, "/feeds/latest/atom/").content, "atom").findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}published") == "2025-03-08T01:30:00+00:00"
    assert entry.findtext(f"{ATOM}updated") == "2025-03-10T01:00:00+00:00"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "祝青禾"


def test_control_characters_never_break_a_feed(client):
    person = Correspondent.objects.create(name="裴\x0b文", name_key="裴文", pinyin="pei")
    make_article("标题\x08里\x1f的", body="<p>正文\x0c\ufffe里的</p>", kicker="引\x01题", people=[person])
    for form in ("", "atom/", "json/"):
        response = get(client, f"/feeds/latest/{form}")
        CHECKS[response.headers["Content-Type"].split(";")[0]](response.content)
        assert "标题里的" in response.content.decode()


def test_newest_come_first_and_no_more_than_a_feed_holds(client):
    for day in range(LENGTH + 5):
        make_article(f"第{day}天", issue=make_issue(PRINTED_ON + datetime.timedelta(days=day)))
    titles = [item["title"] for item in json_feed(get(client, "/feeds/latest/json/").content)["items"]]
    assert titles == [f"第{day}天" for day in range(LENGTH + 4, 4, -1)]


def test_what_somebody_signed_twice_is_in_their_feed_once(client, article, feeds):
    Byline.objects.create(
        article=article, correspondent=article.bylines.get().correspondent, listed_on=PRINTED_ON
    )
    assert len(json_feed(get(client, f"{feeds[3]}json/").content)["items"]) == 1


@pytest.mark.parametrize("status", [status for status in Status.values if status != Status.PUBLISHED])
def test_what_is_not_public_is_in_no_feed(client, article, feeds, status):
    person = article.bylines.get().correspondent
    make_article("不该看见", status=status, column=article.column, topics=["yanglao"], people=[person])
    make_photo("不该看见", status=status, article=article, with_file=True)
    for path in feeds:
        assert "不该看见" not in get(client, path).content.decode()


@pytest.mark.parametrize(
    "path", ["topics/nothing/", "columns/nothing/", "people/999/", "people/999/json/", "x/"]
)
def test_feed_of_nothing_is_not_found(client, path):
    assert get(client, f"/feeds/{path}").status_code == 404


def test_feed_of_an_empty_topic_is_empty_and_always_the_same(client):
    first, again = (get(client, "/feeds/topics/yanglao/") for _ in range(2))
    assert valid(first.content, "rss").findall("channel/item") == []
    assert first.content == again.content


# --- Asked again --------------------------------------------------------------------------------


def test_who_has_a_feed_already_is_told_so_without_its_text(client, article, django_assert_num_queries):
    first = get(client, "/feeds/latest/")
    with django_assert_num_queries(5):
        again = get(client, "/feeds/latest/", if_none_match=first.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert get(client, "/feeds/latest/", if_modified_since=first.headers["Last-Modified"]).status_code == 304


def _correct(article):
    Correction.objects.create(article=article, notice="人数有误。", created_at=timezone.now())


def _withdraw(article):
    workflow.move("withdraw", Article.objects.filter(pk=article.pk), opinion="有误")


def _rename(article):
    Correspondent.objects.filter(name="祝青禾").update(name="祝青和")


@pytest.mark.parametrize(
    "change",
    [
        _correct,
        _withdraw,
        _rename,
        lambda article: make_article(),
        lambda article: make_photo(article=article),
    ],
)
def test_feed_that_has_changed_is_sent_anew(client, article, change):
    mark = get(client, "/feeds/latest/").headers["ETag"]
    change(article)
    response = get(client, "/feeds/latest/", if_none_match=mark)
    assert response.status_code == 200
    assert response.headers["ETag"] != mark


@pytest.mark.parametrize("rows", [2, 12])
def test_queries_do_not_grow_with_rows(client, feeds, article, django_assert_num_queries, rows):
    for _ in range(rows):
        people = [article.bylines.get().correspondent, make_person()]
        more = make_article(column=article.column, topics=["yanglao"], people=people)
        more.tags.add("助餐", f"标签{rows}")
        make_photo(article=more, people=people, with_file=True)
        _correct(more)
    for path, count in zip(feeds, (11, 12, 12, 12), strict=True):
        with django_assert_num_queries(count):
            assert get(client, path).status_code == 200


def test_page_of_feeds_leads_to_them(client, article):
    page = get(client, "/feeds/").content.decode()
    for path in ("latest/", "latest/atom/", "latest/json/", "topics/yanglao/", "columns/minsheng/"):
        assert f'href="/feeds/{path}"' in page
    assert "zhengwu" not in page[page.index("<main") :]
