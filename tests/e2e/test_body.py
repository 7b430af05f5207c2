"""A body written in the editor: what an editor does by hand, and what becomes of it."""

import pytest
from django.urls import reverse

from articles.models import Article, Photo, Status
from tests.e2e.test_the_whole_way import sign_in
from tests.factories import make_article, make_photo
from tests.flow import publish

pytestmark = [
    pytest.mark.browser,
    pytest.mark.looks,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]

PLAIN = "<p>早市开张。</p>\n<h3>怎样去</h3>\n<p>坐十二路车。</p>"
# A while of the page's own time, in which all passes that it has set for sooner, however slow it is.
MOMENT = "() => new Promise((done) => setTimeout(done, 100))"
NO_WIDER = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def at_desk(desk_url, open_page):
    """Return a function that signs in and opens an article."""

    def at_desk(article, width=1280, **options):
        page = open_page(width=width, **options)
        sign_in(page, desk_url)
        page.goto(desk_url + url_of(article))
        if options.get("java_script_enabled", True):
            editor(page).wait_for()
        return page

    return at_desk


def url_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def draft(body=PLAIN):
    return make_article("桥头早市", body=body, status=Status.DRAFT)


def editor(page):
    return page.locator(".body-editor").get_by_role("textbox", name="正文")  # Not the field under it.


def go(page, keys):
    """Press keys that move the cursor, as people do: once the editor has set its own where it was left."""
    editor(page).focus()
    page.evaluate(MOMENT)
    page.keyboard.press(keys)
    page.evaluate(MOMENT)


def tool(page, name):
    return page.get_by_role("toolbar", name="正文格式").get_by_role("button", name=name, exact=True)


def typed(page):
    return page.locator("#id_body").input_value()


def save(page):
    page.get_by_role("button", name="保存并继续编辑").click()
    page.locator(".messagelist").wait_for()
    editor(page).wait_for()


@pytest.mark.parametrize("width", [360, 1280])
def test_an_article_is_written_and_read_by_citizens(at_desk, desk_url, width):
    article = draft(body="")
    page = at_desk(article, width)
    editor(page).click()
    page.keyboard.type("## 怎样去")
    page.keyboard.press("Enter")
    page.keyboard.type("坐十二路车，")
    tool(page, "加粗").click()
    page.keyboard.type("桥头")
    tool(page, "加粗").click()
    page.keyboard.type("下。")
    page.keyboard.press("Enter")
    tool(page, "列表").click()
    page.keyboard.type("鲜菜")
    page.keyboard.press("Enter")
    page.keyboard.type("早点")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.type("详见")
    tool(page, "链接").click()
    page.get_by_label("网址").fill("example.com/map")
    page.get_by_role("button", name="确定").click()
    page.keyboard.press("Enter")
    tool(page, "表格").click()
    for cell in ("摊位", "卖什么", "几点", "一号"):
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    assert page.evaluate(NO_WIDER)
    save(page)
    article.refresh_from_db()
    assert article.body == (
        "<h3>怎样去</h3>\n<p>坐十二路车，<strong>桥头</strong>下。</p>\n<ul><li>鲜菜</li><li>早点</li></ul>\n"
        '<p>详见<a href="https://example.com/map" rel="noopener noreferrer">https://example.com/map</a></p>\n'
        "<table><thead><tr><th>摊位</th><th>卖什么</th><th>几点</th></tr></thead>"
        "<tbody><tr><td>一号</td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table>"
    )
    publish(Article.objects.filter(pk=article.pk))
    page.goto(desk_url + article.get_absolute_url())
    assert page.get_by_role("heading", name="怎样去").is_visible()
    assert page.get_by_role("cell", name="一号").is_visible()
    assert page.get_by_role("link", name="https://example.com/map").is_visible()


def test_a_save_without_a_change_changes_nothing(at_desk):
    bodies = (
        PLAIN,
        "<p>甲</p><ul><li>一  二</li></ul>",  # As an older version kept it.
        "<p>&lt;p&gt;</p>",
        '<table><tbody><tr><td colspan="2">并</td></tr><tr><td>一</td><td>二</td></tr></tbody></table>',
    )
    for body in bodies:
        article = draft(body)
        page = at_desk(article)
        before = typed(page)
        editor(page).click()
        page.keyboard.type("新")
        page.keyboard.press("Control+z")
        assert typed(page) == before
        save(page)
        article.refresh_from_db()
        assert article.body == body
        page.context.close()


def test_both_roads_give_the_same_html(at_desk):
    by_hand, in_editor = draft(), draft()
    page = at_desk(by_hand, java_script_enabled=False)
    page.locator("#id_body").fill(typed(page) + "\n\n## 几点\n\n五点 < 六点 & 以后。")
    page.get_by_role("button", name="保存并继续编辑").click()
    page = at_desk(in_editor)
    go(page, "Control+End")
    page.keyboard.press("Enter")
    page.keyboard.type("## 几点")
    page.keyboard.press("Enter")
    page.keyboard.type("五点 < 六点 & 以后。")
    save(page)
    by_hand.refresh_from_db()
    in_editor.refresh_from_db()
    assert by_hand.body == in_editor.body == PLAIN + "\n<h3>几点</h3>\n<p>五点 &lt; 六点 &amp; 以后。</p>"


def test_the_tools_are_reached_and_used_by_keyboard(at_desk):
    page = at_desk(draft())
    go(page, "Control+Home")
    tool(page, "小标题").focus()
    page.keyboard.press("ArrowLeft")
    assert page.locator(":focus").inner_text() == "重做"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert typed(page).startswith("## 早市开张。")
    assert tool(page, "小标题").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Control+k")
    page.get_by_label("网址").fill("javascript:alert(1)")
    page.keyboard.press("Enter")
    assert "请填写网址" in page.get_by_role("alert").inner_text()
    page.keyboard.press("Escape")
    assert typed(page).startswith("## 早市开张。")


def test_nothing_is_written_down_while_an_input_method_composes(at_desk):
    page = at_desk(draft())
    go(page, "Control+Home")
    before = typed(page)
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "zao", "selectionStart": 3, "selectionEnd": 3})
    page.wait_for_timeout(200)
    assert typed(page) == before
    count = page.locator("#id_body_count")
    assert count.inner_text() == "14 字"
    keyboard.send("Input.insertText", {"text": "清早"})
    count.filter(has_text="16 字").wait_for()
    assert typed(page) == "清早" + before


def test_a_photo_is_placed_moved_and_shown_there(at_desk, desk_url):
    article = draft()
    photos = [make_photo(caption, status=Status.DRAFT, article=article, with_file=True, width=60, height=40)
              for caption in ("桥头一角", "新鲜的菜")]  # fmt: skip
    Photo.objects.update(width=60, height=40)
    page = at_desk(article)
    for place in ("Control+Home", "Control+End"):  # To the one place, then to the other.
        go(page, place)
        tool(page, "图片").click()
        page.get_by_role("button", name="桥头一角").click()
    assert typed(page).endswith(f"坐十二路车。\n\n[[图{photos[0].pk}]]")
    save(page)
    publish(Article.objects.filter(pk=article.pk))
    page.goto(desk_url + article.get_absolute_url())
    captions = page.locator("figcaption").all_inner_texts()
    assert [caption.strip() for caption in captions] == ["新鲜的菜", "桥头一角"]
    assert page.locator(".body figcaption").inner_text().strip() == "桥头一角"
