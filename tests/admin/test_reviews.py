"""The flow of a text at the desk: where it stands, what is open to somebody, the sheet of its reviews."""

import datetime

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles import workflow
from articles.admin.articles import ArticleForm
from articles.models import Article, Dump, ImportBatch, Notice, Review, Status
from people.models import Correspondent
from tests.admin.test_article import form_of, url_of
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import approve, publish

pytestmark = pytest.mark.django_db


def member(group: str, name: str = "") -> User:
    """Return a new member of staff in a group of the newsroom."""
    user = User.objects.create_user(name or f"{group}甲", password="secret-pass", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


def rows(thing):
    return type(thing).objects.filter(pk=thing.pk)


@pytest.fixture
def draft():
    return make_article("河边种树", status=Status.DRAFT, body="<p>种了三百棵。</p>")


@pytest.fixture
def waiting(draft):
    """A draft sent for review, its first review waiting."""
    workflow.move("submit", rows(draft))
    draft.refresh_from_db()
    return draft


def offered(client, thing) -> list[str]:
    return [move.name for move in client.get(url_of(thing)).context["moves"]]


def press(client, thing, name, **said):
    """Press the button of a move, everything else on the page left as it is."""
    page = client.get(url_of(thing))
    return client.post(url_of(thing), {**form_of(page), "_move": name, **said}, follow=True)


def html_of(client, thing) -> str:
    return client.get(url_of(thing)).content.decode()


def test_three_people_take_a_draft_to_the_web(client, draft):
    for group, name in (
        ("编辑", "submit"),
        ("编辑", "pass"),
        ("主任", "pass"),
        ("总编", "pass"),
        ("总编", "publish"),
    ):
        user = User.objects.filter(username=f"{group}甲").first() or member(group)
        client.force_login(user)
        assert name in offered(client, draft)
        press(client, draft, name)
    draft.refresh_from_db()
    assert draft.status == Status.PUBLISHED
    passed = Review.objects.filter(decision="passed").values_list("stage", "reviewer__username")
    assert list(passed) == [(1, "编辑甲"), (2, "主任甲"), (3, "总编甲")]


def test_the_page_tells_who_passed_what_waits_and_since_when(client, waiting):
    client.force_login(member("编辑"))
    press(client, waiting, "pass", _opinion="标题已核。")
    html = html_of(client, waiting)
    steps = {
        step.stage.label: (step.state, step.who) for step in client.get(url_of(waiting)).context["flow"].steps
    }
    assert steps == {"初审": ("passed", "编辑甲"), "复审": ("current", ""), "终审": ("open", "")}
    assert "流程：审校中（第 1 轮）" in html
    assert "起等待" in html
    assert html.index("初审通过") < html.index("<strong>送审</strong>"), "the newest decision comes first"
    assert "标题已核。" in html


def test_a_return_without_an_opinion_loses_nothing_that_was_typed(client, waiting):
    client.force_login(member("编辑"))
    page = client.get(url_of(waiting))
    data = {**form_of(page), "headline": "河边种下三百棵树", "_move": "return", "_opinion": "  "}
    response = client.post(url_of(waiting), data)
    html = response.content.decode()
    assert response.status_code == 200
    assert "请写明退回的理由。" in html
    assert 'value="河边种下三百棵树"' in html
    waiting.refresh_from_db()
    assert (waiting.status, waiting.headline) == (Status.IN_REVIEW, "河边种树")


def test_a_return_brings_the_draft_back_with_its_reason(client, waiting):
    client.force_login(member("编辑"))
    html = press(client, waiting, "return", _opinion="棵数要核实。").content.decode()
    waiting.refresh_from_db()
    assert waiting.status == Status.DRAFT
    assert "棵数要核实。" in html
    assert "流程：草稿（上一轮：第 1 轮）" in html


@pytest.mark.parametrize("when", ["", "2020-01-01T08:00", "2031-02-30T08:00"])
def test_a_time_that_is_missing_or_past_is_refused_with_a_word(client, draft, when):
    approve(rows(draft))
    client.force_login(member("总编"))
    html = press(client, draft, "schedule", _publish_at=when).content.decode()
    assert "请选定一个将来的发布时间。" in html
    assert f'name="_publish_at" value="{when}"' in html
    draft.refresh_from_db()
    assert draft.status == Status.APPROVED


def test_a_text_is_scheduled_in_the_time_of_the_newsroom(client, draft):
    approve(rows(draft))
    client.force_login(member("总编"))
    html = press(client, draft, "schedule", _publish_at="2099-05-01T08:00").content.decode()
    draft.refresh_from_db()
    assert draft.publish_at == datetime.datetime(2099, 5, 1, tzinfo=datetime.UTC)
    assert "定在 2099-05-01 08:00 发布" in html


def test_nothing_is_published_before_its_embargo(client, draft):
    approve(rows(draft))
    client.force_login(member("总编"))
    html = press(client, draft, "publish", embargo_until="2099-05-01T08:00").content.decode()
    draft.refresh_from_db()
    assert draft.status == Status.APPROVED
    assert "2099-05-01 08:00 以前不能发布" in html
    assert 'value="2099-05-01T08:00"' in html


def test_a_reviewer_who_changes_the_text_does_not_pass_it_with_the_same_stroke(client, waiting):
    client.force_login(member("编辑"))
    html = press(client, waiting, "pass", headline="河边种下三百棵树").content.decode()
    waiting.refresh_from_db()
    assert (waiting.headline, waiting.status, waiting.stage) == ("河边种下三百棵树", Status.IN_REVIEW, 1)
    assert not Review.objects.filter(decision="passed").exists()
    assert "这一次没有通过" in html


def test_saving_unchanged_voids_nothing(client, waiting):
    client.force_login(member("编辑"))
    page = client.get(url_of(waiting))
    client.post(url_of(waiting), form_of(page))
    assert list(Review.objects.values_list("decision", flat=True)) == ["submitted"]


def test_another_person_under_the_printed_signature_voids_the_reviews(client):
    author, other = make_person("余辉"), make_person("万桐")
    article = make_article(people=[author], status=Status.DRAFT)
    article.bylines.update(credit_line="通讯员 余辉")
    approve(rows(article))
    client.force_login(member("总编", "总编乙"))
    form = form_of(client.get(url_of(article)))
    client.post(url_of(article), form | {"bylines-0-correspondent": str(other.pk)})
    article.refresh_from_db()
    assert (article.bylines.get().correspondent, article.status, article.stage) == (other, "in_review", 1)


def test_a_move_made_meanwhile_is_not_undone_by_a_page_that_saves_late(client, draft, monkeypatch):
    client.force_login(member("编辑"))

    def clean_body(form):
        workflow.move("submit", rows(draft))  # Somebody else, after this request has read the row.
        return form.cleaned_data["body"]

    data = form_of(client.get(url_of(draft)))
    monkeypatch.setattr(ArticleForm, "clean_body", clean_body, raising=False)
    client.post(url_of(draft), data)
    draft.refresh_from_db()
    assert (draft.status, draft.stage) == (Status.IN_REVIEW, 1)


def test_a_correspondent_takes_back_what_they_sent_and_may_not_change_meanwhile(client):
    writer = member("通讯员")
    own = make_article(status=Status.DRAFT, author=writer)
    client.force_login(writer)
    press(client, own, "submit")
    page = client.get(url_of(own))
    assert [move.name for move in page.context["moves"]] == ["recall"]
    assert not page.context["has_change_permission"]
    client.post(url_of(own), {"_move": "recall", "headline": "偷偷改"})
    own.refresh_from_db()
    assert own.status == Status.DRAFT
    assert own.headline != "偷偷改"


def test_who_may_publish_and_not_correct_still_withdraws_with_a_reason(client):
    article = make_article()
    user = member("编辑")
    user.user_permissions.add(Permission.objects.get(codename="publish_article"))
    client.force_login(user)
    refused = client.post(url_of(article), {"_move": "withdraw", "_opinion": ""})
    assert "请写明撤稿的理由。" in refused.content.decode()
    client.post(url_of(article), {"_move": "withdraw", "_opinion": "事实有误。"})
    article.refresh_from_db()
    assert article.status == Status.WITHDRAWN
    assert Review.objects.get().opinion == "事实有误。"


def test_a_correspondent_sees_their_own_in_the_list_and_no_others(client, draft):
    writer = member("通讯员")
    own = make_article(status=Status.DRAFT, author=writer)
    client.force_login(writer)
    listed = client.get(reverse("admin:articles_article_changelist")).context["cl"].result_list
    assert list(listed) == [own]
    for page in ("change", "sheet", "versions"):
        assert client.get(reverse(f"admin:articles_article_{page}", args=[draft.pk])).status_code in (
            302,
            404,
        )


def test_nobody_is_offered_a_review_of_what_they_wrote_or_reviewed(client, draft):
    user = member("编辑")
    person = make_person("裴文澜")
    Correspondent.objects.filter(pk=person.pk).update(user=user)
    signed = make_article(status=Status.DRAFT, people=[person])
    for thing in (signed, draft):
        workflow.move("submit", rows(thing))
    client.force_login(user)
    assert "pass" not in offered(client, signed)
    press(client, draft, "pass")
    assert "pass" not in offered(client, draft)


def test_a_correction_that_citizens_shall_read_is_recorded_with_its_notice(client, draft):
    publish(rows(draft))
    client.force_login(member("总编"))
    assert "只是错字时留空" in html_of(client, draft)
    page = client.get(url_of(draft))
    client.post(url_of(draft), {**form_of(page), "body": "种了四百棵。", "_correction": "棵数应为四百。"})
    assert [correction.notice for correction in draft.corrections.all()] == ["棵数应为四百。"]


def test_who_may_not_correct_is_shown_no_field_for_it(client, draft):
    publish(rows(draft))
    client.force_login(member("编辑"))
    assert "_correction" not in html_of(client, draft)


def test_reviews_are_done_one_after_the_other(client):
    first, second, third = (make_article(status=Status.DRAFT) for _ in range(3))
    now = timezone.now()
    for hours, article in enumerate((second, first, third)):
        workflow.move("submit", rows(article), at=now + datetime.timedelta(hours=hours))
    client.force_login(member("编辑"))
    response = press(client, second, "pass", _on="on")
    assert response.redirect_chain[-1][0] == f"{url_of(first)}?on=on"
    assert 'name="_on" value="on" checked' in response.content.decode()
    response = press(client, third, "pass", _on="on")
    assert response.redirect_chain[-1][0].startswith(url_of(first)), "the end leads to what was passed over"
    response = press(client, first, "pass", _on="on")
    assert "没有下一篇了。" in response.content.decode()


def test_what_cannot_be_reviewed_by_oneself_is_no_next(client, waiting):
    user = member("编辑")
    own = make_article(status=Status.DRAFT, author=user)
    workflow.move("submit", rows(own))
    client.force_login(user)
    assert "没有下一篇了。" in press(client, waiting, "pass", _on="on").content.decode()


def test_drafts_with_notices_are_saved_one_after_the_other(client):
    dump = Dump.objects.create(
        batch=ImportBatch.objects.create(), sha256="0" * 64, name="a.txt", encoding="utf-8"
    )
    drafts = [make_article(status=Status.DRAFT, dump=dump) for _ in range(3)]
    for article in drafts[::2]:
        Notice.objects.create(dump=dump, article=article, code="joined-lines", line=1, message="请核对")
    client.force_login(member("编辑"))
    page = client.get(url_of(drafts[0]))
    response = client.post(url_of(drafts[0]), {**form_of(page), "_following": "1"})
    assert response.url.startswith(url_of(drafts[2]))


def test_the_sheet_tells_every_decision_and_which_text_it_was_about(client, draft):
    issue = make_issue()
    Article.objects.update(issue=issue, page_number=2, kicker="春天里")
    approve(rows(draft))
    client.force_login(member("总编"))
    sheet = client.get(reverse("admin:articles_article_sheet", args=[draft.pk]))
    html = sheet.content.decode()
    for said in (
        "春天里",
        "河边种树",
        "2025-03-07",
        "第 2 版",
        "送审",
        "初审通过",
        "复审通过",
        "终审通过",
        "终审员",
    ):
        assert said in html
    assert Review.objects.first().text_sha256[:12] in html
    assert "<script" not in html
    assert html.count("与现在相同") == 4
    page = client.get(url_of(draft))
    client.post(url_of(draft), {**form_of(page), "headline": "河边种下三百棵树"})
    html = client.get(reverse("admin:articles_article_sheet", args=[draft.pk])).content.decode()
    assert (html.count("此后有改动"), html.count("与现在相同")) == (4, 1)


def test_the_sheet_is_for_those_who_may_see_the_article(client, draft):
    address = reverse("admin:articles_article_sheet", args=[draft.pk])
    client.force_login(User.objects.create_user("guest", is_staff=True))
    assert client.get(address).status_code in (403, 404)
    client.force_login(member("档案管理员"))
    assert client.get(address).status_code == 200
    assert f'href="{address}"' in html_of(client, draft)
    assert client.get(reverse("admin:articles_article_sheet", args=[draft.pk + 1])).status_code == 404


def test_a_photo_has_its_flow_and_sheet_too(client):
    photo = make_photo("公园的早樱", status=Status.DRAFT, people=[make_person("沈若谷")])
    client.force_login(member("编辑"))
    press(client, photo, "submit")
    photo.refresh_from_db()
    assert photo.status == Status.IN_REVIEW
    assert "等待中" in html_of(client, photo)
    html = client.get(reverse("admin:articles_photo_sheet", args=[photo.pk])).content.decode()
    assert "公园的早樱" in html
    assert "沈若谷" in html


def test_the_page_asks_as_often_for_many_decisions_as_for_few(client, draft):
    client.force_login(member("总编"))

    def asked() -> int:
        html_of(client, draft)
        with CaptureQueriesContext(connection) as queries:
            html_of(client, draft)
        return len(queries)

    workflow.move("submit", rows(draft))
    few = asked()
    for _ in range(20):
        workflow.move("recall", rows(draft))
        workflow.move("submit", rows(draft))
    assert asked() == few


def test_the_list_tells_the_review_that_a_text_waits_for_and_how_long(client, waiting):
    Article.objects.update(moved_at=timezone.now() - datetime.timedelta(days=3))
    client.force_login(member("编辑"))
    html = client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert "待初审" in html
    assert ">3 天</time>" in html


def test_the_list_is_filtered_by_the_review_that_waits(client, waiting):
    other = make_article(status=Status.DRAFT)
    client.force_login(member("编辑"))

    def listed(value: str) -> list[Article]:
        address = reverse("admin:articles_article_changelist")
        return list(client.get(address, {"status__exact": value}).context["cl"].result_list)

    assert listed("in_review") == listed("in_review-1") == [waiting]
    assert listed("in_review-2") == []
    assert listed("draft") == [other]
    assert len(listed("nonsense")) == 2
