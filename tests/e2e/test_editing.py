"""Two editors at one article, each in a browser of their own."""

import json
import re

import pytest
from django.contrib.auth import get_user_model

from articles.models import Article, Editing
from tests.factories import make_article, make_person
from tests.waiting import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]

# What an input method does while somebody writes with it: letters first, the characters at the end.
COMPOSE = """(field) => {
    field.focus();
    field.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    for (const letters of ["z", "zao", "zaoshi"]) {
        field.value = letters;
        field.dispatchEvent(new InputEvent("input", { bubbles: true, isComposing: true, data: letters }));
    }
}"""
COMPOSED = """(field) => {
    field.value = "早市";
    field.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "早市" }));
    field.dispatchEvent(new InputEvent("input", { bubbles: true, data: "早市" }));
}"""


STORED = """Object.keys(localStorage).filter((key) => key.startsWith("editing-")).length"""


@pytest.fixture
def site(desk_url):
    get_user_model().objects.create_superuser("deputy", password="secret-pass", first_name="林小满")
    make_article("桥头早市", status="draft", people=[make_person("王小满")], topics=["yanglao"])
    return desk_url


@pytest.fixture
def at_article(site, open_page):
    """Return a function that signs somebody in and opens the article."""

    def at_article(name, width=1280, page=None):
        page = page or open_page(width=width)
        page.goto(f"{site}/admin/articles/article/{Article.objects.get().pk}/change/")
        if page.get_by_label("密码").count():
            page.get_by_label("用户名").fill(name)
            page.get_by_label("密码").fill("secret-pass")
            with page.expect_response(re.compile("/editing/$")):
                page.get_by_role("button", name="登录").click()
        return page

    return at_article


def headline(page):
    return page.get_by_label("主题（标题）")


def no_wider_than_the_screen(page):
    content, screen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert content <= screen


@pytest.mark.parametrize("width", [360, 1280])
def test_two_at_one_article_see_each_other_and_both_texts(at_article, width):
    one, other = at_article("chief", width), at_article("deputy", width)
    other.get_by_text("chief正在编辑（刚刚打开）").wait_for()
    one.reload()
    one.get_by_text("林小满正在编辑（刚刚打开）").wait_for()
    headline(one).fill("桥头早市开张")
    headline(other).fill("桥头的早市，一早就热闹")
    one.get_by_role("button", name="保存并继续编辑").click()
    one.locator(".messagelist .success").wait_for()
    other.get_by_role("button", name="保存并继续编辑").click()
    other.get_by_role("heading", name="没有保存").wait_for()
    compared = other.locator(".compared").first
    assert compared.locator("dd").all_inner_texts() == ["桥头早市开张", "桥头的早市，一早就热闹"]
    assert compared.locator("del").count()
    no_wider_than_the_screen(other)
    other.get_by_role("button", name="回去接着改").click()
    other.get_by_text("您写的文字已放回表单").wait_for()
    assert headline(other).input_value() == "桥头的早市，一早就热闹"
    other.get_by_role("button", name="保存并继续编辑").click()
    other.locator(".messagelist .success").wait_for()
    assert Article.objects.get().headline == "桥头的早市，一早就热闹"


def test_whoever_closes_the_page_is_gone(at_article):
    one, other = at_article("chief"), at_article("deputy")
    other.get_by_text("chief正在编辑").wait_for()
    one.goto("about:blank")
    until(lambda: Editing.objects.count() == 1)
    with other.expect_response(re.compile("/editing/$")):
        other.reload()
    assert other.locator("#presence-others").inner_text() == ""


@pytest.mark.parametrize("width", [360, 1280])
def test_words_typed_into_a_browser_that_was_closed_are_offered(at_article, width):
    page = at_article("chief", width)
    headline(page).fill("桥头的早市")
    page.get_by_label("副题").press_sequentially("六十个")
    page.goto("about:blank")
    # They are sent as the page is left, and need its cookies for that.
    until(Editing.objects.exclude(typed_at=None).exists)
    page.context.clear_cookies()
    page = at_article("chief", width, page=page)
    page.get_by_text("有未保存的内容").wait_for()
    assert headline(page).input_value() == "桥头早市"
    page.get_by_role("link", name="恢复到表单").press("Enter")
    page.get_by_text("您写的文字已放回表单").wait_for()
    assert headline(page).input_value() == "桥头的早市"
    assert page.get_by_label("副题").input_value() == "六十个"
    page.get_by_role("button", name="丢弃未保存的内容").press("Enter")
    page.get_by_text("您写的文字已放回表单").wait_for(state="detached")
    assert headline(page).input_value() == "桥头早市"
    assert not Editing.objects.exclude(typed_at=None).exists()


def test_words_typed_after_the_session_has_ended_are_kept_here_until_one_is_back(at_article):
    page = at_article("chief")
    page.context.clear_cookies(name="sessionid")
    headline(page).fill("桥头的早市")
    page.get_by_text("登录已失效").wait_for()
    assert not Editing.objects.exclude(typed_at=None).exists()
    page = at_article("chief", page=page)
    page.get_by_text("有未保存的内容").wait_for()
    assert page.locator(".compared ins").all_inner_texts() == ["的"]
    assert page.evaluate(STORED) == 0


def test_nothing_is_sent_or_stored_while_an_input_method_composes(at_article):
    page = at_article("chief")
    page.clock.install()
    with page.expect_response(re.compile("/editing/$")):
        page.reload()
    sent = []
    page.on(
        "request",
        lambda request: sent.append(request.post_data or "") if "/editing/" in request.url else None,
    )
    headline(page).evaluate(COMPOSE)
    page.clock.run_for(65_000)
    page.wait_for_timeout(300)
    assert sent == []
    assert page.evaluate(STORED) == 0
    headline(page).evaluate(COMPOSED)
    with page.expect_response(re.compile("/editing/$")):
        page.clock.run_for(3_000)
    assert len(sent) == 1
    assert "早市" in sent[0]
    assert Editing.objects.get().unsaved["headline"] == ["早市"]


def test_enter_in_a_field_saves_and_presses_no_other_button(at_article):
    page = at_article("chief")
    headline(page).fill("桥头的早市")
    page.goto("about:blank")
    page = at_article("chief", page=page)
    page.get_by_text("有未保存的内容").wait_for()
    headline(page).press("Enter")
    page.locator(".messagelist .success").wait_for()
    assert Editing.objects.get(user__username="chief").unsaved["headline"] == ["桥头的早市"]
    assert json.dumps(Editing.objects.get(user__username="chief").unsaved).count("csrf") == 0
