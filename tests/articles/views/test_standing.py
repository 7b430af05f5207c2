"""About, accessibility statement, map of the site: nothing invented, nothing that leads nowhere."""

import datetime
import re

import pytest

from articles.models import Column
from tests.factories import make_article, make_issue

pytestmark = pytest.mark.django_db

BLANK = dict.fromkeys(
    ("slogan", "publisher", "contact", "id_code", "icp", "police_record", "news_licence"), ""
)


def main_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def test_about_tells_who_publishes_as_far_as_it_is_set(client, settings):
    settings.SITE = settings.SITE | BLANK
    assert "<dl>" not in main_of(client, "/about/")
    settings.SITE = settings.SITE | {"publisher": "云港区融媒体中心", "contact": "0000-12345"}
    html = main_of(client, "/about/")
    assert "<dt>主办单位</dt><dd>云港区融媒体中心</dd>" in html
    assert html.count("<dt>") == 2


@pytest.mark.parametrize(
    ("stages", "words"), [(3, "初审、复审、终审三道审核"), (2, "初审、终审两道审核"), (1, "经过终审")]
)
def test_about_tells_as_many_reviews_as_there_are(client, settings, stages, words):
    settings.REVIEW_STAGES = stages
    assert words in main_of(client, "/about/")


def test_accessibility_statement_names_a_contact_where_there_is_one(client, settings):
    settings.SITE = settings.SITE | BLANK | {"contact": "wza@example.org"}
    assert "wza@example.org" in main_of(client, "/accessibility/")


def test_map_of_the_site_names_what_has_something_in_it(client):
    full = Column.objects.create(name="民生实事", slug="minsheng")
    Column.objects.create(name="空栏目", slug="kong")
    make_article(issue=make_issue(datetime.date(2023, 5, 4)), column=full, topics=["yanglao"])
    make_article(issue=make_issue())
    html = main_of(client, "/sitemap/")
    for path in ("/topics/yanglao/", "/columns/minsheng/", "/issues/?year=2023", "/issues/?year=2025"):
        assert f'href="{path}"' in html
    assert "zhengwu" not in html
    assert "空栏目" not in html


def test_footer_of_every_page_leads_to_pages_that_are_there(client):
    html = client.get("/about/").content.decode()
    footer = html[html.index("<footer") :]
    assert '<a href="/about/" aria-current="page">关于本站</a>' in footer
    for path in re.findall(r'href="([^"]+)"', footer):
        assert client.get(path).status_code == 200
