"""The engine: chunk by chunk, resumed where it stopped, one bad row harming no other, and few queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import jobs
from articles.importing.batches import StoppedError
from articles.importing.lease import Lease, LeaseLostError
from articles.importing.tables import import_table, preview
from articles.importing.tables.articles import ArticleTable
from articles.importing.tables.engine import opened
from articles.models import Article, BatchRow, Column, ImportBatch, Issue, Upload
from people.models import Correspondent
from tests.factories import make_article
from tests.importing.tables.tables import DyingLease, bring_in, send, table, told, work

pytestmark = pytest.mark.django_db


def rows(number: int, **more: str) -> list[dict[str, str]]:
    return [
        {
            "标题": f"第{n}家食堂开张",
            "出版日期": f"2025-03-{1 + n % 28:02}",
            "栏目": f"栏目{n % 5}",
            "署名": f"通讯员 裴文澜{n % 40}",
            "正文": f"第{n}家社区食堂今天开张，早餐六元，午餐十二元，老年人下楼就能吃上热饭。",
            "主题": "养老",
            "标签": f"食堂、第{n % 7}批",
            **more,
        }
        for n in range(number)
    ]


def test_a_batch_counts_what_became_of_its_rows():
    make_article("旧闻", body="<p>这一条此前已经导入，文字一模一样，一个字也没有改动过。</p>")
    table_rows = [*rows(3), {"标题": "长" * 301}, {}, *rows(1)]
    batch = bring_in("articles", table_rows, "json")
    counts = (batch.total, batch.done, batch.imported, batch.already, batch.refused, batch.articles)
    assert counts == (6, 6, 3, 1, 1, 3)
    assert (batch.state, batch.finished_at is not None) == ("finished", True)
    assert list(batch.rows.values_list("position", "outcome")) == [
        (1, "new"),
        (2, "new"),
        (3, "new"),
        (4, "refused"),
        (6, "already"),
    ]


def test_what_was_made_for_a_row_is_noted_with_the_first_that_names_it():
    batch = bring_in("articles", rows(6))
    made = list(batch.rows.values_list("made", flat=True))
    assert [sorted(of_one) for of_one in made] == [["columns", "issues", "people"]] * 5 + [
        ["issues", "people"]
    ]
    assert {int(key) for of_one in made for key in of_one["people"]} == set(
        Correspondent.objects.values_list("pk", flat=True)
    )


def test_an_import_goes_on_where_it_stopped(monkeypatch):
    """What a chunk had written when its process died is not there; those before it are in whole."""
    monkeypatch.setattr("articles.importing.tables.engine.CHUNK_ROWS", 10)
    batch = send("articles", ("t.csv", table(rows(45))))
    with pytest.raises(RuntimeError):
        import_table(DyingLease.take(batch.pk))
    batch.refresh_from_db()
    assert (batch.done, Article.objects.count(), batch.rows.count()) == (20, 20, 20)
    batch = work(batch)
    assert (batch.done, batch.imported, batch.articles, Article.objects.count()) == (45, 45, 45, 45)
    assert list(batch.rows.values_list("position", flat=True)) == list(range(2, 47))


def test_a_chunk_that_loses_its_lease_writes_nothing():
    batch = send("articles", ("t.csv", table(rows(5))))
    lease = Lease.take(batch.pk)
    lease.on_progress = lambda running: ImportBatch.objects.filter(pk=batch.pk).update(state="stopped")
    with pytest.raises(LeaseLostError):
        import_table(lease)
    assert not Article.objects.exists()
    assert not BatchRow.objects.exists()


def test_a_table_that_is_refused_whole_stops_its_batch_in_words():
    batch = send("articles", ("t.csv", "标题,标题\n一,二\n".encode()))
    lease = jobs.start(_waiting(batch), "import")
    with pytest.raises(StoppedError):
        jobs.do(lease)
    batch.refresh_from_db()
    message = "表头“标题”出现了两次。请删去其中一列，或改正它的表头。"
    assert (batch.state, batch.error, batch.done) == ("stopped", message, 0)


def _waiting(batch: ImportBatch) -> ImportBatch:
    ImportBatch.objects.filter(pk=batch.pk).update(state="waiting")
    batch.refresh_from_db()
    return batch


def test_a_table_of_another_kind_is_refused():
    batch = send("articles", ("t.csv", table([{"姓名": "祝青禾"}])))
    with pytest.raises(StoppedError, match="不认识的表头：“姓名”"):
        work(batch)


def test_a_lost_file_is_told():
    batch = send("articles", ("t.csv", b"x"))
    upload = Upload.objects.get()
    upload.file.storage.delete(upload.file.name)
    with pytest.raises(StoppedError, match="上传的文件已不在存储里。请重新上传。"):
        work(batch)


def test_two_tables_at_once_are_refused():
    batch = send("articles", ("a.csv", table(rows(1))), ("b.csv", table(rows(1))))
    with pytest.raises(StoppedError, match="一次只能导入一个表格"):
        work(batch)


def test_the_encoding_that_somebody_named_is_used():
    data = table([{"标题": "养老院开张"}]).decode("utf-8-sig").encode("utf-16-le")
    bring_in("articles", data, encoding="utf-16-le")
    assert Article.objects.get().headline == "养老院开张"


def test_a_row_that_the_database_takes_in_no_way_is_refused_alone(monkeypatch):
    """Nothing known leads there; were there something, the other rows would come in all the same."""
    plain = ArticleTable.link

    def link(self, instances):
        plain(self, instances)
        for article in instances:
            if "第3家" in article.headline:
                article.status = "nonsense"  # A constraint of the database refuses it.

    monkeypatch.setattr(ArticleTable, "link", link)
    monkeypatch.setattr("articles.crossings.TRIES", 1)
    batch = bring_in("articles", rows(7))
    assert told(batch) == ["5 ：与已有的数据冲突，数据库不接受。请核对这一行，必要时交给系统维护人员。"]
    assert (batch.imported, batch.done, Article.objects.count()) == (6, 7, 6)


def test_a_fault_of_the_program_costs_its_row_alone(monkeypatch, caplog):
    def check(self, article):
        if "第3家" in article.plan.values["headline"]:
            raise KeyError("a fault")

    monkeypatch.setattr(ArticleTable, "check", check)
    batch = bring_in("articles", rows(7))
    assert told(batch) == ["5 ：程序读不懂这一行。请把它交给系统维护人员，其余行不受影响。"]
    assert "a row of a table failed" in caplog.text


QUERIES = {"sqlite": 60, "postgresql": 50}


@pytest.mark.parametrize("number", [20, 200])
def test_a_chunk_takes_tens_of_statements(number):
    bring_in("articles", rows(number))
    Article.objects.all().delete()
    batch = send("articles", ("t.csv", table(rows(number))))
    with CaptureQueriesContext(connection) as queries:
        work(batch)
    assert Article.objects.count() == number
    assert len(queries) < QUERIES[connection.vendor]


def test_the_same_rows_again_take_few_statements_and_write_nothing():
    bring_in("articles", rows(200))
    batch = send("articles", ("t.csv", table(rows(200))))
    with CaptureQueriesContext(connection) as queries:
        batch = work(batch)
    assert (batch.already, batch.imported) == (200, 0)
    assert len(queries) < 25


def test_a_chunk_of_changes_takes_tens_of_statements():
    bring_in("articles", rows(200))
    changed = [
        {"编号": key, "标题": f"改过的标题{key}", "署名": "记者 祝青禾", "标签": "改过"}
        for key in Article.objects.values_list("pk", flat=True)
    ]
    batch = send("articles", ("t.csv", table(changed)))
    with CaptureQueriesContext(connection) as queries:
        batch = work(batch)
    assert told(batch) == []
    assert batch.imported == 200
    assert len(queries) < QUERIES[connection.vendor]


def test_a_preview_tells_what_would_become_of_some_rows_and_writes_nothing():
    article = make_article("旧标题", status="draft")
    table_rows = [
        *rows(3),
        {"编号": article.pk, "标题": "新标题", "标签": "晨市"},
        {"编号": article.pk + 1, "标题": "新标题"},
        {"编号": article.pk, "标题": "旧标题"},
    ]
    batch = send("articles", ("t.json", table(table_rows, "json")))
    with CaptureQueriesContext(connection) as queries:
        shown = preview(batch.uploads.get(), 2, 10)
    assert [(row.number, outcome.outcome) for row, outcome in shown] == [
        (3, "new"),
        (4, "changed"),
        (5, "refused"),
        (6, "same"),
    ]
    assert shown[1][1].differences == {"标题": ("旧标题", "新标题"), "标签": ("", "晨市")}
    assert str(shown[2][1]).startswith("第 5 行“编号”：没有编号为")
    assert not any(query["sql"].startswith(("INSERT", "UPDATE", "DELETE")) for query in queries)
    assert (Article.objects.count(), Column.objects.count(), Issue.objects.count()) == (1, 0, 0)


def test_a_preview_shows_as_many_rows_as_are_asked_for_however_long_they_are():
    batch = send("articles", ("t.csv", table([{"标题": str(n), "正文": "字" * 600_000} for n in range(9)])))
    assert len(preview(batch.uploads.get(), 0, 9)) == 9


def test_what_a_batch_holds_is_told_before_anything_else():
    batch = send("photos", ("t.csv", table(rows(3))))
    with opened(batch) as found:
        assert (found.table.total, found.table.headers[:2]) == (3, ["标题", "出版日期"])
