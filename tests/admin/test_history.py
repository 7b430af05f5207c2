"""The history of a text at the desk: its versions, what differs, and an earlier one put back."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles import workflow
from articles.models import Review, Status, Version
from articles.texts import digest, text_of
from tests.admin.test_article import form_of, url_of
from tests.admin.test_reviews import member, rows
from tests.factories import make_article, make_person, make_photo
from tests.flow import publish

pytestmark = pytest.mark.django_db

FIRST = "<p>河边种了三百棵树。</p>\n<p>街坊都来帮忙。</p>"


@pytest.fixture
def article():
    return make_article("河边种树", status=Status.DRAFT, body=FIRST, people=[make_person("裴文澜")])


@pytest.fixture
def editor(client):
    client.force_login(member("编辑"))
    return client


def save(client, thing, **changes):
    data = form_of(client.get(url_of(thing)))
    return client.post(url_of(thing), {**data, **changes}, follow=True)


def address(thing) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_versions", args=[thing.pk])


def shown(client, thing, **query) -> dict[str, str]:
    """Return what differs as the page shows it, field by field: removed in [], added in {}."""
    marks = {"": "{}", "del": "[{}]", "ins": "<{}>"}
    response = client.get(address(thing), query)
    return {
        one.label: "".join(marks[piece.tag].format(piece.text) for piece in one.pieces)
        for one in response.context.get("differences", [])
    }


def test_a_text_that_nobody_changed_has_no_versions(editor, article):
    assert "没有旧的版本" in editor.get(address(article)).content.decode()


def test_a_change_is_shown_to_the_character(editor, article):
    save(editor, article, body="河边种了四百棵树。\n\n街坊都来帮忙。", subhead="春天的事")
    assert shown(editor, article) == {
        "副题": "<春天的事>",
        "正文": "河边种了[三]<四>百棵树。\n\n街坊都来帮忙。",
    }


def test_bylines_and_captions_are_compared_too(editor, article):
    photo = make_photo("早樱", status=Status.DRAFT, article=article)
    save(editor, article)
    first = Version.objects.get(article=article)
    save(editor, photo, caption="晚樱")
    save(editor, article, **{"bylines-0-role": "记者"})
    assert shown(editor, article, version=first.pk, **{"with": "present"}) == {
        "署名": "[通讯员]<记者> 裴文澜",
        f"图片 {photo.pk} · 图片说明": "[早]<晚>樱",
    }


def test_any_version_is_compared_with_the_text_as_it_is(editor, article):
    for headline in ("河边种下树", "河边种下新树"):
        save(editor, article, headline=headline)
    first = Version.objects.first()
    assert shown(editor, article, version=first.pk, **{"with": "present"}) == {"标题": "河边种<下新>树"}
    assert shown(editor, article, version=first.pk) == {}, "nothing before the first"


def test_the_rows_tell_who_changed_and_which_were_reviewed(editor, article):
    save(editor, article, headline="河边种下树")
    save(editor, article, _move="submit")
    reviewer = member("编辑", "复核人")
    workflow.move("pass", rows(article), by=reviewer)
    listed = editor.get(address(article)).context["rows"]
    assert [(who, reviews) for _, who, reviews in listed] == [("编辑甲", ["初审通过（复核人）"]), ("", [])]


def test_restoring_puts_the_words_back_and_keeps_who_signed(editor, article):
    photo = make_photo("早樱", status=Status.DRAFT, article=article)
    save(editor, article)
    first = digest(text_of(article))
    save(editor, article, headline="别的", body="别的正文", dateline="本报讯", source_name="别处")
    photo.caption = "别的说明"
    photo.save()
    version = article.versions.get(sha256=first)
    response = editor.post(address(article), {"version": version.pk}, follow=True)
    article.refresh_from_db()
    photo.refresh_from_db()
    assert "已恢复这一版的文字。" in response.content.decode()
    assert (article.headline, article.body, article.dateline, article.source_name) == (
        "河边种树",
        FIRST,
        "",
        "",
    )
    assert photo.caption == "早樱"
    assert digest(text_of(article)) == first
    assert article.versions.last().sha256 == first
    assert article.versions.last().changed_by.username == "编辑甲"
    assert article.revision == 3


def test_the_caption_of_a_photo_that_has_left_stays(editor, article):
    photo = make_photo("早樱", status=Status.DRAFT, article=article)
    save(editor, article)
    save(editor, article, headline="别的")
    photo.article, photo.caption = None, "另用"
    photo.save()
    editor.post(address(article), {"version": article.versions.first().pk})
    photo.refresh_from_db()
    assert photo.caption == "另用"


def test_restoring_what_stands_changes_nothing(editor, article):
    save(editor, article, headline="别的")
    before = Version.objects.count()
    response = editor.post(address(article), {"version": article.versions.last().pk}, follow=True)
    assert "没有改动" in response.content.decode()
    assert Version.objects.count() == before


def test_restoring_under_review_voids_the_reviews_once(editor, article):
    make_photo("早樱", status=Status.DRAFT, article=article)
    save(editor, article, headline="河边种下树")
    photo = article.photos.get()
    save(editor, photo, caption="晚樱")
    save(editor, article, _move="submit")
    workflow.move("pass", rows(article), by=member("编辑", "复核人"))
    editor.post(address(article), {"version": article.versions.first().pk})
    article.refresh_from_db()
    assert (article.status, article.stage, article.round) == (Status.IN_REVIEW, 1, 2)
    assert Review.objects.filter(decision="voided").count() == 1
    assert article.text_sha256 == digest(text_of(article))


def test_restoring_a_public_text_is_a_correction(client, article):
    client.force_login(member("总编"))
    save(client, article, headline="河边种下树")
    publish(rows(article))
    client.post(address(article), {"version": article.versions.first().pk, "_correction": "标题有误。"})
    article.refresh_from_db()
    assert (article.status, article.headline) == (Status.PUBLISHED, "河边种树")
    assert [correction.notice for correction in article.corrections.all()] == ["标题有误。"]


def test_only_who_may_change_restores(client, editor, article):
    save(editor, article, headline="河边种下树")
    version = article.versions.first()
    publish(rows(article))
    for user in (member("编辑", "编辑乙"), member("系统管理员")):
        client.force_login(user)
        assert "恢复这一版" not in client.get(address(article)).content.decode()
        assert client.post(address(article), {"version": version.pk}).status_code == 403
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address(article)).status_code in (403, 404)
    article.refresh_from_db()
    assert article.headline == "河边种下树"


@pytest.mark.parametrize("number", ["0", "x", "９", "9" * 30])
def test_a_version_of_nothing_or_of_another_is_not_found(editor, article, number):
    save(editor, article, headline="河边种下树")
    other = make_article(status=Status.DRAFT)
    assert editor.get(address(article), {"version": number}).status_code == 404
    assert editor.post(address(article), {"version": number}).status_code == 404
    assert editor.post(address(other), {"version": article.versions.first().pk}).status_code == 404


def test_the_stock_history_leads_here_with_what_the_log_tells(editor, article):
    save(editor, article, headline="河边种下树")
    response = editor.get(reverse("admin:articles_article_history", args=[article.pk]), follow=True)
    assert response.redirect_chain == [(address(article), 302)]
    assert "操作记录" in response.content.decode()


def test_a_photo_has_its_history_too(editor):
    photo = make_photo("早樱", status=Status.DRAFT)
    save(editor, photo, caption="晚樱")
    assert shown(editor, photo) == {"图片说明": "[早]<晚>樱"}
    editor.post(address(photo), {"version": photo.versions.first().pk})
    photo.refresh_from_db()
    assert photo.caption == "早樱"


def test_the_page_asks_as_often_for_many_versions_as_for_few(editor, article):
    def asked(changes: int) -> int:
        for number in range(changes):
            save(editor, article, headline=f"河边种树{number}")
        editor.get(address(article))
        with CaptureQueriesContext(connection) as queries:
            editor.get(address(article))
        return len(queries)

    few = asked(2)
    assert asked(12) == few
