"""Undoing at the desk: what would go and what would stay is told first, and what has stayed is listed."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin.imports import undoing
from articles.models import Article, Dump, ImportBatch, Issue
from people.models import Correspondent
from tests.admin.batches import bring_in, do, sent, upload, url_of, zipped
from tests.desk import editor
from tests.flow import publish, publish_all
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(desk) -> ImportBatch:
    """Three articles of two pages; one is published, and one has been edited."""
    batch = bring_in(desk, sent("2025-03-07_02.txt", CANTEEN), sent("2025-03-08_01.txt", MARKET))
    publish(Article.objects.filter(headline__contains="食堂"))
    Article.objects.filter(headline__contains="晨市").update(subhead="雨天也不收摊")
    return batch


def test_what_would_go_and_what_would_stay_is_told_with_reasons(desk, batch):
    html = desk.get(url_of(batch, "undo")).content.decode()
    assert '<tr><th scope="row">稿件</th><td>1</td><td>2</td></tr>' in html
    for headline, why in (("望江路街道三家养老食堂同日开张", "已经发布"), ("晨市有了固定摊位", "有人改过")):
        article = Article.objects.get(headline=headline)
        assert f'<a href="/admin/articles/article/{article.pk}/change/">{headline}</a>' in html
        assert why in html
    assert "政务服务中心推出午间延时" not in html
    assert Article.objects.count() == 3


def test_it_is_undone_recorded_and_what_has_stayed_is_listed(desk, batch):
    batch = do(desk, batch, "undo")
    assert (batch.state, batch.job) == ("finished", "undo")
    assert set(Article.objects.values_list("headline", flat=True)) == {
        "望江路街道三家养老食堂同日开张",
        "晨市有了固定摊位",
    }
    html = desk.get(url_of(batch)).content.decode()
    assert "撤销的结果" in html
    assert '<tr><th scope="row">稿件</th><td>1</td><td>2</td></tr>' in html
    assert "保留的原因：" in html
    for page in (html, desk.get(url_of(batch, "kept")).content.decode()):
        assert "晨市有了固定摊位</a>" in page
        assert "有人改过" in page
    assert "撤销" in LogEntry.objects.first().change_message


def test_what_nobody_has_touched_goes_whole(desk):
    batch = bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    batch = do(desk, batch, "undo")
    for model in (Article, Dump, Issue, Correspondent):
        assert not model.objects.exists()
    assert "没有。" in desk.get(url_of(batch, "kept")).content.decode()


def test_what_has_stayed_is_shown_page_by_page_articles_first(desk, monkeypatch):
    monkeypatch.setattr(undoing, "A_PAGE", 20)
    pages = {f"2025-03-08_{n:02}.txt": CANTEEN.replace("望江路", f"望江路{n}号") for n in range(1, 31)}
    batch = bring_in(desk, zipped(pages))
    publish_all()
    batch = do(desk, batch, "undo")
    found = [desk.get(url_of(batch, "kept"), {"page": n}).context["page"] for n in (1, 2)]
    kinds = ["".join(one.kind[0] for one in page) for page in found]
    number = Article.objects.count()
    assert (kinds[0] + kinds[1]).startswith("稿" * number + "图")
    assert found[0].paginator.count > number


def test_a_table_is_taken_back_and_rows_that_stay_say_why(desk):
    lines = "姓名,单位\n祝青禾,望江路街道\n裴文澜,区政务服务中心\n"
    batch = bring_in(desk, sent("people.csv", lines), kind="correspondents")
    assert "表格新增了 2 行、更新了 0 行。" in desk.get(url_of(batch, "undo")).content.decode()
    changed = Correspondent.objects.get(name="裴文澜")
    Correspondent.objects.filter(pk=changed.pk).update(organisation="区融媒体中心")
    do(desk, batch, "undo")
    assert list(Correspondent.objects.all()) == [changed]
    html = desk.get(url_of(batch)).content.decode()
    assert '<tr><th scope="row">通讯员</th><td>1</td><td>0</td><td>1</td></tr>' in html
    assert f'<a href="/admin/people/correspondent/{changed.pk}/change/">第 3 行</a>' in html
    assert "撤销时保留：有人改过" in html


def test_what_has_not_been_imported_is_not_undone(desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    for response in (desk.get(url_of(batch, "undo")), desk.post(url_of(batch, "undo"))):
        assert response.url == url_of(batch)
    assert "还没有导入任何内容。" in desk.get(url_of(batch)).content.decode()
    assert ImportBatch.objects.get().state == "waiting"


def test_what_is_at_work_is_stopped_first(desk, batch):
    desk.post(url_of(batch, "undo"))
    html = desk.post(url_of(batch, "undo"), follow=True).content.decode()
    assert "请等它结束，或先停止它。" in html


@pytest.mark.parametrize("permission", ["view_importbatch", "add_importbatch", "release_importbatch"])
def test_only_who_may_undo_does(client, desk, batch, permission):
    client.force_login(editor(permission))
    assert client.get(url_of(batch, "undo")).status_code == 403
    assert client.post(url_of(batch, "undo")).status_code == 403


def test_who_may_undo_sees_the_batch_and_what_would_go(client, desk, batch):
    client.force_login(editor("undo_importbatch"))
    assert client.get(url_of(batch, "undo")).status_code == 200
    assert client.get(url_of(batch)).status_code == 200


@pytest.mark.parametrize(("name", "budget"), [("undo", 32), ("kept", 24), ("change", 24)])
def test_a_page_asks_the_database_a_bounded_number_of_times(desk, name, budget):
    files = {f"{n:03}.txt": MARKET.replace("石桥", f"石桥{n}号") for n in range(40)}
    batch = bring_in(desk, zipped(files))
    Article.objects.update(subhead="改过的")
    if name != "undo":
        do(desk, batch, "undo")
    desk.get(url_of(batch, name))
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(url_of(batch, name)).status_code == 200
    assert len(queries) <= budget
