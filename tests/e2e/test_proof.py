"""Proofreading as an editor meets it: found as one types, led to, adopted by one's own click."""

import pytest
from django.urls import reverse

from articles.models import Article, Status
from tests.e2e.test_the_whole_way import sign_in
from tests.factories import make_article, make_photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

CHOSEN = """(id) => {
    const field = document.getElementById(id);
    if (field.hidden) {  // It is edited in the editor before it.
        const editor = field.previousElementSibling.querySelector("[contenteditable]");
        return document.activeElement === editor ? getSelection().toString() : null;
    }
    const chosen = field.value.slice(field.selectionStart, field.selectionEnd);
    return document.activeElement === field ? chosen : null;
}"""


IN_VIEW = """() => {
    const place = getSelection().getRangeAt(0).getBoundingClientRect();
    return place.top >= 0 && place.bottom <= innerHeight;
}"""


def url_of(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


@pytest.fixture
def article(desk_url):
    body = (
        "".join(f"<p>𠮷镇早市第{n}排摊位已满。</p>" for n in range(60))
        + "<h3>怎样去</h3><p>坐车，，下车。</p>"
    )
    return make_article("早市开张", body=body, status=Status.DRAFT)


@pytest.fixture
def at_desk(desk_url, open_page):
    def at_desk(thing, width=1280, **options):
        page = open_page(width=width, **options)
        sign_in(page, desk_url)
        page.goto(desk_url + url_of(thing))
        if isinstance(thing, Article) and options.get("java_script_enabled", True):
            editor(page).wait_for()
        return page

    return at_desk


def editor(page):
    return page.locator(".body-editor").get_by_role("textbox", name="正文")  # Not the field under it.


def summary(page, text):
    page.locator("#proof-summary", has_text=text).wait_for()


@pytest.mark.parametrize("how", ["click", "keyboard"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_finding_leads_to_the_characters_as_typed(at_desk, article, width, how):
    page = at_desk(article, width)
    link = page.locator("#proof-findings a")
    if how == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press("Enter")
    assert page.evaluate(CHOSEN, "id_body") == "，，"
    assert page.evaluate(IN_VIEW)  # The place is the last line of a long text: it has been scrolled to.
    content, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert content <= screen


def test_what_is_typed_is_found_without_saving(at_desk, article):
    page = at_desk(article)
    page.locator("#id_headline").press_sequentially("。。")
    summary(page, "有 2 处请核对。")
    page.locator("#proof-findings a", has_text="主题").click()
    assert page.evaluate(CHOSEN, "id_headline") == "。。"
    assert Article.objects.get().headline == "早市开张"


def test_a_suggestion_is_adopted_by_a_click_and_can_be_undone(at_desk, article):
    page = at_desk(article)
    before = page.locator("#id_body").input_value()
    page.get_by_role("button", name="采用“，”，正文第 62 段").click()
    assert page.locator("#id_body").input_value() == before.replace("，，", "，")
    summary(page, "没有发现要核对的地方。")
    page.keyboard.press("Control+z")
    assert page.locator("#id_body").input_value() == before
    summary(page, "有 1 处请核对。")


def test_a_suggestion_for_a_text_that_has_changed_changes_nothing(at_desk, article):
    page = at_desk(article)
    page.route("**/admin/articles/proof/", lambda route: None)  # An answer that never comes.
    editor(page).press("Control+Home")
    page.keyboard.type("新")
    changed = page.locator("#id_body").input_value()
    page.get_by_role("button", name="采用").click()
    summary(page, "文字刚有改动")
    assert page.locator("#id_body").input_value() == changed


def test_nothing_is_asked_while_an_input_method_composes(at_desk, article):
    page = at_desk(article)
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/proof/" in request.url else None)
    page.locator("#id_headline").focus()
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "kai", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(1200)
    assert asked == []
    assert page.locator("#id_headline_count").inner_text() == "4 字"
    keyboard.send("Input.insertText", {"text": "了"})
    summary(page, "有 1 处请核对。")
    page.wait_for_timeout(1200)
    assert len(asked) == 1
    assert page.locator("#id_headline_count").inner_text() == "5 字"


def test_the_length_is_told_as_one_types_and_by_the_same_rule_as_the_panel(at_desk, article):
    page = at_desk(article)
    count = page.locator("#id_body_count")
    editor(page).press("Control+a")
    page.keyboard.type("## 怎样去")
    page.keyboard.press("Enter")
    page.keyboard.type("坐 12.5 路车，到 A-B 站。")
    assert count.inner_text() == "12 字"
    assert "空格不算" in count.get_attribute("title")
    page.locator(".proof-note", has_text="正文 12 字").wait_for()


def test_the_panel_tells_without_javascript(at_desk, article):
    page = at_desk(article, java_script_enabled=False)
    summary(page, "有 1 处请核对。")
    assert not page.get_by_role("button", name="采用").is_visible()
    page.get_by_role("link", name="正文第 62 段").click()
    assert page.url.endswith("#id_body")


def test_a_photo_has_its_panel(at_desk):
    page = at_desk(make_photo("早市一角", status=Status.DRAFT))
    page.locator("#id_caption").fill("早市，，一角")
    page.locator("#proof-findings a", has_text="说明").click()
    assert page.evaluate(CHOSEN, "id_caption") == "，，"
