"""The paper by its dates, in a real browser: from the front page's month to a day, and from page to page."""

import datetime
import re

import pytest
from playwright.sync_api import expect

from tests.factories import make_article, make_issue, make_photo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def paper(live_server):
    """Three issues of two months; the newest has two pages."""
    for number, date in ((1198, (2025, 2, 28)), (1199, (2025, 3, 7)), (1200, (2025, 3, 14))):
        make_article(
            f"第{number}期的头条", issue=make_issue(datetime.date(*date), number=number), page_number=1
        )
    make_photo("河边的早樱。", issue=make_issue(datetime.date(2025, 3, 14)), page_number=2)
    return live_server.url


def test_reader_finds_a_day_in_the_month_and_goes_from_page_to_page(open_page, paper):
    page = open_page(320)
    page.goto(paper)
    month = page.get_by_role("table", name="2025年3月")
    expect(month.get_by_role("columnheader").first).to_have_text("一")
    month.get_by_role("link", name="3月7日，第1199期").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年3月7日")
    page.locator("a[rel=next]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025年3月14日")
    page.get_by_role("navigation", name="版面").get_by_role("link", name="第1版").click()
    page.get_by_role("link", name="下一版：第2版").click()
    expect(page.get_by_role("main")).to_contain_text("河边的早樱。")
    page.get_by_role("table", name="2025年3月").get_by_role("link", name="2025年3月").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2025年3月报纸")
    page.get_by_role("link", name="上一月：2025年2月").click()
    page.wait_for_url(re.compile(r"year=2025&month=2$"))
    expect(page.get_by_role("main")).to_contain_text("第1198期")


def test_month_in_large_letters_is_a_row_of_days(open_page, paper):
    page = open_page(360)
    page.context.add_cookies([{"name": "display", "value": "elder", "url": paper}])
    page.goto(f"{paper}/issues/")
    days = page.locator(".calendar td:visible")
    expect(days).to_have_count(3)
    box = days.first.locator("a").bounding_box()
    assert min(box["width"], box["height"]) >= 60


def test_printed_page_of_the_paper_has_its_address_and_nothing_to_click(open_page, paper):
    page = open_page(1280)
    page.goto(f"{paper}/issues/2025-03-14/1/")
    address = page.get_by_text(f"本页网址：{paper}/issues/2025-03-14/1/")
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(page.get_by_role("heading", name="第1200期的头条")).to_be_visible()
    for hidden in ("nav", ".calendar", ".tools"):
        expect(page.locator(hidden).first).to_be_hidden()
