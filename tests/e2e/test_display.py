"""长者模式 and 繁體 in a real browser, without a script and by the keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.e2e.looks import LETTERS

pytestmark = [pytest.mark.browser, pytest.mark.looks]

LINES = """() => Math.min(...[...document.querySelectorAll(".body p")]
    .map((one) => getComputedStyle(one))
    .map((style) => parseFloat(style.lineHeight) / parseFloat(style.fontSize)))"""
COLUMNS = """() => [...document.querySelectorAll("main, main *")]
    .filter((one) => one.checkVisibility())
    .map((one) => [one, getComputedStyle(one)])
    .filter(([_, style]) => style.display === "grid" && style.gridTemplateColumns.split(" ").length > 1
        || Number(style.columnCount) > 1)
    .map(([one]) => one.className)"""


def test_a_reader_without_scripts_chooses_large_letters_and_they_stay(open_page, public):
    page = open_page(360, java_script_enabled=False)
    page.goto(f"{public['topic']}?year=2025")
    page.get_by_role("button", name="长者模式").click()
    expect(page.locator("html.elder")).to_be_attached()
    assert page.url == f"{public['topic']}?year=2025"
    page.get_by_role("main").get_by_role("link", name="三家食堂同日开张").click()
    expect(page.locator("html.elder")).to_be_attached()
    cookies = {cookie["name"]: cookie for cookie in page.context.cookies()}
    assert set(cookies) == {"display"}
    assert cookies["display"]["httpOnly"]
    page.get_by_role("button", name="退出长者模式").click()
    expect(page.locator("html:not(.elder)")).to_be_attached()
    assert page.context.cookies() == []


def test_the_keyboard_alone_turns_the_page_into_the_other_script_and_back(open_page, public):
    page = open_page(1280)
    page.goto(public["article"])
    page.get_by_role("button", name="繁體").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("三家食堂同日開張")
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    page.get_by_role("button", name="简体").focus()
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("三家食堂同日开张")


def test_large_letters_are_large_and_stand_in_one_column(open_page, public):
    for width in (320, 360, 1280):
        page = open_page(width)
        page.context.add_cookies([{"name": "display", "value": "elder", "url": public["front"]}])
        for name in ("front", "article", "topic", "issue", "photos", "people"):
            page.goto(public[name])
            assert page.evaluate(LETTERS) >= 24, (name, width)
            assert page.evaluate(COLUMNS) == [], (name, width)
        page.goto(public["article"])
        assert page.evaluate(LINES) >= 1.5


def test_the_search_box_of_any_page_leads_to_what_is_found(open_page, public):
    page = open_page(360, java_script_enabled=False)
    page.goto(public["unknown"])
    page.get_by_role("searchbox", name="查找文章").fill("食堂 三家")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="三家食堂同日开张").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("三家食堂同日开张")
