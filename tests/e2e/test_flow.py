"""A text's way through the three reviews and onto the web: three people, with the mouse and without."""

import itertools
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.newsroom import PASSWORD, running
from tests.e2e.test_the_whole_way import CUT_OFF
from tests.importing.samples import CANTEEN

pytestmark = [pytest.mark.browser]

STREET = "望江路"
# What has the focus, and whether one sees that it has.
FOCUSED = """() => {
    const found = document.activeElement, style = getComputedStyle(found);
    const shows = [style.outlineStyle, style.boxShadow].some((one) => one !== "none")
        || found.matches(":focus-visible");
    return { text: found.textContent.trim(), value: found.value ?? "", shows };
}"""
THREE = """
from django.contrib.auth.models import Group, User
for group in ("编辑", "主任", "总编"):
    user = User.objects.create_user(group + "甲", password="%s", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
"""
_numbers = itertools.count(1)


@pytest.fixture(scope="module")
def newsroom(browser, tmp_path_factory):
    """A newsroom with three people in its groups."""
    with running(tmp_path_factory.mktemp("newsroom")) as newsroom:
        newsroom.manage("shell", "-c", THREE % PASSWORD)
        yield newsroom


@pytest.fixture
def site(newsroom):
    return newsroom.url


@pytest.fixture
def headline(newsroom, tmp_path):
    """The headline of a draft that was imported just now."""
    street = f"石桥{next(_numbers)}路"
    path = tmp_path / "page.txt"
    path.write_text(CANTEEN.replace(STREET, street))
    newsroom.manage("import_dumps", str(path), "--date", "2025-03-07", "--page", "2")
    return f"{street}街道三家养老食堂同日开张"


def sign_in(page, site, name):
    page.goto(f"{site}/admin/")
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("heading", name="工作台").wait_for()


def open_article(page, site, headline):
    """Find the article in the list, as somebody new would."""
    page.goto(f"{site}/admin/")
    page.get_by_role("link", name="稿件", exact=True).last.click()
    page.get_by_role("link", name=headline).click()
    page.get_by_role("heading", name="流程：").wait_for()


def press(page, label, said):
    """Press a button of the flow, and wait for what the desk says to it."""
    page.get_by_role("group", name="接下来").get_by_role("button", name=label, exact=True).click()
    page.get_by_text(said).first.wait_for()


def test_three_people_bring_a_draft_to_the_web_and_back(site, headline, open_page):
    """From an import to a withdrawal; the head of department, on a small screen, has no mouse."""
    editor, head, chief = open_page(width=1280), open_page(width=360), open_page(width=1280)
    sign_in(editor, site, "编辑甲")
    open_article(editor, site, headline)
    editor.get_by_label("副题").fill("热饭热菜端到家门口")
    press(editor, "保存并送审", "已送审 1 项。")
    assert editor.evaluate(CUT_OFF) == []
    press(editor, "保存并初审通过", "已通过 1 项。")

    sign_in_by_keyboard(head, site, "主任甲")
    open_by_keyboard(head, headline)
    return_with_a_word(head, "价格请再核一遍。")

    editor.reload()
    editor.get_by_text("价格请再核一遍。").wait_for()
    editor.get_by_label("意见").fill("已核。")
    press(editor, "保存并送审", "已送审 1 项。")
    press(editor, "保存并初审通过", "已通过 1 项。")
    pass_by_keyboard(head)

    sign_in(chief, site, "总编甲")
    open_article(chief, site, headline)
    chief.get_by_label("引题").fill("家门口的好事")
    chief.get_by_role("button", name="保存并继续编辑").click()
    chief.get_by_text("此前的审校意见作废，已重新送审。").wait_for()
    editor.reload()
    press(editor, "保存并初审通过", "已通过 1 项。")
    pass_by_keyboard(head)
    chief.reload()
    press(chief, "保存并终审通过", "已通过 1 项。")
    press(chief, "保存并发布", "已发布 1 项。")

    citizen = open_page()
    citizen.goto(site)
    citizen.get_by_role("link", name=headline).first.click()
    citizen.get_by_role("heading", level=1, name=headline).wait_for()
    citizen.get_by_text("热饭热菜端到家门口").first.wait_for()
    sheet(chief)
    correct(chief)
    citizen.reload()
    citizen.get_by_text("副题有误，已删去。").wait_for()
    assert "热饭热菜" not in citizen.get_by_role("article").inner_text()

    withdraw(chief, headline)
    answer = citizen.request.get(citizen.url)
    assert answer.status == 410
    assert "撤" in answer.text()
    assert headline not in answer.text()


