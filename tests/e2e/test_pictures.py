"""Pictures, corrections and withdrawals as readers meet them, and a photo's focus at the desk."""

import datetime
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from PIL import Image

from articles import images, workflow
from articles.models import Article, Correction, Photo, Status
from tests.desk import administrator
from tests.e2e.looks import LOW_CONTRAST, SMALL_TARGETS, WIDTHS
from tests.factories import ON_THE_WEB, make_article, make_issue, make_person, make_photo

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

# Which file the first picture shows, how large it is in truth, and how large the page said it would be.
SHOWN = """() => {
    const image = document.querySelector("main img");
    return [image.currentSrc, image.naturalWidth, image.width, image.complete];
}"""
SHIFT = """() => new Promise((resolve) => new PerformanceObserver((list) =>
    resolve(list.getEntries().reduce((sum, entry) => sum + entry.value, 0))
).observe({type: "layout-shift", buffered: true}) || setTimeout(() => resolve(0), 400))"""


@pytest.fixture
def photo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = Image.linear_gradient("L").resize((1800, 1200)).convert("RGB")
    picture.paste("firebrick", (200, 500, 500, 800))
    out = BytesIO()
    picture.save(out, "JPEG")
    article = make_article(
        "三家食堂同日开张",
        subhead="热饭热菜端到老人手边",
        dateline="本报讯",
        body="<p>三家社区食堂同时开门，附近的老人早早排起了队。</p>" * 6,
        issue=make_issue(),
        page_number=2,
        topics=["yanglao"],
        people=[make_person("祝青禾")],
    )
    return make_photo(
        "老人们正在用餐。",
        alt="六位老人围坐在圆桌旁吃饭",
        image=images.remade(ContentFile(out.getvalue())),
        article=article,
        people=[make_person("沈若谷")],
    )


def corrected(article):
    Correction.objects.create(
        article=article, notice="第二段“十家”应为“三家”，特此更正。", created_at=ON_THE_WEB
    )


@pytest.fixture
def sign_in(live_server, settings):
    """Return a function that signs a window in as an administrator, without HTTPS."""
    for kind in ("SESSION", "CSRF"):
        setattr(settings, f"{kind}_COOKIE_NAME", kind.lower())
        setattr(settings, f"{kind}_COOKIE_SECURE", False)

    def sign_in(page):
        client = Client()
        client.force_login(administrator())
        cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
        page.context.add_cookies([cookie])

    return sign_in


@pytest.mark.parametrize(("width", "density", "expected"), [(360, 1, 640), (360, 3, 1080), (1280, 1, 1080)])
def test_a_reader_gets_a_picture_as_large_as_the_screen_needs(
    open_page, live_server, photo, width, density, expected
):
    page = open_page(width, device_scale_factor=density)
    page.goto(live_server.url + photo.article.get_absolute_url())
    page.locator("main img").first.evaluate("(image) => image.decode()")
    source, width, room, _ = page.evaluate(SHOWN)
    assert source.endswith(".webp")
    assert f"/whole-{expected}-" in source
    assert room <= 684


def test_nothing_moves_when_the_picture_comes(open_page, live_server, photo):
    page = open_page()
    page.goto(live_server.url + photo.article.get_absolute_url())
    page.locator("main img").first.evaluate("(image) => image.decode()")
    assert page.evaluate(SHIFT) < 0.01


@pytest.mark.parametrize("width", [360, 1280])
def test_corrections_and_the_notice_of_a_withdrawal_are_well_set(open_page, live_server, photo, width):
    corrected(photo.article)
    withdrawn = make_article(topics=["yanglao"])
    rows = Article.objects.filter(pk=withdrawn.pk)
    workflow.move("withdraw", rows, opinion="有误", at=datetime.datetime(2025, 4, 1, tzinfo=datetime.UTC))
    page = open_page(width)
    for path in (photo.article.get_absolute_url(), photo.get_absolute_url()):
        page.goto(live_server.url + path)
        _fits(page)
    page.goto(live_server.url + photo.article.get_absolute_url())
    region = page.get_by_role("region", name="更正")
    assert "“十家”应为“三家”" in region.inner_text()
    page.emulate_media(media="print")
    assert region.is_visible()


def _fits(page):
    content, screen = page.evaluate(WIDTHS)
    assert content <= screen
    assert page.evaluate(SMALL_TARGETS, 44) == []
    assert page.evaluate(LOW_CONTRAST, 4.5) == []


@pytest.mark.parametrize("size", ["desktop", "phone", "elder"])
def test_a_preview_shows_a_draft_in_each_size(open_page, live_server, photo, sign_in, size):
    draft = make_article("食堂明天开张", status=Status.DRAFT, body="<p>灶台已经生火。</p>")
    page = open_page(1280)
    sign_in(page)
    page.goto(f"{live_server.url}/admin/articles/article/{draft.pk}/change/")
    page.get_by_role("link", name="预览").click()
    page.get_by_role("navigation", name="预览的版式").get_by_role("link").nth(
        ["desktop", "phone", "elder"].index(size)
    ).click()
    _fits(page)
    assert "预览（尚未发布）" in page.get_by_role("complementary", name="预览").inner_text()
    letters, room = page.evaluate(
        """() => {
            const [text, main] = [document.querySelector(".body p"), document.querySelector("main")];
            return [parseFloat(getComputedStyle(text).fontSize), main.clientWidth];
        }"""
    )
    assert (letters >= 24) == (size == "elder")
    assert (room < 360) == (size == "phone")


def test_the_focus_is_chosen_by_a_click_and_the_cuts_follow(open_page, live_server, photo, sign_in):
    page = open_page(1280)
    sign_in(page)
    page.goto(f"{live_server.url}/admin/articles/photo/{photo.pk}/change/")
    picture = page.locator(".focus-picture img")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] * 0.2, "y": box["height"] * 0.5})
    assert page.locator("#id_focus_x").input_value() == "20"
    assert page.locator("#id_focus_y").input_value() == "50"
    before = page.locator(".focus-crops img").nth(1).evaluate("image => image.style.objectPosition")
    page.locator("#id_focus_x").fill("90")
    after = page.locator(".focus-crops img").nth(1).evaluate("image => image.style.objectPosition")
    assert (before, after) == ("0% 0%", "100% 0%")
    assert page.locator(".focus-mark").is_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    page.wait_for_load_state()
    photo.refresh_from_db()
    assert (photo.focus_x, photo.focus_y) == (90, 50)


def test_the_focus_is_chosen_without_javascript_too(open_page, live_server, photo, sign_in):
    page = open_page(360, java_script_enabled=False)
    sign_in(page)
    page.goto(f"{live_server.url}/admin/articles/photo/{photo.pk}/change/")
    page.locator("#id_focus_x").fill("10")
    page.get_by_role("button", name="保存", exact=True).click()
    assert Photo.objects.get().focus_x == 10
