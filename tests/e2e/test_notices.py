"""Notices at the desk: each leads to its line in the source beside it, and the line leads back."""

import datetime

import pytest
from django.urls import reverse

from articles.models import Article, Dump, Notice
from tests.e2e.test_the_whole_way import sign_in
from tests.importing.samples import CANTEEN, MARKET, bring_in

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# Whether the line is in the window, within its panel, under nothing else, and marked.
SHOWN = """(id) => {
    const line = document.getElementById(id);
    const [box, panel] = [line, line.closest(".source")].map((one) => one.getBoundingClientRect());
    const seen = document.elementFromPoint(box.left + box.width / 2, box.top + 4);
    return {
        inWindow: box.top >= 0 && box.top < innerHeight - 24,
        inPanel: box.top >= panel.top && Math.min(box.bottom, innerHeight) <= panel.bottom + 1,
        onTop: line.contains(seen),
        marked: line.matches(":target") && getComputedStyle(line).outlineStyle === "solid",
    };
}"""
ALL = {"inWindow": True, "inPanel": True, "onTop": True, "marked": True}


@pytest.fixture
def site(desk_url, tmp_path):
    """A long page at the desk: its last article and photo doubted at both ends of it, the page all over."""
    path = tmp_path / "page.txt"
    path.write_text("第2版\n" + "".join(MARKET.replace("石桥", f"石桥{n}号") for n in range(40)) + CANTEEN)
    bring_in(path, date=datetime.date(2025, 3, 7))
    dump = Dump.objects.get()
    last = dump.text.count("\n")
    for part in (dump.articles.last(), dump.photos.last()):
        for line in (2, last // 2, part.line_end, last):
            note(dump, line, **{part._meta.model_name: part})
    for line in (3, last // 3, last):
        note(dump, line)
    return desk_url


def note(dump, line, **about):
    return Notice.objects.create(dump=dump, code="unplaced", line=line, message=f"请核对 {line}", **about)


def url_of(thing):
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def follow(page, link, how):
    """Follow a link by a click, or with the keyboard alone."""
    if how == "click":
        link.click()
    else:
        link.focus()
        page.keyboard.press("Enter")


@pytest.mark.parametrize(("width", "how"), [(360, "click"), (1280, "keyboard")])
def test_each_notice_brings_its_line_into_view_and_marks_it(site, open_page, width, how):
    page = open_page(width=width)
    sign_in(page, site)
    dump = Dump.objects.get()
    for thing in (dump.articles.last(), dump.photos.last(), dump):
        page.goto(site + url_of(thing))
        links = page.locator(".notices a[href^='#line-']")
        assert links.count() >= 4
        for link in links.all():
            line = link.get_attribute("href").removeprefix("#")
            follow(page, link, how)
            page.locator(f"#{line}:target").wait_for()
            assert page.evaluate(SHOWN, line) == ALL, (thing, line)
            if width == 1280:
                assert link.is_visible()


@pytest.mark.parametrize("width", [360, 1280])
def test_a_line_leads_back_to_its_notice_by_keyboard(site, open_page, width):
    page = open_page(width=width)
    sign_in(page, site)
    article = Article.objects.last()
    page.goto(site + url_of(article))
    notice = article.notices.last()
    page.locator(f"#notice-{notice.pk} a").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == str(notice.line)
    page.keyboard.press("Enter")
    entry = page.locator(f"#notice-{notice.pk}:target")
    entry.wait_for()
    assert 0 <= entry.bounding_box()["y"] < 740


def test_an_article_leads_to_its_pages_notices_where_they_are_settled(site, open_page):
    page = open_page(width=1280)
    sign_in(page, site)
    page.goto(site + url_of(Article.objects.last()))
    page.get_by_role("link", name="这一版还有 3 条整版提示待核对").click()
    section = page.get_by_role("region", name="整版待核对")
    section.get_by_role("listitem").first.get_by_label("已处理").check()
    page.get_by_role("button", name="保存核对结果").click()
    page.get_by_text("已保存 1 条整版提示。").wait_for()
    page.goto(site + url_of(Article.objects.last()))
    page.get_by_role("link", name="这一版还有 2 条整版提示待核对").wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_new_rules_are_tried_and_then_applied(site, open_page, width):
    page = open_page(width=width)
    sign_in(page, site)
    page.goto(f"{site}/admin/articles/topic/")
    page.get_by_role("link", name="养老").first.click()
    page.get_by_role("link", name="按规则重新归类").click()
    page.get_by_text("没有要改动的。").wait_for()
    Article.objects.get(headline__contains="养老食堂").topic_links.all().delete()
    page.reload()
    page.get_by_role("cell", name="命中：养老").wait_for()
    content, screen = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert content <= screen
    page.get_by_role("button", name="应用到这").click()
    page.get_by_text("已按规则重新归类。").wait_for()
