"""Two editors at one article: who is there, whose words were saved, and where the others' words are."""

import datetime
import threading

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import editing, workflow
from articles.models import Article, Editing, Photo, Topic
from tests.admin.test_article import form_of, url_of
from tests.desk import editor
from tests.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db

ARTICLE = reverse("admin:articles_article_changelist")


@pytest.fixture
def article():
    return make_article("桥头早市", status="draft", people=[make_person("王小满")], topics=["yanglao"])


@pytest.fixture
def second():
    """Another editor's browser."""
    user = get_user_model().objects.create_superuser("deputy", first_name="林小满")
    client = Client()
    client.force_login(user)
    return client


def opened(client, thing):
    """Return what the form says when it is opened."""
    return form_of(client.get(url_of(thing)))


def again(response):
    """Return what the conflict page sends, whichever of its buttons is pressed."""
    data = {}
    for name, value in response.context["again"]:
        data.setdefault(name, []).append(value)
    return data


def differing(response):
    return {one.label: (one.now, one.typed) for one in response.context["differing"]}


def conflict(desk, second, article, **typed):
    """Return the page that `desk` gets, whose form was opened before `second` saved another headline."""
    mine, theirs = opened(desk, article), opened(second, article)
    assert second.post(url_of(article), {**theirs, "headline": "桥头早市开张"}).status_code == 302
    return desk.post(url_of(article), {**mine, **typed})


# --- Whoever saves second ------------------------------------------------------------------------


