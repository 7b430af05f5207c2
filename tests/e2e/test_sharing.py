"""An article passed on, and an error reported, in a real browser."""

import pytest
from playwright.sync_api import expect

from articles.models import Report
from tests.factories import make_article, make_issue, make_person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def address(live_server):
    article = make_article(
        "三家食堂同日开张", issue=make_issue(), page_number=2, topics=["yanglao"], people=[make_person()]
    )
    return live_server.url + article.get_absolute_url()


def test_a_reader_copies_the_address_and_opens_the_qr_code(open_page, address):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.get_by_role("button", name="复制网址").click()
    expect(page.get_by_role("status").filter(has_text="已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == address
    assert not any(url.endswith("qr.svg") for url in asked)  # Nobody has opened it yet.
    page.get_by_text("用手机扫二维码").click()
    code = page.get_by_role("img", name="本文网址的二维码")
    code.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('.qr').naturalWidth > 0")


def test_without_a_script_all_can_be_selected_and_an_error_reported(open_page, address):
    page = open_page(java_script_enabled=False)
    page.goto(address)
    expect(page.get_by_text(address, exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="复制网址")).to_have_count(0)
    page.get_by_role("link", name="发现差错？请告诉我们").click()
    page.wait_for_url("**/report/?article=*")
    expect(page.get_by_label("请不要填写")).to_be_hidden()
    page.get_by_label("哪里有错").fill("第一段的“三家”应为“两家”。")
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/report/thanks/*")
    expect(page.get_by_role("heading", level=1)).to_have_text("已收到，谢谢您")
    assert Report.objects.get().wrong == "第一段的“三家”应为“两家”。"
