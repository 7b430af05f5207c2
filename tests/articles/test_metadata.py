"""What each page tells machines: META tags of the norm, Open Graph, links, JSON-LD."""

import datetime
import html
import json
import re

import pytest

from articles.models import Article, Column, Correction, Origin, Status
from tests.desk import administrator
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

LATER = datetime.datetime(2025, 3, 10, 1, 0, tzinfo=datetime.UTC)


@pytest.fixture
def article(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.SITE = settings.SITE | {
        "name": "云港新闻",
        "publisher": "云港区融媒体中心",
        "id_code": "3301000001",
    }
    column = Column.objects.create(name="民生实事", slug="minsheng")
    article = make_article(
        "三家食堂同日开张",
        subhead="热饭热菜端到老人手边",
        body="<p>第一段文字。</p>",
        issue=make_issue(number=1200, edition="早报"),
        page_number=2,
        column=column,
        topics=["yanglao"],
        people=[make_person("祝青禾", "望江路街道")],
    )
    article.tags.add("助餐")
    make_photo(
        "老人们正在用餐。", article=article, people=[make_person("容岸")], with_file=True, alt="用餐的老人"
    )
    return article


def read(client, path, status=200):
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def tags(page, key="name"):
    found = re.findall(rf'<meta {key}="([^"]*)" content="([^"]*)">', page)
    return {name: html.unescape(content) for name, content in found}


def links(page):
    return re.findall(r'<link rel="(\w+)" href="([^"]*)"', page.replace("&amp;", "&"))


def graph(page):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    return {node["@type"]: node for node in json.loads(block)["@graph"]}


def title(page):
    return html.unescape(re.search("<title>(.*)</title>", page)[1])


def test_article_has_the_tags_of_the_norm(client, article):
    page = read(client, article.get_absolute_url())
    image = tags(page)["Image"]
    assert (
        tags(page).items()
        >= {
            "SiteName": "云港新闻",
            "SiteDomain": "testserver",
            "SiteIDCode": "3301000001",
            "ArticleTitle": "三家食堂同日开张",
            "PubDate": "2025-03-08 09:30",
            "ContentSource": "云港区融媒体中心",
            "Keywords": "助餐,养老",
            "Author": "祝青禾",
            "Description": "第一段文字。",
            "Url": f"http://testserver{article.get_absolute_url()}",
        }.items()
    )
    assert re.fullmatch(r"http://testserver/photos/\d+/whole-60-\w+\.jpg", image)
    assert client.get(image).headers["Content-Type"] == "image/jpeg"
    assert title(page) == "三家食堂同日开张 - 民生实事 - 云港新闻"


def test_topic_has_the_tags_of_the_norm(client, article):
    found = tags(read(client, "/topics/yanglao/"))
    assert found["ColumnName"] == found["ColumnKeywords"] == "养老"
    assert found["ColumnType"] == "办事服务"
    assert found["ColumnDescription"] == found["Description"] != ""


def test_column_without_a_description_has_an_honest_one_and_no_type(client, article):
    found = tags(read(client, "/columns/minsheng/"))
    assert found["ColumnDescription"] == "“民生实事”栏目的全部文章，新的在前。"
    assert "ColumnType" not in found


def test_tag_without_a_value_is_left_out(client, settings):
    settings.SITE = settings.SITE | {"publisher": "", "id_code": ""}
    bare = make_article("没有署名的文章", body="")
    found = tags(read(client, bare.get_absolute_url()))
    assert not found.keys() & {"SiteIDCode", "Keywords", "Author", "Description", "Image"}
    assert found["ContentSource"] == found["SiteName"]


def test_repost_names_its_source(client):
    repost = make_article(origin=Origin.REPOST, source_name="云汀日报")
    page = read(client, repost.get_absolute_url())
    assert tags(page)["ContentSource"] == "云汀日报"
    assert graph(page)["NewsArticle"]["sourceOrganization"]["name"] == "云汀日报"


def test_article_can_be_passed_on(client, article):
    found = tags(read(client, article.get_absolute_url()), "property")
    assert (
        found.items()
        >= {
            "og:type": "article",
            "og:title": "三家食堂同日开张",
            "og:url": f"http://testserver{article.get_absolute_url()}",
            "og:locale": "zh_CN",
            "og:image:width": "60",
            "og:image:height": "40",
            "og:image:alt": "用餐的老人",
            "article:published_time": "2025-03-08T09:30:00+08:00",
            "article:section": "民生实事",
        }.items()
    )
    assert "article:modified_time" not in found


def test_article_says_in_json_ld_when_where_and_by_whom(client, article):
    Correction.objects.create(article=article, notice="人数有误，已改正。", created_at=LATER)
    nodes = graph(read(client, article.get_absolute_url()))
    news = nodes["NewsArticle"]
    assert news["headline"] == "三家食堂同日开张"
    assert news["alternativeHeadline"] == "热饭热菜端到老人手边"
    assert news["datePublished"] == "2025-03-08T09:30:00+08:00"
    assert news["dateModified"] == "2025-03-10T09:00:00+08:00"
    assert [author["name"] for author in news["author"]] == ["祝青禾"]
    assert news["author"][0]["url"].startswith("http://testserver/people/")
    assert (news["printEdition"], news["printPage"], news["printColumn"]) == ("早报", "2", "民生实事")
    assert news["isPartOf"]["datePublished"] == "2025-03-07"
    assert news["isPartOf"]["issueNumber"] == "1200"
    assert news["publisher"]["@type"] == "NewsMediaOrganization"
    assert news["image"][0]["creditText"] == "容岸 摄"
    assert news["correction"][0]["text"] == "人数有误，已改正。"
    assert news["wordCount"] == 6
    steps = nodes["BreadcrumbList"]["itemListElement"]
    assert [step["name"] for step in steps] == ["首页", "民生实事", "三家食堂同日开张"]


def test_long_headline_is_cut_for_search_engines_alone(client):
    article = make_article("长" * 150)
    page = read(client, article.get_absolute_url())
    assert graph(page)["NewsArticle"]["headline"] == "长" * 109 + "…"
    assert tags(page)["ArticleTitle"] == "长" * 150


def test_markup_cannot_end_the_script_block(client):
    attack = "</script><script>alert(1)</script>&\u2028"
    page = read(client, make_article(attack).get_absolute_url())
    assert page.count("<script>") == 0
    assert graph(page)["NewsArticle"]["headline"] == "</script><script>alert(1)</script>&"


def test_front_tells_how_it_is_searched(client):
    website = graph(read(client, "/"))["WebSite"]
    assert (
        website["potentialAction"]["target"]["urlTemplate"]
        == "http://testserver/search/?q={search_term_string}"
    )


def test_person_has_a_profile(client, article):
    person = article.bylines.get().correspondent
    page = read(client, person.get_absolute_url())
    assert graph(page)["ProfilePage"]["mainEntity"]["affiliation"]["name"] == "望江路街道"
    assert tags(page, "property")["og:type"] == "profile"


def test_site_address_of_the_settings_goes_before_that_of_the_request(client, settings, article):
    settings.SITE = settings.SITE | {"url": "https://news.example.cn"}
    page = read(client, article.get_absolute_url())
    assert ("canonical", f"https://news.example.cn{article.get_absolute_url()}") in links(page)
    assert tags(page)["SiteDomain"] == "news.example.cn"


def test_canonical_address_keeps_what_makes_it_another_page_and_nothing_else(client, article):
    page = read(client, "/topics/yanglao/?utm=x&before=2026-01-01.9&year=2025")
    base = "http://testserver/topics/yanglao/?year=2025&before=2026-01-01.9"
    assert ("canonical", base) in links(page)
    assert ("alternate", f"{base}&script=hant") in links(page)
    assert title(page).startswith("养老（2025年，2026-01-01.9以前） - ")


def test_page_in_traditional_characters_is_canonical_for_itself(client, article):
    page = read(client, f"{article.get_absolute_url()}?script=hant")
    assert ("canonical", f"http://testserver{article.get_absolute_url()}?script=hant") in links(page)
    assert tags(page, "property")["og:locale"] == "zh_HK"
    assert graph(page)["NewsArticle"]["inLanguage"] == "zh-Hant"


def test_list_leads_to_its_next_page_and_issue_to_its_neighbours(client):
    for day in range(1, 23):
        make_article(issue=make_issue(datetime.date(2025, 3, day)), topics=["yanglao"])
    rels = dict(links(read(client, "/topics/yanglao/")))
    assert rels["next"].startswith("http://testserver/topics/yanglao/?before=2025-03-03.")
    rels = dict(links(read(client, "/issues/2025-03-07/")))
    assert (rels["prev"], rels["next"]) == tuple(
        f"http://testserver/issues/2025-03-0{day}/" for day in (6, 8)
    )


@pytest.mark.parametrize("path", ["/search/?q=食堂", "/display/", "/report/?article={pk}", "/nothing/"])
def test_what_is_no_content_is_not_indexed(client, article, path):
    page = client.get(path.format(pk=article.pk)).content.decode()
    assert tags(page)["robots"] == "noindex"
    assert "canonical" not in dict(links(page))
    assert "ld+json" not in page


def test_withdrawn_article_tells_nothing_of_itself(client):
    article = make_article("不该看见", status=Status.WITHDRAWN)
    page = read(client, article.get_absolute_url(), 410)
    assert tags(page)["robots"] == "noindex"
    assert title(page).startswith("本文已撤回 - ")


def test_preview_is_described_as_its_page_will_be_and_not_indexed(client):
    client.force_login(administrator())
    draft = make_article("还没发布的文章", status=Status.DRAFT)
    page = read(client, f"/admin/articles/article/{draft.pk}/preview/")
    assert tags(page)["ArticleTitle"] == "还没发布的文章"
    assert tags(page)["robots"] == "noindex"
    assert "PubDate" not in tags(page)
    assert "ld+json" not in page
    assert Article.objects.published().count() == 0