def sheet(page):
    """The sheet lists all that was decided, and is left by its one link."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="审稿单").click()
    paper = opened.value
    rows = paper.get_by_role("row").filter(has_text="审")
    assert rows.filter(has_text="复审退回").filter(has_text="价格请再核一遍。").count() == 1
    assert rows.filter(has_text="终审通过").filter(has_text="总编甲").count() == 1
    assert (
        rows.filter(has_text="第 2 轮").filter(has_text="复审通过").filter(has_text="此后有改动").count() == 1
    )
    paper.close()


def correct(page):
    """An earlier version is compared with the text as it is, and put back with a word for citizens."""
    page.get_by_role("link", name="历史版本").click()
    page.get_by_role("list").filter(has_text="导入的").get_by_role("link").last.click()
    page.get_by_role("link", name="与现在比较").click()
    assert sorted(page.locator("ins").all_inner_texts()) == ["家门口的好事", "热饭热菜端到家门口"]
    page.get_by_label("更正说明").fill("副题有误，已删去。")
    page.get_by_role("button", name="恢复这一版的文字").click()
    page.get_by_text("已恢复这一版的文字。").wait_for()


def withdraw(page, headline):
    """Only with a reason is a public text withdrawn."""
    page.get_by_role("link", name=headline).click()
    press(page, "保存并撤稿", "请写明撤稿的理由。")
    page.get_by_label("意见").fill("内容有误。")
    press(page, "保存并撤稿", "已撤稿 1 项。")


def sign_in_by_keyboard(page, site, name):
    page.goto(f"{site}/admin/")
    expect(page.get_by_label("用户名")).to_be_focused()  # It is put there a moment after the page has loaded.
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="工作台").wait_for()


def open_by_keyboard(page, headline):
    """From the home page to my queue, past all that stands before it, into the article."""
    page.keyboard.type("gq")
    page.get_by_role("link", name=headline).wait_for()
    tab_to(page, "text", "跳到主要内容")
    page.keyboard.press("Enter")
    tab_to(page, "text", headline)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="流程：审校中").wait_for()


def return_with_a_word(page, opinion):
    """Without the word nothing is returned, and the cursor stands where it is missing."""
    tab_to(page, "value", "return")
    page.keyboard.press("Enter")
    page.get_by_role("group", name="接下来").get_by_text("请写明退回的理由。").wait_for()
    assert page.evaluate("document.activeElement.name") == "_opinion"
    page.keyboard.type(opinion)
    tab_to(page, "value", "return")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="流程：草稿").wait_for()


def pass_by_keyboard(page):
    page.reload()
    page.get_by_role("heading", name="流程：审校中").wait_for()
    page.keyboard.press("Alt+p")
    page.get_by_text("已通过 1 项。").wait_for()


def tab_to(page, what, wanted):
    """Go on with the Tab key until something has the focus whose text or value is wanted; it shows so."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused[what] == wanted:
            assert focused["shows"]
            return
    raise AssertionError(f"no way to {wanted} with the Tab key")


def test_enter_in_a_field_saves_and_decides_nothing(site, headline, open_page):
    page = open_page(width=1280)
    sign_in(page, site, "编辑甲")
    open_article(page, site, headline)
    address = urlsplit(page.url).path
    page.get_by_label("副题").fill("热饭热菜")
    page.get_by_label("副题").press("Enter")
    page.get_by_text("成功修改").wait_for()
    page.goto(site + address)
    page.get_by_role("heading", name="流程：草稿", exact=True).wait_for()
    assert page.get_by_label("副题").input_value() == "热饭热菜"
