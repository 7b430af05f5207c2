"""The citizens' site in a real browser, as a reader with a phone or a keyboard meets it."""

import datetime

import pytest

from articles.models import Column
from tests.e2e.looks import LOW_CONTRAST, SMALL_TARGETS, WIDTHS
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

LONG = "云港区把居民反映最集中的难题列成清单逐件办理四十六件事已经办结三十一件由居民打分"
TABLE = f"<table><tr>{'<th>新增助餐点（处）</th>' * 8}</tr><tr>{'<td>12</td>' * 8}</tr></table>"
LINK = "<p>见<a href='https://example.org/'>https://example.org/" + "a" * 80 + "</a></p>"


@pytest.fixture
def paths(live_server, settings, tmp_path):
    """Fill the paper, with the longest of everything; return where each kind of page is."""
    settings.MEDIA_ROOT = tmp_path
    issue = make_issue(number=1200)
    column = Column.objects.create(name="民生实事进行时", slug="minsheng", description=LONG)
    person = make_person("祝青禾", "云港区望江路街道办事处民政科")
    article = make_article(
        f"{LONG} {LONG}",
        kicker=LONG,
        subhead=LONG,
        dateline="本报讯",
        body=f"<p>{LONG * 9}</p><h3>{LONG}</h3>{TABLE}{LINK}",
        issue=issue,
        page_number=1,
        column=column,
        topics=["yanglao", "zhengwu"],
        people=[person],
        source_name="云汀日报",
    )
    article.tags.add("助餐", "x" * 60)
    photo = make_photo(LONG * 3, issue=issue, page_number=1, people=[person], article=article, with_file=True)
    make_photo(LONG, issue=issue, page_number=2, people=[person])
    for day in range(1, 24):
        make_article(
            issue=make_issue(datetime.date(2025, 2, day)),
            topics=["yanglao"],
            people=[make_person()],
            column=column,
        )
    paths = {
        "front": "/",
        "topic": "/topics/yanglao/",
        "column": "/columns/minsheng/",
        "issues": "/issues/",
        "issue": "/issues/2025-03-07/",
        "page": "/issues/2025-03-07/1/",
        "article": f"/articles/{article.pk}/",
        "photos": "/photos/",
        "photo": f"/photos/{photo.pk}/",
        "people": "/people/",
        "person": f"/people/{person.pk}/",
    }
    return {name: live_server.url + path for name, path in paths.items()}


def test_reader_goes_from_the_front_page_by_topic_to_an_article(open_page, paths):
    page = open_page()
    page.goto(paths["front"])
    page.get_by_role("navigation", name="主要栏目").get_by_role("link", name="养老").click()
    assert page.get_by_role("heading", level=1).inner_text() == "养老"
    page.get_by_role("link", name="更早的文章").click()
    page.get_by_role("link", name="回到最新").click()
    page.get_by_role("main").get_by_role("link").first.click()
    assert page.url == paths["article"]
    assert "上网时间" in page.get_by_role("main").inner_text()
    page.get_by_role("link", name="祝青禾").click()
    assert page.get_by_role("heading", level=1).inner_text() == "祝青禾"


def test_whole_card_answers_to_a_finger(open_page, paths):
    page = open_page(has_touch=True)
    page.goto(paths["topic"])
    card = page.locator(".card").first
    card.tap(position={"x": 5, "y": card.bounding_box()["height"] - 5})
    page.wait_for_url(paths["article"])


def test_keyboard_reaches_the_skip_link_first_and_jumps_to_the_text(open_page, paths):
    page = open_page()
    page.goto(paths["article"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "跳到正文"
    assert skip.bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator("main :focus").inner_text() == "民生实事进行时"


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_every_page_fits_the_screen_and_the_finger(open_page, paths, width):
    page = open_page(width)
    for name, path in paths.items():
        page.goto(path)
        content, screen = page.evaluate(WIDTHS)
        assert content <= screen, name
        assert page.evaluate(SMALL_TARGETS, 44) == [], name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_legible(open_page, paths, scheme):
    page = open_page(color_scheme=scheme)
    for name, path in paths.items():
        page.goto(path)
        assert page.evaluate(LOW_CONTRAST, 4.5) == [], name


def test_article_is_set_large_and_wide(open_page, paths):
    page = open_page()
    page.goto(paths["article"])
    style = page.evaluate(
        """() => {
            const style = getComputedStyle(document.querySelector(".body p"));
            return [style.fontSize, style.lineHeight, style.textIndent].map(parseFloat);
        }"""
    )
    size, line, indent = style
    assert size >= 18
    assert line >= 1.8 * size
    assert indent == pytest.approx(2 * size)


def test_printed_article_is_the_article_alone(open_page, paths):
    page = open_page()
    page.goto(paths["article"])
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator("nav").first.is_visible()
    assert not page.locator(".skip").is_visible()