def test_an_older_form_saves_nothing_and_shows_both_texts(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市", body="清早五点。\n\n## 摊位\n\n共六十个。")
    article.refresh_from_db()
    assert (article.headline, article.revision) == ("桥头早市开张", 1)
    assert differing(page) == {
        "主题（标题）": ("桥头早市开张", "桥头的早市"),
        "正文": ("三家社区食堂同时开门。", "清早五点。\n\n## 摊位\n\n共六十个。"),
    }
    html = page.content.decode()
    assert "桥头<ins>的</ins>早市<del>开张</del>" in html
    assert "您打开之后，林小满（" in html
    assert Editing.objects.get(user__username="chief").unsaved["headline"] == ["桥头的早市"]


def test_every_kind_of_field_is_compared_in_words_for_people(desk, second, article):
    person = make_person("裴文澜")
    topic = Topic.objects.get(slug="zhengwu")
    typed = {
        "tags": "早市、夜市",
        "page_number": "3",
        "origin": "repost",
        "source_name": "邻区日报",
        "bylines-0-role": "记者",
        "bylines-TOTAL_FORMS": "2",
        "bylines-1-role": "通讯员",
        "bylines-1-correspondent": person.pk,
        "bylines-1-position": "1",
        "topic_links-TOTAL_FORMS": "2",
        "topic_links-1-topic": topic.pk,
        "topic_links-1-confirmed": "True",
    }
    found = differing(conflict(desk, second, article, headline="桥头早市开张", **typed))
    assert found["署名"] == ("通讯员 王小满", "记者 王小满\n通讯员 裴文澜")
    assert {"标签": ("", "夜市、早市"), "版次": ("", "3"), "来源": ("原创", "转载")}.items() <= found.items()
    (topics,) = [both for label, both in found.items() if "政务" in both[1]]
    assert topics == ("养老", "养老\n政务服务 已确认")
    assert "主题（标题）" not in found


def test_a_move_pressed_with_the_save_is_not_made(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市", _move="submit")
    assert "“送审”没有进行" in page.content.decode()
    article.refresh_from_db()
    assert article.status == "draft"


def test_ones_own_words_are_put_over_the_others_on_purpose(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市")
    response = desk.post(url_of(article), {**again(page), "_continue": "1"})
    assert response.status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.revision) == ("桥头的早市", 2)
    assert editing.unsaved(article, get_user_model().objects.get(username="chief")) is None


def test_a_third_text_saved_while_one_compares_is_shown_as_well(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市")
    second.post(url_of(article), {**opened(second, article), "headline": "桥头早市迁址"})
    page = desk.post(url_of(article), {**again(page), "_continue": "1"})
    assert differing(page) == {"主题（标题）": ("桥头早市迁址", "桥头的早市")}


def test_the_others_text_is_taken_and_ones_own_forgotten(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市")
    response = desk.post(url_of(article), {**again(page), "_discard": "1"}, follow=True)
    assert form_of(response)["headline"] == "桥头早市开张"
    assert "未保存的内容" not in response.content.decode()


def test_one_goes_back_to_the_form_with_ones_own_words_in_it(desk, second, article):
    page = conflict(desk, second, article, headline="桥头的早市", _opinion="请看标题")
    assert "请看标题" in page.content.decode()
    back = desk.post(url_of(article), {**again(page), "_back": "1"})
    data = form_of(back)
    assert (data["headline"], data["revision"]) == ("桥头的早市", "1")
    assert "还没有保存" in back.content.decode()
    assert Article.objects.get().headline == "桥头早市开张"
    desk.post(url_of(article), {**data, "subhead": "六十个摊位"})
    article.refresh_from_db()
    assert (article.headline, article.subhead) == ("桥头的早市", "六十个摊位")


@pytest.mark.parametrize("way", ["_continue", "_back"])
def test_people_and_topics_come_along_whatever_became_of_the_stored_ones(desk, second, article, way):
    """One signs for two more; the other, meanwhile, signs for one of these and takes the first out."""
    both, mine = make_person("裴文澜"), make_person("林见山")
    first_form, second_form = opened(desk, article), opened(second, article)
    signed = {"bylines-1-role": "通讯员", "bylines-1-correspondent": both.pk, "bylines-1-position": "1"}
    taken_out = {"bylines-0-DELETE": "on", "bylines-TOTAL_FORMS": "2", "topic_links-0-DELETE": "on"}
    answer = second.post(url_of(article), {**second_form, **taken_out, **signed})
    assert answer.status_code == 302
    assert [b.name for b in article.bylines.all()] == ["裴文澜"]

    more = {"bylines-TOTAL_FORMS": "3", "bylines-2-role": "记者", "bylines-2-correspondent": mine.pk}
    page = desk.post(url_of(article), {**first_form, **signed, **more, "bylines-2-position": "2"})
    assert differing(page)["署名"] == ("通讯员 裴文澜", "通讯员 王小满\n通讯员 裴文澜\n记者 林见山")
    answer = desk.post(url_of(article), {**again(page), way: "1"})
    if way == "_back":
        answer = desk.post(url_of(article), form_of(answer))
    assert answer.status_code == 302
    assert [b.name for b in article.bylines.all()] == ["王小满", "裴文澜", "林见山"]
    assert [link.topic.slug for link in article.topic_links.all()] == ["yanglao"]


def test_a_row_that_came_meanwhile_is_not_left_in_behind_ones_back(desk, second, article):
    mine, theirs = opened(desk, article), opened(second, article)
    row = {"bylines-TOTAL_FORMS": "2", "bylines-1-role": "记者", "bylines-1-correspondent": make_person().pk}
    assert second.post(url_of(article), {**theirs, **row, "bylines-1-position": "1"}).status_code == 302
    page = desk.post(url_of(article), {**mine, "headline": "桥头的早市"})
    desk.post(url_of(article), {**again(page), "_continue": "1"})
    assert [b.name for b in article.bylines.all()] == ["王小满"]


def test_a_form_without_a_revision_saves_nothing(desk, article):
    data = opened(desk, article)
    del data["revision"]
    assert "没有保存" in desk.post(url_of(article), {**data, "headline": "别的"}).content.decode()
    assert Article.objects.get().headline == "桥头早市"


def test_a_move_made_meanwhile_counts_as_a_change(desk, article):
    data = opened(desk, article)
    workflow.move("submit", Article.objects.all())
    assert "现在的状态是“审校中”" in desk.post(url_of(article), data).content.decode()


def test_what_is_not_valid_is_shown_as_it_was_typed(desk, second, article):
    page = conflict(desk, second, article, headline="桥头早市开张", page_number="三")
    assert differing(page) == {"版次": ("", "三")}


def test_captions_of_photos_are_guarded_too(desk):
    photo = make_photo("早市一角", status="draft", people=[make_person("王小满")])
    mine = opened(desk, photo)
    desk.post(url_of(photo), {**mine, "caption": "早市的一角"})
    page = desk.post(url_of(photo), {**mine, "caption": "早市南口"})
    assert differing(page) == {"图片说明": ("早市的一角", "早市南口")}
    back = desk.post(url_of(photo), {**again(page), "_back": "1"})
    desk.post(url_of(photo), form_of(back))
    assert Photo.objects.get().caption == "早市南口"


def test_who_may_no_longer_change_it_is_told_and_keeps_their_words(client, article):
    writer = editor("write_article")
    Article.objects.update(author=writer)
    client.force_login(writer)
    data = opened(client, article)
    workflow.move("submit", Article.objects.all())
    page = client.post(url_of(article), {**data, "headline": "桥头的早市"}, follow=True)
    assert "刚才的操作没有生效" in page.content.decode()
    assert Editing.objects.get(user=writer).unsaved["headline"] == ["桥头的早市"]


# --- Two at the same moment ----------------------------------------------------------------------


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_a_hundred_pairs_of_saves_at_the_same_moment_no_text_is_lost():
    article = make_article("第 0 回", status="draft", people=[make_person()])
    clients, results, start = [], {}, threading.Barrier(2)
    for name in ("甲", "乙"):
        client = Client()
        client.force_login(get_user_model().objects.create_superuser(name))
        clients.append((name, client))
    form = opened(clients[0][1], article)

    def save_again_and_again(name, client):
        try:
            for turn in range(100):
                start.wait()
                sent = {**form, "headline": f"{name}第 {turn} 回", "revision": str(turn)}
                results[name, turn] = client.post(url_of(article), sent)
                kept = Editing.objects.filter(user__username=name).first()
                results[name, turn].kept = kept and kept.unsaved.get("headline")
        finally:
            start.abort()  # Where one has failed, the other is not to wait for it.
            connections.close_all()

    threads = [threading.Thread(target=save_again_and_again, args=pair) for pair in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    winners = set()
    for turn in range(100):
        pair = {name: results[name, turn] for name, _ in clients}
        won = [name for name, answer in pair.items() if answer.status_code == 302]
        assert len(won) == 1, turn
        (lost,) = pair.keys() - won
        texts = differing(pair[lost])["主题（标题）"]
        assert texts == (f"{won[0]}第 {turn} 回", f"{lost}第 {turn} 回")
        assert pair[lost].kept == [f"{lost}第 {turn} 回"]
        winners.update(won)
    article.refresh_from_db()
    assert article.revision == 100
    saved = article.versions.values_list("text__headline", flat=True)
    assert len(set(saved)) == 101


# --- Who is there --------------------------------------------------------------------------------


def test_the_page_tells_who_else_has_it_open(desk, second, article):
    assert "正在编辑" not in desk.get(url_of(article)).content.decode()
    Editing.objects.update(opened_at=timezone.now() - datetime.timedelta(minutes=3, seconds=5))
    desk.post(speak_address(article), {"revision": "0"})
    html = second.get(url_of(article)).content.decode()
    assert "chief正在编辑（3 分钟前打开）" in html
    assert "小满" not in html.split('id="presence-others"')[1].split("</p>")[0]


def speak_address(article):
    return reverse("admin:articles_article_editing", args=[article.pk])


def test_a_page_that_speaks_up_is_told_the_others(desk, second, article):
    desk.get(url_of(article))
    second.get(url_of(article))
    told = desk.post(speak_address(article), {"revision": "0"}).json()
    assert told == {"others": [{"name": "林小满", "since": "刚刚打开"}], "notice": ""}
    second.post(speak_address(article), {"revision": "0", "_left": "1"})
    assert desk.post(speak_address(article), {"revision": "0"}).json()["others"] == []


def test_a_page_is_told_that_somebody_has_saved(desk, second, article):
    second.post(url_of(article), {**opened(second, article), "headline": "桥头早市开张"})
    told = desk.post(speak_address(article), {"revision": "0"}).json()
    assert "已有新的修改" in told["notice"]


def test_reading_is_not_editing(client, desk, article):
    client.force_login(editor("view_article"))
    page = client.get(url_of(article)).content.decode()
    assert "editing.js" not in page
    assert not Editing.objects.exists()
    assert client.post(speak_address(article), {"revision": "0"}).status_code == 403


@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_speaking_up_is_for_the_desk_and_by_post(client, article, who):
    if who == "stranger":
        client.force_login(editor())
        assert client.post(speak_address(article)).status_code in (403, 404)
    else:
        assert client.post(speak_address(article)).status_code == 302
    assert Client(enforce_csrf_checks=True).post(speak_address(article)).status_code in (302, 403)


def test_only_post_speaks_up(desk, article):
    assert desk.get(speak_address(article)).status_code == 405
    assert desk.post(reverse("admin:articles_article_editing", args=[article.pk + 1])).status_code == 404


def test_speaking_up_asks_little_of_the_database(desk, article, django_assert_max_num_queries):
    data = opened(desk, article)
    with django_assert_max_num_queries(18):
        desk.post(speak_address(article), {**data, "_typed": "1"})


# --- What is not saved ---------------------------------------------------------------------------


def type_into(client, article, **typed):
    data = {**opened(client, article), **typed, "_typed": "1"}
    return client.post(speak_address(article), data).json()


def test_what_was_typed_and_not_saved_is_offered_when_the_page_is_opened_again(desk, article):
    type_into(desk, article, headline="桥头的早市")
    page = desk.get(url_of(article))
    assert form_of(page)["headline"] == "桥头早市"
    assert "有未保存的内容" in page.content.decode()
    assert "桥头<ins>的</ins>早市" in page.content.decode()
    restored = desk.get(url_of(article), {"restore": "1"})
    data = form_of(restored)
    assert data["headline"] == "桥头的早市"
    desk.post(url_of(article), data)
    assert Article.objects.get().headline == "桥头的早市"
    assert "未保存" not in desk.get(url_of(article)).content.decode()


def test_it_is_offered_to_nobody_else(desk, second, article):
    type_into(desk, article, headline="桥头的早市")
    assert "桥头的早市" not in second.get(url_of(article)).content.decode()


def test_it_is_thrown_away_on_request(desk, article):
    type_into(desk, article, headline="桥头的早市")
    page = desk.post(url_of(article), {"_discard": "1"}, follow=True)
    assert "未保存" not in page.content.decode()
    assert Article.objects.get().headline == "桥头早市"


def test_nothing_is_offered_where_nothing_differs(desk, article):
    type_into(desk, article, headline="桥头早市 ")
    assert "未保存" not in desk.get(url_of(article)).content.decode()
    assert editing.unsaved(article, get_user_model().objects.get()) is None


def test_saving_something_else_leaves_the_offer_open(desk, article):
    type_into(desk, article, headline="桥头的早市")
    data = opened(desk, article)
    desk.post(url_of(article), {**data, "_offered": "1", "subhead": "六十个摊位"})
    assert "桥头<ins>的</ins>早市" in desk.get(url_of(article)).content.decode()


def test_people_typed_in_are_restored_too(desk, article):
    row = {"bylines-1-role": "记者", "bylines-1-correspondent": make_person("裴文澜").pk}
    type_into(desk, article, **row, **{"bylines-TOTAL_FORMS": "2", "bylines-1-position": "1"})
    assert "裴文澜" in desk.get(url_of(article)).content.decode()
    desk.post(url_of(article), form_of(desk.get(url_of(article), {"restore": "1"})))
    assert [b.name for b in article.bylines.all()] == ["王小满", "裴文澜"]


def test_only_the_forms_own_fields_are_kept(desk, article):
    type_into(
        desk,
        article,
        headline="早",
        password="x",
        csrfmiddlewaretoken="t",
        _move="publish",
        status="published",
    )
    kept = Editing.objects.get().unsaved
    assert kept["headline"] == ["早"]
    assert not {"password", "csrfmiddlewaretoken", "_move", "_typed", "revision"} & kept.keys()
    page = desk.get(url_of(article), {"restore": "1"})
    desk.post(url_of(article), form_of(page))
    assert Article.objects.get().status == "draft"


def test_what_is_too_long_is_not_kept_and_that_is_told(desk, article):
    told = type_into(desk, article, body="食" * editing.LIMIT)
    assert "超过 20 万字" in told["notice"]
    assert not Editing.objects.exclude(typed_at=None).exists()
