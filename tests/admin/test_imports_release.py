"""Bulk release at the desk: counted first, recorded, and open only to whoever may give the word."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, ImportBatch, Issue, Notice, Photo, Release, Status
from tests.admin.batches import bring_in, do, sent, upload, url_of, zipped
from tests.desk import editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(desk) -> ImportBatch:
    """Two articles and a photo of one issue; one article has an open notice."""
    batch = bring_in(desk, sent("2025-03-07_02.txt", CANTEEN))
    Notice.objects.all().delete()
    article = Article.objects.get(headline__contains="政务")
    Notice.objects.create(dump=article.dump, article=article, code="joined-lines", line=14, message="请核对")
    return batch


def of_issue(issue: Issue, name: str = "release") -> str:
    return reverse(f"admin:articles_issue_{name}", args=[issue.pk])


def public() -> list[str]:
    return list(Article.objects.published().order_by("pk").values_list("headline", flat=True))


def test_what_would_be_published_is_counted_with_and_without_doubts(desk, batch):
    for address in (url_of(batch, "release"), of_issue(Issue.objects.get())):
        html = desk.get(address).content.decode()
        assert '<tr><th scope="row">没有待核对提示的</th><td>1</td><td>1</td></tr>' in html
        assert '<tr><th scope="row">包括有待核对提示的</th><td>2</td><td>1</td></tr>' in html
        assert "包括有待核对提示的 1 项</label>" in html
        assert "没有刊期" not in html
    assert public() == []


def test_a_batch_is_released_recorded_and_shown(desk, batch):
    batch = do(desk, batch, "release")
    assert (batch.state, batch.job) == ("finished", "release")
    assert public() == ["望江路街道三家养老食堂同日开张"]
    assert Photo.objects.get().status == Status.PUBLISHED
    record = Release.objects.get()
    assert (record.batch, record.created_by.username, record.articles, record.photos) == (
        batch,
        "chief",
        1,
        1,
    )
    html = desk.get(url_of(batch)).content.decode()
    assert "chief：发布稿件 1 篇、图片 1 张（不包括有待核对提示的）" in html
    assert "标记为已刊发，不包括有待核对提示的" in LogEntry.objects.first().change_message


def test_doubtful_ones_are_published_where_that_was_asked(desk, batch):
    do(desk, batch, "release", with_notices="on")
    assert len(public()) == 2
    assert "（包括有待核对提示的）" in desk.get(url_of(batch)).content.decode()


def test_an_issue_is_released_at_once_recorded_and_shown(desk, batch):
    issue = Issue.objects.get()
    change = of_issue(issue, "change")
    assert f'<a href="{of_issue(issue)}">标记为已刊发…</a>' in desk.get(change).content.decode()
    response = desk.post(of_issue(issue), follow=True)
    assert response.redirect_chain == [(change, 302)]
    html = response.content.decode()
    assert "已标记为已刊发，发布稿件 1 篇、图片 1 张。" in html
    assert "chief：发布稿件 1 篇、图片 1 张（不包括有待核对提示的）" in html
    assert public() == ["望江路街道三家养老食堂同日开张"]
    assert (
        "稿件 1 篇，图片 1 张"
        in LogEntry.objects.get(object_id=str(issue.pk), change_message__contains="刊发").change_message
    )


def test_a_release_again_finds_nothing_more(desk, batch):
    issue = Issue.objects.get()
    desk.post(of_issue(issue), {"with_notices": "on"})
    html = desk.get(of_issue(issue)).content.decode()
    assert "没有可以发布的草稿。" in html
    assert "此前的发布" in html
    assert "标记为已刊发并发布" not in html


def test_articles_without_an_issue_are_pointed_out(desk):
    batch = bring_in(desk, sent("page.txt", MARKET))
    assert "其中 1 篇没有刊期，会按今天的日期排列。" in desk.get(url_of(batch, "release")).content.decode()


def test_a_table_of_people_has_nothing_to_release(desk):
    batch = bring_in(desk, sent("people.csv", "姓名\n祝青禾\n"), kind="correspondents")
    assert "标记为已刊发" not in desk.get(url_of(batch)).content.decode()


def test_what_has_not_been_imported_or_is_at_work_is_not_released(desk, batch):
    waiting = upload(desk, sent("2025-03-08_01.txt", MARKET))
    assert desk.post(url_of(waiting, "release")).url == url_of(waiting)
    ImportBatch.objects.update(state="running")
    desk.post(url_of(batch, "release"))
    assert not Release.objects.exists()
    assert public() == []


@pytest.mark.parametrize(
    "permission",
    ["view_importbatch", "add_importbatch", "undo_importbatch", "publish_article", "change_issue"],
)
def test_only_who_may_release_does(client, desk, batch, permission):
    client.force_login(editor(permission))
    for address in (url_of(batch, "release"), of_issue(Issue.objects.get())):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert public() == []
    if permission == "change_issue":
        page = client.get(of_issue(Issue.objects.get(), "change")).content.decode()
        assert "标记为已刊发" not in page


def test_who_may_release_needs_nothing_else(client, desk, batch):
    client.force_login(editor("release_importbatch"))
    assert client.get(url_of(batch, "release")).status_code == 200
    do(client, batch, "release")
    assert len(public()) == 1


@pytest.mark.parametrize("key", ["0", "999", "x"])
def test_an_issue_that_is_not_there_is_not_found(desk, key):
    response = desk.get(f"/admin/articles/issue/{key}/release/", follow=True)
    assert response.status_code == 404 or response.request["PATH_INFO"] == "/admin/"


def test_a_page_asks_as_often_for_much_as_for_little(desk):
    def asked(date: str, pages: int) -> list[int]:
        texts = {f"{date}_{n:02}.txt": MARKET.replace("石桥", f"石桥{date}{n}") for n in range(1, pages + 1)}
        batch = bring_in(desk, zipped(texts))
        return [
            queries_of(desk, address)
            for address in (url_of(batch, "release"), of_issue(Issue.objects.get(date=date)))
        ]

    assert asked("2025-03-07", 30) == asked("2025-03-08", 2) == [17, 17]


def queries_of(desk, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)
