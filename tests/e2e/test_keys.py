"""The desk by keyboard: each key presses what the page has, once, and never while a word is composed."""

import pytest

from tests.e2e.newsroom import PASSWORD, running
from tests.e2e.test_the_whole_way import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# Three articles in a new newsroom: a draft, and two in review; and a correspondent.
FILL = """
from django.contrib.auth.models import Group, User
from articles import workflow
from articles.models import Article, Status
from tests.factories import make_article
for headline in ("旧标题", "石桥晨市", "临江夜校"):
    make_article(headline, status=Status.DRAFT)
workflow.move("submit", Article.objects.filter(pk__in=(2, 3)))
writer = User.objects.create_user("writer", password="secret-pass", is_staff=True)
writer.groups.set(Group.objects.filter(name="通讯员"))
"""
DRAFT, IN_REVIEW, TO_PASS = (f"/admin/articles/article/{key}/change/" for key in (1, 2, 3))
ARTICLES = "/admin/articles/article/"

# A key as the browser reports it while an input method composes, in each of the two ways.
COMPOSED = """([target, options]) => {
    const at = target ? document.querySelector(target) : document.body;
    at.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
    const event = new KeyboardEvent("keydown", { bubbles: true, cancelable: true, ...options });
    const wasLeft = at.dispatchEvent(event);
    at.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true, data: "石" }));
    return wasLeft;
}"""

KEYS = ({"key": "s", "ctrlKey": True}, {"key": "p", "code": "KeyP", "altKey": True}, {"key": "?"})

# Which buttons are pressed from here on, without what they do.
WATCH = """() => {
    window.pressed = [];
    document.addEventListener("click", (event) => {
        const button = event.target.closest("button, input[type=submit], a");
        if (!button) return;
        window.pressed.push(button.value || button.name || button.textContent);
        event.preventDefault();
    });
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a newsroom with all that in it."""
    with running(tmp_path_factory.mktemp("newsroom")) as newsroom:
        newsroom.manage("shell", "-c", FILL)
        yield newsroom.url


@pytest.fixture
def page(site, open_page):
    """A window at the desk, signed in as the administrator."""
    page = open_page(width=1280)
    sign_in(page, site)
    return page


def test_control_s_saves_from_within_a_field_and_stays(page, site):
    page.goto(site + DRAFT)
    page.locator("#id_headline").fill("新标题")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    assert page.url == site + DRAFT
    assert page.locator("#id_headline").input_value() == "新标题"


def test_alt_p_passes_what_is_in_review_and_is_asked_once(page, site):
    page.goto(site + TO_PASS)
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    with page.expect_navigation():
        page.evaluate(
            """() => [0, 1].forEach(() => document.body.dispatchEvent(new KeyboardEvent("keydown",
                { key: "p", code: "KeyP", altKey: true, bubbles: true, cancelable: true })))"""
        )
    page.locator(".messagelist").get_by_text("已通过 1 项。").wait_for()
    assert posts.count(site + TO_PASS) == 1


@pytest.mark.parametrize("how", [{"isComposing": True}, {"keyCode": 229}])
def test_no_key_does_anything_while_a_word_is_composed(page, site, how):
    page.goto(site + IN_REVIEW)
    page.evaluate(WATCH)
    for target in ("#id_headline", "#id_subhead", None):
        for key in (
            {"key": "s", "ctrlKey": True},
            {"key": "p", "code": "KeyP", "altKey": True},
            {"key": "?"},
        ):
            assert page.evaluate(COMPOSED, [target, {**key, **how}]), "the key is left to the input method"
    assert page.evaluate("window.pressed") == []
    assert page.locator("dialog.keys").count() == 0


def test_once_a_word_is_composed_the_keys_are_back(page, site):
    page.goto(site + IN_REVIEW)
    page.evaluate(WATCH)
    composing = ["#id_headline", {"key": "s", "ctrlKey": True, "isComposing": True}]
    assert page.evaluate(COMPOSED, composing)
    page.locator("#id_headline").focus()
    page.keyboard.press("Control+s")
    page.keyboard.press("Alt+p")
    assert len(page.evaluate("window.pressed")) == 2


def test_letters_typed_into_a_field_are_letters(page, site):
    page.goto(site + IN_REVIEW)
    field = page.locator("#id_subhead")
    field.focus()
    page.keyboard.type("/?ghgq")
    assert field.input_value() == "/?ghgq"
    assert page.locator("dialog.keys").count() == 0


def test_a_key_held_down_presses_once(page, site):
    page.goto(site + IN_REVIEW)
    page.evaluate(WATCH)
    page.keyboard.down("Control")
    for _ in range(3):
        page.keyboard.down("s")
    page.keyboard.up("s")
    page.keyboard.up("Control")
    assert len(page.evaluate("window.pressed")) == 1


def test_a_slash_goes_to_the_search_of_a_list(page, site):
    page.goto(site + ARTICLES)
    page.locator("#content-start").focus()
    page.keyboard.press("/")
    page.keyboard.type("石桥")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=*")
    assert page.locator("#result_list tbody tr").count() == 1


def test_two_letters_lead_home_and_to_my_queue(page, site):
    page.goto(site + "/admin/articles/photo/")
    page.locator("#content-start").focus()
    with page.expect_navigation():
        page.keyboard.type("gq")
    assert page.url == site + ARTICLES + "?queue=mine"
    page.locator("#content-start").focus()
    with page.expect_navigation():
        page.keyboard.type("gh")
    assert page.url == site + "/admin/"


def test_a_correspondent_is_led_to_their_drafts(site, open_page):
    page = open_page(width=360)
    page.goto(f"{site}/admin/")
    page.locator("#id_username").fill("writer")
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.locator("#own").wait_for()
    with page.expect_navigation():
        page.keyboard.type("gq")
    assert page.url.endswith("?queue=own")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_question_mark_lists_the_keys_of_the_page(page, site):
    page.goto(site + "/admin/")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快捷键")
    assert dialog.locator("kbd").all_inner_texts() == ["g h", "g q", "?"]
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.goto(site + IN_REVIEW)
    page.get_by_role("button", name="快捷键").click()
    assert {"Ctrl + S", "Alt + P"} <= set(dialog.locator("kbd").all_inner_texts())
    page.keyboard.press("Enter")
    dialog.wait_for(state="detached")


def test_buttons_say_their_keys(page, site):
    page.goto(site + IN_REVIEW)
    said = page.locator("[aria-keyshortcuts]").evaluate_all(
        "found => found.map((one) => one.getAttribute('aria-keyshortcuts'))"
    )
    assert {"Control+S Meta+S", "Alt+P", "?"} <= set(said)
