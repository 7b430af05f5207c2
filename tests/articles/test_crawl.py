"""The demo site read link by link from its front page: nothing is broken, and all of it is well said."""

import gzip
import json
import re
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings

from articles.metadata.registry import PAGES
from articles.models import Article, Correction
from articles.urls import urlpatterns
from tests.articles.crawling import START, crawl
from tests.articles.linked_data import check_graph
from tests.factories import ON_THE_WEB, make_person, make_photo
from tests.schemas import CHECKS

pytestmark = pytest.mark.django_db  # So that there are tables; the tests themselves read nothing from them.

DUMPS = Path(__file__).parents[1] / "dumps" / "archive"
SOME = ("2025-03-07_01.txt", "2025-03-07_02.txt", "2025-03-14_01.txt")

SITE_TAGS = {"SiteName", "SiteDomain"}
LIST_TAGS = {"ColumnName", "ColumnDescription", "ColumnKeywords"}
PIECE_TAGS = {"ArticleTitle", "PubDate", "ContentSource", "Url"}
OPEN_GRAPH = {"og:title", "og:type", "og:url", "og:site_name", "og:locale"}
LISTS = {"topic", "column", "issues", "issue", "page", "photos", "people", "person", "person_photos"}
# Addresses that lead to no page that search engines should keep.
UNLISTED = {"search", "display", "report", "report_thanks"}
WEIGHT = 40 * 1024  # Bytes on the wire.


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker, tmp_path_factory):
    """Every answer of a newsroom made of some dumps, with a picture and a correction, by its address."""
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=media), transaction.atomic():
        call_command("createdemo", *(str(DUMPS / name) for name in SOME), verbosity=0, stdout=StringIO())
        article = (
            Article.objects.published().filter(issue__isnull=False, column__isnull=False).newest_first()[0]
        )
        make_photo("河岸的垂柳<新绿>。", issue=article.issue, page_number=1, article=article, with_file=True)
        photographer = make_person("容岸", "云港区摄影协会")
        for number in range(13):  # More than a person's own page shows.
            make_photo(f"江堤上的第{number}株柳树。", issue=article.issue, people=[photographer])
        Correction.objects.create(article=article, notice="日期有误，已经改正。", created_at=ON_THE_WEB)
        found = crawl(Client(raise_request_exception=False))
        transaction.set_rollback(True)
    return found


@pytest.fixture(scope="module")
def pages(found):
    return [answer for answer in found.values() if answer.is_page]


@pytest.fixture(scope="module")
def listed(pages):
    """The pages that search engines shall keep."""
    return [page for page in pages if page.name not in UNLISTED]


def of_kind(found, *names):
    chosen = [page for page in found if page.name in names]
    assert chosen
    return chosen


def test_every_link_leads_somewhere(found):
    broken = {
        answer.url: (answer.status, answer.came_from) for answer in found.values() if answer.status != 200
    }
    assert broken == {}


def test_every_kind_of_page_was_met_and_is_described(found):
    met = {answer.name for answer in found.values()}
    known = {pattern.name for pattern in urlpatterns}
    assert known - met <= {"report_thanks", "suggestions"}  # A script asks for these.
    html = {answer.name for answer in found.values() if answer.is_page}
    assert html - UNLISTED == set(PAGES)


def test_no_page_sets_a_cookie(found):
    assert [answer.url for answer in found.values() if answer.cookies] == []


def test_what_a_template_is_to_call_is_called(found):
    """Jinja prints a method that a template names without calling it."""
    assert [answer.url for answer in found.values() if b"bound method" in answer.content] == []


def test_every_page_has_one_headline_and_a_title_of_its_own(pages):
    assert [page.url for page in pages if len(page.all("h1")) != 1] == []
    canonical = {page.url: page for page in pages if "script=" not in page.url and page.name not in UNLISTED}
    titles = Counter("".join(page.all("title")[0].itertext()) for page in canonical.values())
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_is_valid_html_without_twice_given_ids(pages):
    assert {page.url: page.faults for page in pages if page.faults} == {}
    for page in pages:
        ids = Counter(one.get("id") for one in page.tree.iter() if one.get("id"))
        assert [each for each, count in ids.items() if count > 1] == [], page.url


def test_every_page_has_the_tags_of_its_kind_and_none_is_empty(pages, listed):
    for page in pages:
        tags = page.meta()
        assert tags.keys() >= SITE_TAGS, page.url
        assert all(content.strip() and content != "None" for content in tags.values()), page.url
        assert tags["SiteDomain"] == "testserver"
        assert ("robots" in tags) == (page.name in UNLISTED), page.url
    for page in of_kind(listed, *LISTS):
        assert page.meta().keys() >= LIST_TAGS, page.url
    for page in of_kind(listed, "article", "photo"):
        tags = page.meta()
        assert tags.keys() >= PIECE_TAGS, page.url
        assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", tags["PubDate"])
    for page in of_kind(listed, "topic", "issue", "issues", "page", "photos"):
        assert "ColumnType" in page.meta()


def test_every_page_has_one_canonical_address_and_tells_the_other_script(listed):
    for page in listed:
        canonical = [link.get("href") for link in page.all("link", rel="canonical")]
        assert canonical == [page.meta("property")["og:url"]], page.url
        assert canonical[0].startswith(START)
        scripts = {
            link.get("hreflang"): link.get("href") for link in page.all("link") if link.get("hreflang")
        }
        assert scripts.keys() == {"zh-Hans", "zh-Hant", "x-default"}
        assert (
            scripts["zh-Hans"] == scripts["x-default"] == scripts["zh-Hant"].removesuffix("script=hant")[:-1]
        )
        assert canonical[0] in scripts.values()
        assert page.meta("property").keys() >= OPEN_GRAPH


def test_every_listed_page_says_in_json_ld_what_it_is(listed):
    for page in listed:
        (block,) = page.all("script", type="application/ld+json")
        check_graph(json.loads(block.text), page.name)


def test_feeds_and_sitemaps_keep_to_their_schemas(found):
    checked = Counter()
    for answer in found.values():
        if check := CHECKS.get(answer.type):
            check(answer.content)
            checked[answer.type] += 1
    assert checked.keys() == CHECKS.keys()


def test_robots_are_kept_from_what_is_no_content(found):
    text = found[f"{START}robots.txt"].content.decode()
    assert text.splitlines()[0] == "User-agent: *"
    for path in ("/admin/", "/search/", "/display/", "/report/"):
        assert f"Disallow: {path}\n" in text
    assert text.endswith(f"Sitemap: {START}sitemap.xml\n")


def test_an_article_is_light_and_its_text_is_in_the_first_answer(found):
    page = max(of_kind(found.values(), "article"), key=lambda answer: len(answer.content))
    (body,) = [one for one in page.all("div") if "body" in one.get("class", "").split()]
    assert len("".join(body.itertext()).strip()) > 100
    assets = {
        url
        for tag, key in (("script", "src"), ("link", "href"))
        for one in page.all(tag)
        if (url := one.get(key) or "").startswith("/static/") and one.get("rel", "") in ("", "stylesheet")
    }
    sizes = [
        len(gzip.compress(answer.content, 6))
        for answer in (page, *(found[START[:-1] + url] for url in assets))
    ]
    assert len(sizes) >= 2
    assert sum(sizes) <= WEIGHT
