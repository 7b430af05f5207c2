"""A page in 繁體: what changes, and what must not."""

import pytest

from newsroom.traditional import page, words
from tests.linear import MOST, growth


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("皇后后来去理发", "皇后後來去理髮"),  # By phrase: one character, two others.
        ("里面有三公里", "裡面有三公里"),
        ("干部在干净的面馆吃面条", "幹部在乾淨的麵館吃麵條"),
        ("群众下载软件，查看网络信息", "群眾下載軟件，查看網絡信息"),  # The words stay the writer's.
        ("“下楼就有热饭。”", "“下樓就有熱飯。”"),
        ("12 km, e-mail", "12 km, e-mail"),
        ("", ""),
    ],
)
def test_characters_change_and_words_stay(simplified, traditional):
    assert words(simplified) == traditional


@pytest.mark.parametrize(
    ("html", "converted"),
    [
        ("<p>养老<b>服务</b></p>", "<p>養老<b>服務</b></p>"),
        ('<img alt="老人用餐" title="图" src="/图.jpg">', '<img alt="老人用餐" title="圖" src="/图.jpg">'),
        ('<nav aria-label="关于本站">', '<nav aria-label="關於本站">'),
        ('<meta name="description" content="养老">', '<meta name="description" content="養老">'),
        ('<p title="a > b 时">时</p>', '<p title="a > b 時">時</p>'),
        ("<script type=\"application/ld+json\">{\"name\": \"区\"}</script>",
         "<script type=\"application/ld+json\">{\"name\": \"區\"}</script>"),
    ],
)  # fmt: skip
def test_what_people_read_changes(html, converted):
    assert page(html) == converted


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/栏目/?q=养老">',
        '<input name="q" value="养老">',
        '<button value="长者">',
        '<meta property="og:url" content="https://例子.cn/云">',
        '<meta property="og:image" content="/图.jpg">',
        "<code>区</code><pre><b>区</b></pre>",
        "<textarea>区</textarea><style>/* 区 */</style><script>区</script>",
        "<!-- 区 -->",
        '<q class="x" translate="no">区<b>区</b></q>',
    ],
)
def test_what_is_sent_back_or_is_no_prose_stays(html):
    assert page(html) == html


def test_an_element_kept_as_it_is_still_has_labels_for_people():
    html = '<p translate="no" title="区">区</p><p>区</p>'
    assert page(html) == '<p translate="no" title="區">区</p><p>區</p>'


def test_markup_that_is_not_closed_takes_no_long_time():
    html = '<p translate="no">' * 300 + "<a " * 300 + "区 < 县"
    assert page(html).count("區") == 1


@pytest.mark.parametrize(
    "unit",
    [
        "皇后后来",
        "<p>区</p>",
        '<p translate="no">区</p>',
        "<mark>区</mark>",
        '<img alt="区">',
        "&lt;",
        "<br>",
    ],
)
def test_the_time_taken_grows_with_the_page(unit):
    assert growth(page, unit * 500, unit * 5_000) <= MOST
