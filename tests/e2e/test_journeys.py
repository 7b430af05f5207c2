"""Ways that citizens go through the site: by the keyboard alone, and without a script."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# What has the focus, and whether it can be seen to have it.
FOCUS = """() => {
    const one = document.activeElement;
    const marked = one.closest(".card:has(:focus-visible)") ?? one;
    return [one.textContent.trim(), parseFloat(getComputedStyle(marked).outlineWidth) >= 2];
}"""
IN_VIEW = """() => {
    const box = document.activeElement.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight;
}"""


def tab_to(page, words):
    """Press Tab until what begins with `words` has the focus; every stop on the way is seen to have it."""
    for _ in range(120):
        page.keyboard.press("Tab")
        text, is_marked = page.evaluate(FOCUS)
        assert is_marked, text
        assert page.evaluate(IN_VIEW), text
        if text.startswith(words):
            return
    raise AssertionError(f"the keyboard does not reach {words}")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_keyboard_alone_leads_from_the_front_page_to_an_article_and_on(open_page, public, width):
    page = open_page(width)
    page.goto(public["front"])
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS)[0] == "跳到正文"
    tab_to(page, "养老")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("养老")
    tab_to(page, "三家食堂同日开张")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("三家食堂同日开张")
    tab_to(page, "用手机扫二维码")
    page.keyboard.press("Enter")
    expect(page.get_by_role("img", name="二维码")).to_be_visible()
    tab_to(page, "看第1版全部内容")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issues/2025-03-07/1/")


def test_without_a_script_a_reader_finds_by_topic_and_year_and_reports_an_error(open_page, public):
    page = open_page(360, java_script_enabled=False)
    page.goto(public["front"])
    page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="政务服务").click()
    page.locator("summary", has_text="筛选").click()
    page.get_by_role("link", name="2019年").click()
    page.get_by_role("main").get_by_role("link", name="老年优待证这样办").click()
    expect(page.get_by_text("办事规定可能已有变化")).to_be_visible()
    page.get_by_role("link", name="发现差错").click()
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("请写明")).to_be_visible()
    page.get_by_label("哪里有错").fill("第二段的早餐价格不对。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/report/thanks/**")
    page.get_by_role("link", name="回到").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("老年优待证这样办")
