"""From a page dump to a citizen's reading of it, in a real browser all the way."""

import datetime

import pytest
from django.contrib import admin
from django.urls import reverse

from articles import workflow
from articles.models import Article, Notice, Photo
from articles.moves import stages
from tests.flow import reviewer
from tests.importing.samples import CANTEEN, bring_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# Fields whose right edge lies beyond the row that holds, and would cut, them.
CUT_OFF = """() => [...document.querySelectorAll(".form-row :is(input, textarea, select)")]
    .filter((field) => field.offsetWidth)
    .filter((field) => field.getBoundingClientRect().right
        > field.closest(".form-row").getBoundingClientRect().right + 1)
    .map((field) => field.id)"""
HEADLINE = "望江路街道三家养老食堂同日开张"


@pytest.fixture
def imported(desk_url, tmp_path):
    """A dump brought in as drafts, and somebody at the desk."""
    path = tmp_path / "page.txt"
    path.write_text(CANTEEN)
    bring_in(path, date=datetime.date(2025, 3, 7), page_number=2)
    return desk_url


def sign_in(page, site):
    page.goto(f"{site}/admin/")
    page.get_by_label("用户名").fill("chief")
    page.get_by_label("密码").fill("secret-pass")
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台").wait_for()


def pass_all_reviews():
    """What three others do; their own way is in `test_flow`."""
    for stage in stages():
        workflow.move("pass", Article.objects.filter(headline=HEADLINE), by=reviewer(stage))


def test_a_dump_becomes_public_news(imported, open_page):
    citizen = open_page()
    citizen.goto(imported)
    assert HEADLINE not in citizen.content()

    editor = open_page(width=1280)
    sign_in(editor, imported)
    editor.get_by_role("link", name="稿件", exact=True).last.click()
    editor.get_by_role("link", name=HEADLINE).click()
    source = editor.get_by_role("complementary", name="版面原文")
    source.get_by_text(HEADLINE, exact=True).wait_for()
    editor.get_by_label("副题").fill("热饭热菜端到家门口")
    editor.get_by_role("button", name="保存并送审").click()
    editor.get_by_text("已送审 1 项。").wait_for()
    pass_all_reviews()
    editor.reload()
    editor.get_by_role("button", name="保存并发布").click()
    editor.get_by_text("已发布 1 项。").wait_for()

    citizen.reload()
    citizen.get_by_role("navigation").get_by_role("link", name="养老").first.click()
    citizen.get_by_role("link", name=HEADLINE).click()
    citizen.get_by_role("heading", level=1, name=HEADLINE).wait_for()
    article = citizen.get_by_role("article")
    for text in ("热饭热菜端到家门口", "祝青禾", "早餐六元", "2025年3月7日", "第2版"):
        assert text in article.inner_text()
    citizen.get_by_role("link", name="祝青禾").click()
    citizen.get_by_role("link", name=HEADLINE).wait_for()

    editor.get_by_label("意见").fill("内容有误。")
    editor.get_by_role("button", name="保存并撤稿").click()
    editor.get_by_text("已撤稿 1 项。").wait_for()


def test_a_notice_leads_to_its_line_and_is_settled(imported, open_page):
    article = Article.objects.get(headline=HEADLINE)
    notice = Notice.objects.create(
        dump=article.dump, article=article, code="joined-lines", line=article.line_end, message="请核对断句"
    )
    page = open_page(width=1280)
    sign_in(page, imported)
    page.goto(imported + reverse("admin:articles_article_change", args=[article.pk]))
    entry = page.get_by_role("listitem").filter(has_text="请核对断句")
    entry.get_by_role("link").click()
    page.locator(f"#line-{notice.line}:target").wait_for()
    entry.get_by_label("已处理").check()
    page.get_by_role("button", name="保存", exact=True).click()
    page.get_by_text("成功修改").wait_for()
    notice.refresh_from_db()
    assert notice.resolved


@pytest.mark.parametrize("width", [360, 1280])
def test_fields_beside_a_source_stay_within_their_form(imported, open_page, width):
    page = open_page(width=width)
    sign_in(page, imported)
    for thing in (Article.objects.first(), Photo.objects.first()):
        page.goto(imported + reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk]))
        page.get_by_role("complementary", name="版面原文").wait_for()
        assert page.evaluate(CUT_OFF) == []


def test_every_page_of_the_desk_loads_without_a_complaint(imported, open_page):
    """Fails on any console message, and so on whatever the Content-Security-Policy stops."""
    page = open_page(width=1280)
    sign_in(page, imported)
    for model in admin.site._registry:
        page.goto(imported + reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"))
        first = page.locator("#result_list tbody tr:first-child th a")
        if first.count():
            first.click()
            page.get_by_role("heading", level=1).wait_for()
