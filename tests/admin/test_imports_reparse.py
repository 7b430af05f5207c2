"""Parsing anew at the desk: what a newer parser would change is seen first, and done by a worker."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import pagedump
from articles.models import Article, ImportBatch
from tests.admin.batches import bring_in, do, sent, upload, url_of, zipped
from tests.desk import editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(monkeypatch) -> None:
    """A newer parser, which finds a subhead that ours does not find."""
    parse = pagedump.parse

    def parsed(text: str) -> pagedump.Page:
        page = parse(text)
        stories = (replace(s, subhead="雨天也不收摊") if "晨市" in s.headline else s for s in page.stories)
        return replace(page, stories=tuple(stories))

    monkeypatch.setattr(pagedump, "parse", parsed)
    monkeypatch.setattr(pagedump, "PARSER_VERSION", "newer")


@pytest.fixture
def batch(desk) -> ImportBatch:
    """Three articles of two pages, read by our parser."""
    return bring_in(desk, sent("2025-03-07_02.txt", CANTEEN), sent("2025-03-08_01.txt", MARKET))


def page(desk, batch, **query) -> str:
    response = desk.get(url_of(batch, "reparse"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_what_a_newer_parser_would_change_is_shown_and_not_done(desk, batch, newer):
    html = page(desk, batch)
    assert "还没有改动。" in html
    assert "要重新解析的版面共 2 个" in html
    assert "这 2 个版面里，1 个没有变化，其余的如下。" in html
    assert '<span class="outcome">更新</span>' in html
    assert "<dt>副题</dt><dd><ins>雨天也不收摊</ins></dd>" in html
    assert "2025-03-08_01.txt" in html
    assert "2025-03-07_02.txt" not in html
    assert not Article.objects.exclude(subhead="").exists()


def test_what_somebody_has_changed_is_left_and_the_difference_shown(desk, batch, newer):
    article = Article.objects.get(headline__contains="晨市")
    Article.objects.filter(pk=article.pk).update(headline="晨市开张")
    html = page(desk, batch)
    assert '<span class="outcome">不动</span>' in html
    assert "有人改过" in html
    assert f'<a href="/admin/articles/article/{article.pk}/change/">晨市开张</a>' in html
    assert "<dt>标题</dt>" in html


def test_it_is_done_by_a_worker_and_its_changes_are_counted(desk, batch, newer):
    batch = do(desk, batch, "reparse")
    assert (batch.state, batch.job) == ("finished", "reparse")
    assert Article.objects.get(headline__contains="晨市").subhead == "雨天也不收摊"
    assert "重新解析的结果：稿件更新 1。" in desk.get(url_of(batch)).content.decode()
    assert "这一批的版面都已经由版本 newer 解析过。" in page(desk, batch)


def test_what_is_up_to_date_is_parsed_anew_where_that_is_asked(desk, batch):
    assert "都已经由版本" in page(desk, batch)
    assert "要重新解析的版面共 2 个" in page(desk, batch, force="on")
    do(desk, batch, "reparse", force="on")
    batch.refresh_from_db()
    assert (batch.total, batch.done) == (2, 2)


def test_dumps_are_looked_at_ten_at_a_time(desk):
    pages = {f"2025-03-08_{n:02}.txt": MARKET.replace("石桥", f"石桥{n}号") for n in range(1, 26)}
    batch = bring_in(desk, zipped(pages))
    assert "共 25 个，以下是第 11–20 个" in page(desk, batch, page=2, force="on")
    assert desk.get(url_of(batch, "reparse"), {"page": 4}).status_code == 404


def test_a_table_is_no_dump_and_what_waits_is_not_parsed_anew(desk):
    waiting = upload(desk, sent("2025-03-08_01.txt", MARKET))
    assert desk.get(url_of(waiting, "reparse")).url == url_of(waiting)
    table = bring_in(desk, sent("people.csv", "姓名\n祝青禾\n"), kind="correspondents")
    for response in (desk.get(url_of(table, "reparse")), desk.post(url_of(table, "reparse"))):
        assert response.status_code == 404


@pytest.mark.parametrize("permission", ["view_importbatch", "undo_importbatch", "release_importbatch"])
def test_only_who_may_import_parses_anew(client, desk, batch, permission):
    client.force_login(editor(permission))
    assert client.get(url_of(batch, "reparse")).status_code == 403
    assert client.post(url_of(batch, "reparse")).status_code == 403


def test_a_page_asks_a_bounded_number_of_times(desk):
    texts = {
        f"{n}.txt": "".join(MARKET.replace("石桥", f"石桥{n}号{m}") for m in range(9)) for n in range(12)
    }
    batch = bring_in(desk, zipped(texts))
    page(desk, batch, force="on")
    with CaptureQueriesContext(connection) as queries:
        page(desk, batch, force="on")
    assert len(queries) <= 100
