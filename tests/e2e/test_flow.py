"""A text's way through the three reviews in a real browser: three people, with the mouse and without."""

import itertools
from urllib.parse import urlsplit

import pytest

from tests.e2e.newsroom import PASSWORD, running
from tests.e2e.test_the_whole_way import CUT_OFF
from tests.importing.samples import CANTEEN

pytestmark = [pytest.mark.browser]

STREET = "望江路"
# How far a page reaches beyond the right edge of its window.
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
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


def press(page, label):
    page.get_by_role("group", name="接下来").get_by_role("button", name=label, exact=True).click()


@pytest.mark.parametrize("width", [1280, 360])
def test_three_people_bring_a_draft_to_the_web(site, headline, open_page, width):
    editor = open_page(width=width)
    sign_in(editor, site, "编辑甲")
    open_article(editor, site, headline)
    editor.get_by_label("副题").fill("热饭热菜端到家门口")
    press(editor, "保存并送审")
    editor.get_by_text("已送审 1 项。").wait_for()
    assert editor.evaluate(CUT_OFF) == []
    press(editor, "保存并初审通过")
    editor.get_by_text("已通过 1 项。").wait_for()

    head = open_page(width=width)
    sign_in(head, site, "主任甲")
    open_article(head, site, headline)
    press(head, "保存并复审退回")
    head.get_by_role("group", name="接下来").get_by_text("请写明退回的理由。").wait_for()
    assert head.evaluate("document.activeElement.name") == "_opinion"
    head.get_by_label("意见").fill("价格请再核一遍。")
    press(head, "保存并复审退回")
    head.get_by_role("heading", name="流程：草稿").wait_for()

    editor.reload()
    editor.get_by_text("价格请再核一遍。").wait_for()
    editor.get_by_label("意见").fill("已核。")
    press(editor, "保存并送审")
    press(editor, "保存并初审通过")
    head.reload()
    press(head, "保存并复审通过")
    head.get_by_text("已通过 1 项。").wait_for()

    chief = open_page(width=width)
    sign_in(chief, site, "总编甲")
    open_article(chief, site, headline)
    press(chief, "保存并终审通过")
    press(chief, "保存并发布")
    chief.get_by_text("已发布 1 项。").wait_for()
    assert chief.evaluate(WIDER) <= 0

    citizen = open_page()
    citizen.goto(site)
    citizen.get_by_role("link", name=headline).first.click()
    citizen.get_by_role("heading", level=1, name=headline).wait_for()
    citizen.get_by_text("热饭热菜端到家门口").first.wait_for()

    sheet(chief)
    history(chief)
    citizen.reload()
    citizen.get_by_text("副题有误，已删去。").wait_for()
    assert "热饭热菜" not in citizen.get_by_role("article").inner_text()


def sheet(page):
    """The sheet lists all that was decided, and is left by its one link."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="审稿单").click()
    paper = opened.value
    rows = paper.get_by_role("row").filter(has_text="审")
    assert rows.filter(has_text="复审退回").filter(has_text="价格请再核一遍。").count() == 1
    assert rows.filter(has_text="终审通过").filter(has_text="总编甲").count() == 1
    assert paper.evaluate(WIDER) <= 0
    paper.close()


def history(page):
    """An earlier version is compared with the text as it is, and put back with a word for citizens."""
    page.get_by_role("link", name="历史版本").click()
    page.get_by_role("list").filter(has_text="导入的").get_by_role("link").last.click()
    page.get_by_role("link", name="与现在比较").click()
    assert page.locator("ins").all_inner_texts() == ["热饭热菜端到家门口"]
    page.get_by_label("更正说明").fill("副题有误，已删去。")
    assert page.evaluate(WIDER) <= 0
    page.get_by_role("button", name="恢复这一版的文字").click()
    page.get_by_text("已恢复这一版的文字。").wait_for()


def tab_to(page, *, name, value=""):
    """Go on with the Tab key until a field or button has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        focused = page.evaluate("[document.activeElement.name, document.activeElement.value]")
        if focused[0] == name and value in ("", focused[1]):
            assert page.evaluate(
                "getComputedStyle(document.activeElement).outlineStyle !== 'none'"
                " || getComputedStyle(document.activeElement).boxShadow !== 'none'"
                " || document.activeElement.matches(':focus-visible')"
            )
            return
    raise AssertionError(f"no way to {name} {value} with the Tab key")


def test_a_text_is_reviewed_without_the_mouse(site, headline, open_page):
    page = open_page(width=1280)
    page.goto(f"{site}/admin/articles/article/?q={headline}")
    page.keyboard.type("编辑甲")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name=headline).wait_for()
    page.get_by_role("link", name=headline).focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="流程：草稿").wait_for()
    for button, said in (("submit", "已送审 1 项。"), ("return", "已退回 1 项。")):
        tab_to(page, name="_opinion")
        page.keyboard.type("请看标题。")
        tab_to(page, name="_move", value=button)
        page.keyboard.press("Enter")
        page.get_by_text(said).wait_for()
    decisions = page.locator(".decisions li").filter(has_text="请看标题。")
    assert [text.split()[0] for text in decisions.all_inner_texts()] == ["初审退回", "送审"]


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
