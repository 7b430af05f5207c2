"""What citizens do with a search: narrow it, go on, open an article, come back to where they were."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.looks]

# How far down the page the first result begins, and how high the window is.
FIRST_RESULT = '() => [document.querySelector(".found .card").getBoundingClientRect().top, innerHeight]'


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_narrows_a_search_reads_and_comes_back(open_page, public, width, scripts):
    page = open_page(width, java_script_enabled=scripts)
    page.goto(public["front"])
    page.get_by_label("查找文章").fill("老人")
    page.get_by_role("button", name="搜索").click()
    expect(page.get_by_text("共 28 篇")).to_be_visible()
    page.locator("summary", has_text="筛选").click()
    page.get_by_label("主题", exact=True).select_option(label="政务服务")
    page.get_by_label("从", exact=True).fill("2025-02-01")
    page.get_by_role("button", name="筛选").click()
    expect(page.get_by_text("共 13 篇")).to_be_visible()
    expect(page.get_by_role("link", name="去掉 主题：政务服务")).to_be_visible()
    page.get_by_role("link", name="去掉 主题：政务服务").click()
    expect(page.get_by_text("共 27 篇")).to_be_visible()
    page.get_by_role("link", name="更早的文章").click()
    results = page.url
    page.get_by_role("main").get_by_role("link", name="第3号窗口").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("第3号窗口当天办结9件事")
    page.go_back()
    assert page.url == results
    expect(page.get_by_label("查找文章")).to_have_value("老人")
    expect(page.get_by_role("link", name="去掉 2025年2月1日起")).to_be_visible()
    expect(page.locator("mark").first).to_have_text("老人")


@pytest.mark.parametrize(("width", "display"), [(360, "standard"), (1280, "standard"), (1280, "elder")])
def test_filters_leave_the_first_screen_to_what_is_found(open_page, public, width, display):
    page = open_page(width)
    page.context.add_cookies([{"name": "display", "value": display, "url": public["front"]}])
    page.goto(public["search"])
    top, height = page.evaluate(FIRST_RESULT)
    assert top < height


def test_marks_stay_in_the_other_script(open_page, public):
    page = open_page(360)
    page.goto(f"{public['search-narrowed']}&script=hant")
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hant")
    expect(page.get_by_role("link", name="三家食堂同日開張")).to_be_visible()
    expect(page.locator("h3 mark").first).to_have_text("食堂")


def test_what_is_found_prints_without_what_a_finger_needs(open_page, public):
    page = open_page(1280)
    page.goto(public["search"])
    page.emulate_media(media="print")
    expect(page.locator(".found")).to_be_visible()
    for gone in (".filters", ".found-line nav", ".search", ".pager"):
        expect(page.locator(gone)).to_be_hidden()
