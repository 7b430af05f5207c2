"""People through the desk's pages: two merged and parted again, one split, the month's table taken home."""

import csv
from pathlib import Path

import pytest

from tests.e2e.test_flow import sign_in

pytestmark = pytest.mark.browser

WORKER, TEACHER = "万桐（石桥街道文化服务中心）", "万桐（望江路街道）"


@pytest.fixture
def page(filled, open_page):
    """A window at the list of people, of somebody who may merge them."""
    site, addresses = filled
    page = open_page(width=1280)
    sign_in(page, site, "总编甲")
    page.goto(site + addresses["people"])
    return page


def find(page, name, organisation):
    """Search as one types: the letters that a name begins with."""
    page.locator("#searchbar").fill(name)
    page.locator("#searchbar").press("Enter")
    page.get_by_role("row").filter(has_text=organisation).locator("th a").click()
    page.get_by_role("heading", name="修改 通讯员").wait_for()


def signed(page):
    """What a person's page says of their works in all."""
    return page.locator(".years tbody tr").last.inner_text().split()


def undo(page, said):
    """Open the newest merge or split on record, and take it back."""
    page.get_by_role("link", name=said).first.click()
    page.get_by_role("button", name="撤销这次").click()
    page.locator(".messagelist .success").wait_for()


def test_two_of_one_name_are_merged_and_parted_again(page):
    find(page, "wt", "石桥街道")
    assert signed(page)[1:3] == ["2", "篇"]
    page.get_by_role("link", name="有 1 位同名的人员，请分清。").click()
    page.get_by_role("link", name=f"并入{WORKER}…").click()
    expected = page.get_by_role("listitem")
    expected.filter(has_text="1 处稿件署名").wait_for()
    expected.filter(has_text="别名一并转来：小桐").wait_for()
    page.get_by_role("button", name="合并", exact=True).click()
    page.get_by_text("已合并").wait_for()
    assert signed(page)[1:3] == ["3", "篇"]
    assert not page.get_by_text("同名的人员").count()

    undo(page, "合并：")
    page.get_by_role("link", name="通讯员", exact=True).first.click()
    find(page, "小桐", "望江路街道")
    assert signed(page)[1:3] == ["1", "篇"]
    page.get_by_role("link", name=f"并入{TEACHER}…").wait_for()


def test_a_piece_is_split_off_for_another_of_the_name_and_given_back(page):
    find(page, "zqh", "石桥街道")
    page.get_by_role("link", name="拆分").click()
    page.get_by_label("春茶开采").check()
    page.get_by_label("新人员的单位").fill("临江小学")
    page.get_by_role("button", name="拆分").click()
    page.locator(".messagelist .success").wait_for()
    page.get_by_role("link", name="祝青禾（临江小学）").first.wait_for()
    undo(page, "拆分：")
    page.get_by_role("link", name="通讯员", exact=True).first.click()
    page.locator("#searchbar").fill("临江小学")
    page.locator("#searchbar").press("Enter")
    assert page.locator("#result_list tbody tr").count() == 0


def test_the_table_of_a_month_is_taken_home(page):
    page.get_by_role("link", name="每月稿件统计").click()
    page.get_by_label("月份").fill("2025-03")
    page.get_by_role("button", name="查看").click()
    page.get_by_role("heading", name="2025 年 3 月稿件统计").wait_for()
    row = page.get_by_role("row").filter(has_text=WORKER)
    assert row.locator("td").all_inner_texts()[1] == "1"
    with page.expect_download() as taken:
        page.get_by_role("link", name="汇总 CSV").click()
    path = Path(taken.value.path())
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert taken.value.suggested_filename == "monthly-2025-03-print-people.csv"
    assert any("万桐" in line for line in rows)
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 XLSX").click()
    assert Path(taken.value.path()).read_bytes()[:2] == b"PK"
