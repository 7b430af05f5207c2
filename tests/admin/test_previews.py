"""Previews: the public page of what is not public yet, for those who may see it at the desk."""

import pytest
from django.urls import reverse

from articles import workflow
from articles.models import Article, Photo, Status
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


def address(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_preview", args=[thing.pk])


def preview(desk, thing, **query):
    response = desk.get(address(thing), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def draft():
    return make_article(
        "食堂明天开张",
        status=Status.DRAFT,
        topics=["yanglao"],
        people=[make_person("祝青禾")],
        dateline="本报讯",
    )


def test_a_draft_is_shown_as_its_public_page_will_be(desk, client, draft):
    make_photo("灶台已经生火。", status=Status.DRAFT, article=draft)
    html = preview(desk, draft)
    for part in (
        "预览（尚未发布）",
        "食堂明天开张",
        "本报讯",
        "祝青禾",
        "灶台已经生火。",
        "/topics/yanglao/",
    ):
        assert part in html
    assert "None" not in html
    assert 'content=""' not in html
    assert client.get(draft.get_absolute_url()).status_code == 404


def test_a_preview_is_the_public_page_and_a_bar(desk):
    article = make_article(issue=make_issue(), page_number=2, topics=["yanglao"])
    public = desk.get(article.get_absolute_url()).content.decode()
    html = preview(desk, article)
    assert "预览（已发布）" in html
    end = '<footer class="site-footer">'  # Which names the address of the page, and so differs.
    assert html[html.index("<main") : html.index(end)] == public[public.index("<main") : public.index(end)]


def test_a_preview_leaves_out_what_the_article_will_not_have(desk, draft):
    make_photo("弃用的图片", status=Status.SPIKED, article=draft)
    draft.topic_links.update(confirmed=False)
    html = preview(desk, draft)
    assert "弃用的图片" not in html
    assert "所属主题" not in html


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.IN_REVIEW, "预览（尚未发布）"),
        (Status.SCHEDULED, "预览（尚未发布）"),
        (Status.SPIKED, "预览（已弃用，读者看不到）"),
    ],
)
def test_a_preview_says_how_the_photo_stands(desk, status, said):
    assert said in preview(desk, make_photo(status=status))


def test_a_withdrawn_article_can_be_read_again_before_it_is_restored(desk):
    article = make_article("撤下的文章")
    workflow.move("withdraw", Article.objects.all(), opinion="有误")
    html = preview(desk, article)
    assert "预览（已撤回，读者看不到）" in html
    assert "撤下的文章" in html


@pytest.mark.parametrize(
    ("asked", "size"), [("phone", "phone"), ("elder", "elder"), ("", "desktop"), ("<b>", "desktop")]
)
def test_a_preview_is_looked_at_in_three_sizes(desk, draft, asked, size):
    html = preview(desk, draft, **{"as": asked})
    marked = "preview-elder elder" if size == "elder" else f"preview-{size}"  # 长者模式 as readers have it.
    assert f'class="{marked}"' in html
    assert f'<a href="?as={size}" aria-current="page">' in html


def test_no_search_engine_and_no_cache_keeps_a_preview(desk, draft):
    response = desk.get(address(draft))
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"


def test_a_preview_is_for_those_who_may_see_the_article(client, draft):
    assert client.get(address(draft)).status_code == 302
    client.force_login(editor())
    assert client.get(address(draft)).status_code in (403, 404)
    assert client.get(address(make_photo(status=Status.DRAFT))).status_code in (403, 404)


def test_a_correspondent_previews_their_own_alone(client, draft):
    writer = editor("write_article")
    own = make_article("自己写的", status=Status.DRAFT, author=writer)
    client.force_login(writer)
    assert "自己写的" in preview(client, own)
    assert client.get(address(draft)).status_code == 404


@pytest.mark.parametrize("key", ["999", "x", "9" * 30])
def test_what_is_not_there_has_no_preview(desk, key):
    assert desk.get(f"/admin/articles/article/{key}/preview/").status_code == 404


def test_the_desk_leads_to_the_preview(desk, draft):
    for thing in (draft, make_photo(status=Status.DRAFT)):
        page = desk.get(reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk]))
        assert f'<a href="{address(thing)}">预览</a>' in page.content.decode()


@pytest.mark.parametrize("rows", [1, 10])
def test_a_preview_asks_no_more_often_for_more_photos(desk, draft, django_assert_num_queries, rows):
    for _ in range(rows):
        make_photo(status=Status.DRAFT, article=draft, people=[make_person()])
    desk.get(address(draft))
    with django_assert_num_queries(14):
        desk.get(address(draft))
    photo = Photo.objects.first()
    with django_assert_num_queries(12):
        desk.get(address(photo))
