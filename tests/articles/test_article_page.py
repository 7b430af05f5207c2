"""What stands around an article: notes, passing it on, where to go next; and its QR code."""

import datetime
from xml.etree import ElementTree

import pytest

from articles.models import Column, Correction, Status, Topic
from tests.articles.test_views import read, text_of
from tests.factories import ON_THE_WEB, make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

# The article, its people, tags, topics, photos and what was put right; three of them for what is related,
# one for its neighbours, one for the navigation.
QUERIES = 9


@pytest.fixture
def article():
    """One printed in the middle of a page, in a topic of guidance and a column."""
    column = Column.objects.create(name="民生实事", slug="minsheng")
    return make_article(
        "三家食堂同日开张",
        issue=make_issue(number=1200),
        page_number=2,
        line_start=20,
        column=column,
        topics=["yanglao"],
        people=[make_person("祝青禾")],
    )


def shown(client, article):
    return read(client, article.get_absolute_url())


def test_both_dates_are_told_each_by_its_name(client, article):
    words = text_of(shown(client, article))
    assert "见报 2025年3月7日 第1200期 第2版" in words
    assert "上网时间 2025-03-08 09:30" in words
    assert "来源：" in words


def test_neighbours_of_the_page_lead_on(client, article):
    before = make_article("头条", issue=make_issue(), page_number=2, line_start=1)
    after = make_article("尾条", issue=make_issue(), page_number=2, line_start=90)
    html = shown(client, article)
    assert f'rel="prev" href="{before.get_absolute_url()}"' in html
    assert f'rel="next" href="{after.get_absolute_url()}"' in html
    assert "看第2版全部内容" in html
    assert "同版" not in shown(client, make_article("没有见报"))


def test_related_articles_stand_below(client, article):
    other = make_article("同主题的文章", topics=["yanglao"])
    html = shown(client, article)
    assert f'href="{other.get_absolute_url()}"' in html[html.index("相关文章") :]
    assert "相关文章" not in shown(client, make_article("没有主题"))


def test_address_and_citation_can_be_selected_and_reporting_is_near(client, article, settings):
    settings.SITE = settings.SITE | {"name": "云港日报", "url": "https://news.example.cn"}
    html = shown(client, article)
    address = f"https://news.example.cn/articles/{article.pk}/"
    assert f">{address}</p>" in html
    cited = f"祝青禾. 三家食堂同日开张[N/OL]. 云港日报, 2025-03-07(2)[2025-03-08]. {address}"
    assert cited in html
    assert f'href="/report/?article={article.pk}"' in html
    photo = make_photo()
    assert f'href="/report/?photo={photo.pk}"' in read(client, photo.get_absolute_url())


def test_old_guidance_says_that_rules_may_have_changed(client, article):
    assert "本文刊发于 2025年3月7日 ，办事规定可能已有变化" in text_of(shown(client, article))
    Topic.objects.filter(slug="yanglao").update(column_type="工作动态")
    assert "可能已有变化" not in shown(client, article)


def test_the_qr_code_is_a_small_picture_that_caches_keep(client, article):
    response = client.get(f"/articles/{article.pk}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert "max-age=" in response["Cache-Control"]
    assert not response.cookies
    assert len(response.content) < 4000
    assert b"style" not in response.content  # The Content-Security-Policy would refuse it.
    drawn = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    assert drawn.tag == "{http://www.w3.org/2000/svg}svg"
    assert f'src="/articles/{article.pk}/qr.svg"' in shown(client, article)


def test_each_address_has_a_qr_code_of_its_own(client, article, settings):
    here = client.get(f"/articles/{article.pk}/qr.svg").content
    settings.SITE = settings.SITE | {"url": "https://news.example.cn"}
    assert client.get(f"/articles/{article.pk}/qr.svg").content != here


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN, Status.SPIKED])
def test_what_is_not_public_has_no_qr_code(client, status):
    assert client.get(f"/articles/{make_article(status=status).pk}/qr.svg").status_code == 404


@pytest.mark.parametrize("rows", [2, 20])
def test_it_asks_no_more_often_for_more(client, article, django_assert_num_queries, rows):
    for number in range(rows):
        day = make_issue(datetime.date(2025, 1, 1) + datetime.timedelta(days=number))
        people = [make_person(), make_person()]
        make_article(issue=day, topics=["yanglao"], column=article.column, people=people)
        make_article(issue=make_issue(), page_number=2, people=people)
        make_photo(article=article, people=people)
        article.tags.add(f"标签{number}")
        Correction.objects.create(article=article, notice="有误，已改正。", created_at=ON_THE_WEB)
    with django_assert_num_queries(QUERIES):
        shown(client, article)


def test_a_table_moves_sideways_in_a_box_that_the_keyboard_reaches(client):
    article = make_article(body="<p>收费标准：</p><table><tr><td>早餐</td><td>六元</td></tr></table>")
    html = client.get(article.get_absolute_url()).content.decode()
    assert '<div class="table" role="region" aria-label="表格" tabindex="0"><table>' in html
    assert "</table></div>" in html
