"""The search box while somebody types, in a real browser: by key, by finger, with an input method."""

from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.looks import LOW_CONTRAST, SMALL_TARGETS, WIDTHS
from tests.e2e.test_axe import DISPLAYS, OPTIONS

pytestmark = [pytest.mark.browser, pytest.mark.looks]

ASKED = "**/search/suggestions/**"
SMALL_ENTRIES = """(least) => [...document.querySelectorAll("#suggested li")]
    .map((one) => one.getBoundingClientRect())
    .filter((area) => area.height < least || area.width < least).length"""
BELOW = "document.querySelector('main').getBoundingClientRect().top + scrollY"


@pytest.fixture
def front(open_page, public):
    page = open_page(360)
    page.goto(public["front"])
    return page


def box(page):
    return page.get_by_role("combobox", name="查找文章")


def entries(page):
    return page.get_by_role("listbox", name="搜索建议").get_by_role("option")


def asked_by(page):
    """Return the queries that a page asks for suggestions, as they come."""
    asked = []
    page.on(
        "request", lambda one: "/suggestions/" in one.url and asked.append(unquote(one.url.split("?q=")[1]))
    )
    return asked


def test_two_initials_and_two_keys_lead_to_a_topic(front, public):
    box(front).press_sequentially("yl")
    expect(entries(front).first).to_have_text("养老主题")
    expect(box(front)).to_have_attribute("aria-expanded", "true")
    box(front).press("ArrowDown")
    first = entries(front).first
    expect(first).to_have_attribute("aria-selected", "true")
    expect(box(front)).to_have_attribute("aria-activedescendant", first.get_attribute("id"))
    expect(box(front)).to_be_focused()
    expect(box(front)).to_have_value("yl")
    box(front).press("Enter")
    front.wait_for_url(public["topic"])


def test_up_goes_to_the_last_and_past_the_first_back_to_what_was_typed(front):
    box(front).fill("养老")
    expect(entries(front).first).to_be_visible()
    box(front).press("ArrowUp")
    expect(entries(front).last).to_have_attribute("aria-selected", "true")
    box(front).press("ArrowDown")
    expect(front.locator("#suggested [aria-selected=true]")).to_have_count(0)
    assert box(front).get_attribute("aria-activedescendant") is None
    box(front).press("Enter")
    front.wait_for_url("**/search/?q=*")


def test_escape_closes_the_list_and_keeps_what_was_typed(front):
    box(front).fill("养老")
    expect(entries(front).first).to_be_visible()
    box(front).press("Escape")
    expect(front.locator("#suggested")).to_be_hidden()
    expect(box(front)).to_have_attribute("aria-expanded", "false")
    expect(box(front)).to_have_value("养老")
    box(front).press("ArrowDown")
    expect(entries(front).first).to_be_visible()
    box(front).press("Tab")
    expect(front.locator("#suggested")).to_be_hidden()


def test_a_finger_chooses_too(open_page, public):
    page = open_page(360, has_touch=True)
    page.goto(public["front"])
    box(page).fill("养老")
    entries(page).first.tap()
    page.wait_for_url(public["topic"])


def test_only_the_last_of_what_is_typed_fast_is_asked_for_and_shown(front):
    asked = asked_by(front)
    box(front).press_sequentially("yanglao", delay=10)
    expect(entries(front).first).to_be_visible()
    assert asked == ["yanglao"]


def test_an_answer_that_comes_late_is_not_shown(front):
    late = []
    front.route(f"{ASKED}=yl", lambda route: late.append(route))
    with front.expect_request(f"{ASKED}=yl"):
        box(front).fill("yl")
    box(front).fill("没有这样的词")
    with front.expect_response(ASKED):
        pass
    late[0].fulfill(json=[{"kind": "主题", "text": "养老", "url": "/topics/yanglao/"}])
    front.wait_for_timeout(100)
    expect(front.locator("#suggested")).to_be_hidden()


def test_while_an_input_method_composes_nothing_is_asked(front):
    asked = asked_by(front)
    method = front.context.new_cdp_session(front)
    box(front).focus()
    for composed in ("y", "ya", "yang'l"):
        method.send("Input.imeSetComposition", {"text": composed, "selectionStart": 0, "selectionEnd": 1})
    front.wait_for_timeout(400)
    assert asked == []
    method.send("Input.insertText", {"text": "养老"})
    expect(entries(front).first).to_have_text("养老主题")
    assert asked == ["养老"]


def test_where_nothing_answers_one_can_search_all_the_same(front):
    front.route(ASKED, lambda route: route.fulfill(body="稍后再试"))
    with front.expect_response(ASKED):
        box(front).fill("养老")
    expect(front.locator("#suggested")).to_be_hidden()
    box(front).press("Enter")
    front.wait_for_url("**/search/?q=*")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("display", DISPLAYS)
@pytest.mark.parametrize("name", ["front", "search"])
def test_the_open_list_is_in_nobodys_way(open_page, public, name, display, width):
    scheme, mode, contrast, target = DISPLAYS[display]
    page = open_page(width, color_scheme=scheme)
    if mode:
        page.context.add_cookies([{"name": "display", "value": mode, "url": public["front"]}])
    page.goto(public["front"] + ("search/" if name == "search" else ""))
    before = page.evaluate(BELOW)
    box(page).fill("三家")
    expect(entries(page).first).to_be_visible()
    box(page).press("ArrowDown")
    assert page.evaluate(BELOW) == before
    content, screen = page.evaluate(WIDTHS)
    assert content <= screen
    assert page.evaluate(SMALL_ENTRIES, target) == 0
    assert page.evaluate(SMALL_TARGETS, target) == []
    assert page.evaluate(LOW_CONTRAST, contrast) == []
    found = Axe().run(page, options=OPTIONS).response["violations"]
    assert [one["id"] for one in found] == []


def test_without_scripts_it_is_a_search_box(open_page, public):
    page = open_page(360, java_script_enabled=False)
    page.goto(public["front"])
    page.get_by_role("searchbox", name="查找文章").fill("食堂")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_role("main").get_by_role("link", name="三家食堂同日开张")).to_be_visible()
    expect(page.locator("#suggested")).to_be_hidden()
