"""What a table has found in already stays for its sake, whoever brought it, and goes with the last."""

from collections import Counter
from dataclasses import replace

import pytest

from articles import pagedump
from articles.importing import undo as undoing
from articles.importing.undo_forecast import forecast
from articles.models import Article, BatchRow, Dump, ImportBatch, Photo
from people.models import Correspondent
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, contents, do, page, undo
from tests.importing.tables.tables import bring_in as bring_in_table

pytestmark = pytest.mark.django_db

LIT = "灯亮了起来的老街。"
PAGE = page(DUCKWEED, WINDOW, alone=LIT)
FILE = {"2025-03-07_02.txt": PAGE}
WORDS = "另有表格导入认作同一篇"


def row(article, **more):
    return {"标题": article[0], "出版日期": "2025-03-07", "正文": article[2], **more}


@pytest.fixture
def before():
    return contents()


@pytest.fixture
def batch(before, tmp_path):
    return bring_in(tmp_path, FILE)


@pytest.fixture
def table(batch):
    return bring_in_table("articles", [row(WINDOW)])


def found(table):
    """What a table tells that it has found in, and whether it is there."""
    rows = table.rows.filter(outcome=BatchRow.Outcome.ALREADY)
    return [Article.objects.filter(pk=row.object_id).exists() for row in rows]


def test_what_a_table_has_found_in_stays_and_is_listed(batch, table):
    assert (table.already, found(table)) == (1, [True])
    undone = undo(batch)
    assert found(table) == [True]
    (kept,) = undoing.kept(batch)
    assert (kept.headline, undone.report["reasons"]) == (WINDOW[0], {WORDS: 1})
    assert str(undoing.verdicts(batch, [kept])[kept]) == f"{WORDS}（批次 {table.pk}）"


def test_the_forecast_says_so(batch, table):
    foretold = forecast(batch)
    report = undo(batch).report
    assert foretold.gone == Counter(report["gone"])
    assert foretold.stays == Counter(report["stays"])
    assert foretold.reasons == {WORDS: 1}


@pytest.mark.parametrize("first", ["batch", "table"])
def test_once_both_are_undone_nothing_is_left(request, before, batch, table, first):
    second = {"batch": table, "table": batch}[first]
    undo(request.getfixturevalue(first))
    assert Article.objects.filter(headline=WINDOW[0]).exists()
    undone = undo(second)
    assert contents() == before
    assert undone.report["gone"]["articles"] == (1 if first == "batch" else 2)


def test_what_somebody_has_changed_meanwhile_stays_with_its_dump(batch, table):
    undo(batch)
    Article.objects.update(kicker="便民")
    undo(table)
    assert Article.objects.get().kicker == "便民"
    assert Dump.objects.exists()


def test_importing_the_file_again_makes_it_that_batch_s(tmp_path, before, batch, table):
    undo(batch)
    again = bring_in(tmp_path, FILE)
    undo(table)
    assert Article.objects.count() == 2
    undo(again)
    assert contents() == before


def test_a_row_that_names_its_article_by_key_relies_on_nothing(before, batch):
    article = Article.objects.get(headline=WINDOW[0])
    table = bring_in_table("articles", [{"编号": article.pk, "标题": article.headline}])
    assert (table.already, table.rows.count()) == (1, 0)
    undo(batch)
    assert contents() == before


def test_a_photo_stays_too(batch):
    table = bring_in_table("photos", [{"图片说明": LIT, "署名": "“顾晓岚 摄”", "出版日期": "2025-03-07"}])
    assert table.already == 1
    undo(batch)
    assert Photo.objects.get().caption == LIT
    undo(table)
    assert not Photo.objects.exists()
    assert not Dump.objects.exists()


def test_a_person_stays_too(batch):
    table = bring_in_table("correspondents", [{"姓名": "沈若谷"}])
    assert table.already == 1
    undone = undo(batch)
    assert Correspondent.objects.get().name == "沈若谷"
    assert undone.report["stays"]["people"] == 1


@pytest.mark.parametrize(
    ("kind", "rows", "why"),
    [
        ("articles", [row(BRIDGE)], f"{WORDS}（批次 {{}}）"),
        ("photos", [{"图片说明": "早樱", "出版日期": "2025-03-07"}], f"{WORDS}（批次 {{}}）"),
        ("correspondents", [{"姓名": "沈若谷"}], "别处还在用"),
        ("topics", [{"主题名": "防汛", "网址标识": "fangxun", "规则": "防汛:2"}], "别处还在用"),
    ],
)
def test_what_another_table_has_found_stays_when_the_first_is_undone(before, kind, rows, why):
    first, second = (bring_in_table(kind, rows) for _ in range(2))
    assert (first.imported, second.already) == (1, 1)
    undo(first)
    (kept,) = first.rows.all()
    assert kept.message == f"撤销时保留：{why.format(second.pk)}"
    undo(second)
    undo(first)
    assert contents() == before


def test_a_row_twice_in_one_table_holds_nothing(before):
    table = bring_in_table("articles", [row(BRIDGE)] * 2)
    assert (table.imported, table.already) == (1, 1)
    undo(table)
    assert contents() == before


def test_a_newer_reading_removes_nothing_that_a_table_has_found(tmp_path, batch, table, monkeypatch):
    parse = pagedump.parse
    monkeypatch.setattr(pagedump, "parse", lambda text: replace(parse(text), stories=parse(text).stories[:1]))
    monkeypatch.setattr(pagedump, "PARSER_VERSION", "newer")
    done = do(batch, ImportBatch.Job.REPARSE)
    assert found(table) == [True]
    assert done.report["changes"] == {"article_left": 1}


def test_of_two_dumps_and_a_table_the_last_takes_it_along(tmp_path, before, batch, table):
    other = bring_in(tmp_path, {"2025-03-07_03.txt": page(WINDOW, LANTERN)})
    for undone in (batch, table, other):
        assert Article.objects.filter(headline=WINDOW[0]).exists()
        undo(undone)
    assert contents() == before
