import datetime

import pytest
from django.db import OperationalError

from articles.importing import Options, Outcome, StoppedError, batches, chunks, lengths, run
from articles.models import (
    Article,
    ArticleTopic,
    BatchFile,
    Byline,
    Column,
    Dump,
    ImportBatch,
    Issue,
    Notice,
    Photo,
    Status,
)
from people.models import Correspondent
from tests.importing.samples import CANTEEN, MARKET, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def canteen(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    return path


def counts():
    models = (Dump, Article, Byline, Photo, ArticleTopic, Notice, Correspondent, Issue, Column)
    return {model.__name__: model.objects.count() for model in models}


def test_a_dump_makes_drafts_with_all_that_belongs_to_them(canteen):
    summary = bring_in(canteen)
    assert (summary.articles, summary.photos) == (2, 1)
    article = Article.objects.get(headline="望江路街道三家养老食堂同日开张")
    assert article.status == Status.DRAFT
    assert article.origin == "archive"
    assert article.issue.date == datetime.date(2025, 3, 7)
    assert article.page_number == 2
    assert [str(byline) for byline in article.bylines.all()] == ["通讯员 祝青禾"]
    assert article.body.startswith("<p>3月6日，")
    assert article.body.count("<p>") == 2
    link = article.topic_links.get()
    assert link.topic.slug == "yanglao"
    assert link.reason.startswith("命中：养老×")
    assert link.listed_on is None
    photo = Photo.objects.get()
    assert photo.caption == "早开的海棠引来不少街坊。"
    assert [str(credit) for credit in photo.credits.all()] == ["摄 沈若谷"]


def test_each_draft_is_tied_to_its_lines(canteen):
    bring_in(canteen)
    for article in Article.objects.select_related("dump"):
        lines = article.dump.text.split("\n")[article.line_start - 1 : article.line_end]
        assert article.headline in lines[0]
        assert article.text.split("\n")[-1] == lines[-1]


def test_the_dump_is_kept_as_it_came(canteen):
    bring_in(canteen)
    dump = Dump.objects.get()
    assert dump.text == CANTEEN
    assert dump.encoding == "utf-8"
    assert set(dump.made["people"]) == {str(person.pk) for person in Correspondent.objects.all()}
    assert set(dump.made["issues"]) == {str(Issue.objects.get().pk)}


def test_again_makes_nothing(canteen):
    bring_in(canteen)
    before = counts()
    again = bring_in(canteen)
    assert (again.articles, counts()) == (0, before)
    assert [result.outcome for result in again.results] == [Outcome.ALREADY]


@pytest.mark.parametrize(
    "form",
    [
        lambda text: text.encode("gb18030"),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.encode("utf-16"),
    ],
    ids=["gb18030", "bom", "crlf", "utf-16"],
)
def test_the_same_page_in_another_form_is_the_same_page(canteen, tmp_path, form):
    bring_in(canteen)
    other = tmp_path / "other.txt"
    other.write_bytes(form(CANTEEN))
    assert [result.outcome for result in bring_in(other).results] == [Outcome.ALREADY]


def test_a_bad_file_harms_no_other_and_is_kept_on_record(canteen, tmp_path):
    bad = tmp_path / "2025-03-07_01.txt"
    bad.write_bytes(b"")
    summary = bring_in(tmp_path)
    assert [result.outcome for result in summary.results] == [Outcome.REFUSED, Outcome.IMPORTED]
    record = BatchFile.objects.get(outcome=Outcome.REFUSED)
    assert record.name.endswith("2025-03-07_01.txt")
    assert "空" in record.message
    assert Article.objects.count() == 2


def test_nothing_is_half_written(canteen, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("database or disk is full")

    before = counts()
    monkeypatch.setattr(chunks.bulk, "update", fail)
    with pytest.raises(StoppedError, match="磁盘已满。请腾出空间后继续，已导入的不受影响。"):
        bring_in(canteen)
    assert counts() == before
    assert not BatchFile.objects.exists()
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.error) == ("stopped", "磁盘已满。请腾出空间后继续，已导入的不受影响。")


def test_of_two_processes_that_import_one_dump_the_second_finds_it_done(canteen, monkeypatch):
    real = batches._understand

    def overtaken(group, options, rulebook):
        """The other process commits between our look and our write."""
        real(group, options, rulebook)
        monkeypatch.setattr(batches, "_understand", real)
        bring_in(canteen)

    monkeypatch.setattr(batches, "_understand", overtaken)
    (result,) = bring_in(canteen).results
    assert (result.outcome, result.articles) == (Outcome.ALREADY, 0)
    assert (Dump.objects.count(), Article.objects.count(), Photo.objects.count()) == (1, 2, 1)


def test_a_person_outranks_the_file_name(canteen):
    bring_in(canteen, date=datetime.date(2025, 3, 8), page_number=4)
    assert {(a.issue.date, a.page_number) for a in Article.objects.select_related("issue")} == {
        (datetime.date(2025, 3, 8), 4)
    }


def test_the_page_outranks_the_file_name_and_says_so(tmp_path):
    path = tmp_path / "2025-03-08_01.txt"
    path.write_text(f"2025年3月7日 星期五\n\n第3版\n{MARKET}")
    bring_in(path)
    article = Article.objects.get()
    assert (article.issue.date, article.page_number) == (datetime.date(2025, 3, 7), 3)
    assert [notice.message for notice in Notice.objects.filter(code="doubtful-date")] == [
        "出版日期说法不一（版面上印的是 2025-03-07，文件名是 2025-03-08），已按 2025-03-07 归入，请核对"
    ]
    assert Notice.objects.filter(code="doubtful-page").exists()


def test_witnesses_that_agree_raise_no_doubt(tmp_path):
    path = tmp_path / "2025-03-07_03.txt"
    path.write_text(f"2025年3月7日 星期五\n\n第3版\n{MARKET}")
    bring_in(path, date=datetime.date(2025, 3, 7), page_number=3)
    assert not Notice.objects.filter(code__in=("doubtful-date", "doubtful-page", "missing-date")).exists()


def test_an_unknown_date_is_left_open_and_noted(tmp_path):
    path = tmp_path / "page.txt"
    path.write_text(MARKET)
    bring_in(path)
    assert Article.objects.get().issue is None
    assert Notice.objects.get(code="missing-date").message.startswith("不知道这一版的出版日期")


@pytest.mark.parametrize(("date", "noted"), [(datetime.date(2025, 3, 7), 1), (None, 0)])
def test_a_text_of_another_year_is_noted_on_its_line(tmp_path, date, noted):
    path = tmp_path / "page.txt"
    path.write_text(CANTEEN.replace("3月5日，区", "2019年3月5日，记者获悉，区"))
    summary = bring_in(path, date=date)
    notices = Notice.objects.filter(code="doubtful-year")
    assert [notice.article.headline for notice in notices] == ["政务服务中心推出午间延时"] * noted
    assert all("2019年3月5日" in notice.dump.text.split("\n")[notice.line - 1] for notice in notices)
    assert summary.notices == Notice.objects.open().count()


@pytest.mark.parametrize(
    ("model", "field", "line", "name"),
    [
        (Article, "headline", 3, "主题（标题）"),
        (Byline, "credit_line", 3, "见报署名"),
        (Correspondent, "name", 3, "姓名"),
        (Column, "name", 3, "栏目名"),
    ],
)
def test_a_text_too_long_for_its_field_is_refused(tmp_path, monkeypatch, model, field, line, name):
    monkeypatch.setattr(model._meta.get_field(field), "max_length", 2)
    lengths.limits.cache_clear()
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(MARKET.replace("晨市有了", "【街巷风景】\n晨市有了"))
    (result,) = bring_in(path).results
    assert result.outcome == Outcome.REFUSED
    assert result.message.startswith(f"第 {line} 行起的“{name}”有 ")
    assert result.message.endswith(" 字，超过 2 字。请在文本里把它和别的内容分开后再导入。")
    assert not any(counts().values())
    lengths.limits.cache_clear()


def test_a_named_encoding_is_used(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_bytes(MARKET.encode("utf-16-le"))
    (refused,) = bring_in(path).results
    assert refused.outcome == Outcome.REFUSED
    (imported,) = bring_in(path, encoding="utf-16-le").results
    assert imported.outcome == Outcome.IMPORTED


def test_an_archive_can_be_published_as_it_is_brought_in(canteen):
    bring_in(canteen, publish=True)
    assert set(Article.objects.values_list("status", flat=True)) == {Status.PUBLISHED}
    assert Photo.objects.get().status == Status.PUBLISHED
    assert ArticleTopic.objects.listed().count() == ArticleTopic.objects.count()


def test_a_dry_run_tells_what_would_be_and_writes_nothing(canteen):
    summary = bring_in(canteen, dry_run=True)
    assert (summary.articles, summary.photos, summary.batch) == (2, 1, None)
    assert not ImportBatch.objects.exists()
    assert not any(counts().values())


@pytest.mark.parametrize("dry_run", [True, False])
def test_furniture_is_not_counted_among_what_waits_to_be_settled(canteen, dry_run):
    plain = bring_in(canteen, dry_run=True).notices
    canteen.write_text(f"第2版\n\n{CANTEEN}")
    assert bring_in(canteen, dry_run=dry_run).notices == plain
    assert Notice.objects.filter(code="furniture").exists() != dry_run


def test_a_batch_remembers_what_was_asked_and_when_it_ended(canteen, admin_user):
    asked = Options(date=datetime.date(2025, 3, 7), publish=True)
    batch = run([canteen], asked, user=admin_user).batch
    batch.refresh_from_db()
    assert batch.created_by == admin_user
    assert batch.finished_at
    assert batch.options == {"date": "2025-03-07", "page": None, "encoding": None, "publish": True}


def test_an_import_reads_the_database_no_more_often_for_a_longer_page(
    tmp_path, django_assert_max_num_queries
):
    """People apart, each of whom is made once, a page costs the same whatever stands on it."""
    for date, repeats in (("2025-03-07", 1), ("2025-03-14", 10)):
        bring_in_first = tmp_path / f"{date}_09.txt"
        bring_in_first.write_text(MARKET.replace("晨市", f"晨市{date}"))
        bring_in(bring_in_first)  # Makes the issue and the people.
        path = tmp_path / f"{date}_02.txt"
        path.write_text("\n".join(MARKET.replace("石桥", f"石桥{n}号") for n in range(repeats)))
        with django_assert_max_num_queries(32):
            assert bring_in(path).articles == repeats


def test_what_nobody_placed_is_kept_as_a_notice(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(f"{MARKET}\n\n## 孤零零的一个标题，下面什么也没有")
    bring_in(path)
    everything = "".join(
        (*Article.objects.values_list("body", flat=True), *(str(n) for n in Notice.objects.all()))
    )
    everything += "".join(f"{a.kicker}{a.headline}{a.subhead}" for a in Article.objects.all())
    assert "孤零零的一个标题" in everything


def test_options_default_to_asking_nothing():
    assert Options().as_json() == {"date": None, "page": None, "encoding": None, "publish": False}
