"""The body in an article's form, and where its photos stand on its page."""

import json

import pytest
from django.urls import reverse

from articles.models import Article, Review, Status
from articles.texts import digest, text_of
from tests.factories import make_article, make_photo
from tests.flow import bring, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    """A draft with two photos."""
    made = make_article("桥头早市", body="<p>早市开张。</p>\n<p>坐十二路车。</p>", status=Status.DRAFT)
    for caption in ("桥头一角", "新鲜的菜"):
        make_photo(caption, status=Status.DRAFT, article=made)
    return made


def url_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def keys(article):
    return list(article.photos.order_by("pk").values_list("pk", flat=True))


def figure(key):
    return f'<figure data-photo="{key}"></figure>'


def save(client, article, **changes):
    form = client.get(url_of(article)).context["adminform"].form
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    for prefix in ("bylines", "topic_links"):
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}
    return client.post(url_of(article), {**data, "tags": "", "_continue": "1", **changes}, follow=True)


def body_of(article):
    return Article.objects.get(pk=article.pk).body


def test_plain_lines_and_html_give_the_same_body(desk, article):
    save(desk, article, body="早市开张。\r\n\r\n## 怎样去\r\n\r\n坐车。")
    typed = body_of(article)
    save(desk, article, body="x")
    save(desk, article, body="<p>早市开张。</p><h3>怎样去</h3><p></p><p> 坐车。</p>")
    assert body_of(article) == typed == "<p>早市开张。</p>\n<h3>怎样去</h3>\n<p>坐车。</p>"


def test_lists_links_and_tables_are_kept(desk, article):
    markup = (
        '<p>见<a href="https://example.com/" rel="noopener noreferrer">地图</a>。</p>\n'
        "<ul><li>鲜<strong>菜</strong></li></ul>\n<ol><li>排队</li></ol>\n<blockquote><p>今早摘的。</p></blockquote>\n"
        '<table><thead><tr><th colspan="2">摊位</th></tr></thead>'
        "<tbody><tr><td>一</td><td>二</td></tr></tbody></table>"
    )
    save(desk, article, body=markup)
    assert body_of(article) == markup


@pytest.mark.parametrize(
    "markup",
    [
        "<p>甲</p><p>乙</p>",
        "<p>甲</p> <ul>\n<li>乙</li></ul>",
        "<p>## 甲</p>",
        "<p>[[图3]]</p>",
        "<p>&lt;p&gt;</p>",
        "",
    ],
)
def test_a_save_without_a_change_leaves_the_body_as_it_is_stored(desk, article, markup):
    Article.objects.filter(pk=article.pk).update(body=markup)
    save(desk, article, headline="桥头的早市")
    assert body_of(article) == markup
    assert Article.objects.get(pk=article.pk).headline == "桥头的早市"


def test_the_form_tells_the_editor_of_the_photos_and_what_to_type_for_them(desk, article):
    first, second = keys(article)
    html = desk.get(url_of(article))
    field = html.context["adminform"].form["body"].field
    shown = json.loads(field.widget.attrs["data-photos"])
    assert [photo["caption"] for photo in shown] == ["桥头一角", "新鲜的菜"]
    assert f"<code>[[图{first}]]</code>" in html.content.decode()
    assert 'src="/static/desk/body.js"' in html.content.decode()


def test_a_photo_is_given_a_place(desk, article):
    first, second = keys(article)
    save(desk, article, body=f"早市开张。\n\n[[图{second}]]\n\n坐十二路车。")
    assert body_of(article) == f"<p>早市开张。</p>\n{figure(second)}\n<p>坐十二路车。</p>"


def test_another_articles_photo_and_a_second_place_are_refused_in_words(desk, article):
    first, second = keys(article)
    other = make_photo("别处", status=Status.DRAFT)
    said = save(desk, article, body=f"早市。\n[[图{other.pk}]]").content.decode()
    assert f"正文中的 [[图{other.pk}]] 不是本稿的图片。可以放的有 [[图{first}]]、[[图{second}]]。" in said
    said = save(desk, article, body=f"[[图{first}]]\n早市。\n[[图{first}]]").content.decode()
    assert f"正文中的 [[图{first}]] 出现了不止一次" in said
    assert "<figure" not in body_of(article)


def test_a_photo_that_left_the_article_does_not_keep_it_from_being_saved(desk, article):
    first, _ = keys(article)
    save(desk, article, body=f"早市。\n[[图{first}]]")
    article.photos.filter(pk=first).update(article=None)
    save(desk, article, body=f"早市开张了。\n[[图{first}]]")
    assert body_of(article) == f"<p>早市开张了。</p>\n{figure(first)}"


def test_moving_a_photo_is_a_change_of_the_text(desk, article):
    first, _ = keys(article)
    save(desk, article, body=f"早市。\n[[图{first}]]\n坐车。")
    before = digest(text_of(article))
    bring(article, Status.IN_REVIEW, upto=2)
    save(desk, article, body=f"早市。\n坐车。\n[[图{first}]]")
    assert digest(text_of(article)) != before
    assert Review.objects.filter(article=article, decision="voided").exists()


def _article_of(response):
    return response.content.decode().partition("<article")[2]


def _placed(article):
    first, second = keys(article)
    markup = f"{figure(first)}\n<p>早市开张。</p>\n{figure(first)}\n{figure(999)}\n<p>坐车。</p>"
    Article.objects.filter(pk=article.pk).update(body=markup, dateline="本报讯")
    publish(Article.objects.filter(pk=article.pk))
    return first, second


def test_citizens_see_a_photo_in_its_place_once_and_the_others_below(client, article):
    _placed(article)
    html = _article_of(client.get(article.get_absolute_url()))
    assert html.count("<figure") == 2
    assert "data-photo" not in html
    places = [
        html.index(words)
        for words in ('class="body"', "桥头一角", "本报讯", "早市开张。", "坐车。", "新鲜的菜")
    ]
    assert places == sorted(places)
    assert '<p><strong class="dateline">本报讯</strong> 早市开张。' in html


def test_a_photo_that_is_withdrawn_leaves_no_trace(client, article):
    first, _ = _placed(article)
    article.photos.filter(pk=first).update(status=Status.WITHDRAWN, listed_on=None)
    html = client.get(article.get_absolute_url()).content.decode()
    assert "桥头一角" not in html
    assert html.count("<figure") == 1


def test_a_preview_shows_a_draft_photo_in_its_place(desk, article):
    first, _ = keys(article)
    Article.objects.filter(pk=article.pk).update(body=f"<p>早市。</p>\n{figure(first)}\n<p>坐车。</p>")
    html = _article_of(desk.get(url_of(article).replace("change/", "preview/")))
    assert html.index("早市。") < html.index("桥头一角") < html.index("坐车。") < html.index("新鲜的菜")


def test_what_no_article_holds_is_refused_with_a_word(desk, article):
    before = body_of(article)
    shown = save(desk, article, body="<ul><li>" * 10_000)
    assert (
        "正文有 10000 个以上的 HTML 标签，或一个标签过长，不像稿件。请改为粘贴纯文字。"
        in shown.content.decode()
    )
    shown = save(desk, article, body="早市" + "\u0301\u0316" * 20)
    assert "正文有大量叠加的组合符号，不像正常文字。请删去。" in shown.content.decode()
    assert body_of(article) == before
