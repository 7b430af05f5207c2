from collections import Counter

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import history, workflow
from articles.importing import jobs
from articles.importing import undo as undoing
from articles.importing.judgement import Reason
from articles.importing.lease import LeaseLostError
from articles.importing.undo_forecast import forecast
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Column,
    Correction,
    Dump,
    Duplicate,
    ImportBatch,
    Issue,
    Notice,
    Photo,
    Topic,
    Upload,
    Version,
)
from people.models import Correspondent, CorrespondentAlias
from tests.desk import editor
from tests.flow import publish
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, contents, many, page, undo

pytestmark = pytest.mark.django_db

PAGE = page(DUCKWEED, WINDOW, photo="午间的办事大厅里坐满了人。", column="街巷风景")


@pytest.fixture
def batch(tmp_path):
    return bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})


def the(headline):
    return Article.objects.get(headline=headline)


def test_what_nobody_has_touched_goes_as_if_it_had_never_been_there(tmp_path):
    before = contents()
    batch = undo(bring_in(tmp_path, {"2025-03-07_02.txt": PAGE, "2025-03-07_03.txt": page(LANTERN)}))
    assert contents() == before
    assert batch.undone_at
    assert batch.report["gone"] == {
        "articles": 3,
        "photos": 1,
        "dumps": 2,
        "people": 4,
        "columns": 1,
        "issues": 1,
    }
    assert not any(batch.report["stays"].values())


def edit_headline(article):
    article.headline = "浮萍捞了四十二车"
    article.save()


def edit_body(article):
    article.body += "<p>编者按。</p>"
    article.save()


def sign(article):
    Byline.objects.create(article=article, credit_line="本报记者", position=5)


def unsign(article):
    article.bylines.all().delete()


def confirm_topic(article):
    article.topic_links.update(confirmed=True)


def refuse_topic(article):
    article.topic_links.update(confirmed=False)


def add_topic(article):
    ArticleTopic.objects.create(article=article, topic=Topic.objects.get(slug="yanglao"))


def tag(article):
    article.tags.add("午休")


def settle(article):
    Notice.objects.create(dump=article.dump, article=article, code="odd-latin", line=5, resolved=True)


def published(article):
    publish(Article.objects.filter(pk=article.pk))


def move(*names):
    def moved(article):
        for name in names:
            workflow.move(name, Article.objects.filter(pk=article.pk), opinion="作者要求")

    moved.__name__ = "-".join(names)
    return moved


def withdrawn(article):
    published(article)
    move("withdraw")(article)


def edit_there_and_back(article):
    for headline in ("一时改成这样", article.headline):
        before = history.keep(article, by=None, at=timezone.now())
        Article.objects.filter(pk=article.pk).update(headline=headline)
        workflow.edited(article, before, by=User.objects.get_or_create(username="编辑")[0])


def correct(article):
    Correction.objects.create(article=article, notice="应为四十二车", created_at=timezone.now())


def print_elsewhere(article):
    article.issue = Issue.objects.create(date="2025-03-08")
    article.save()


def caption(article):
    article.photos.update(caption="午休时间，窗口照常办事。")


def illustrate(article):
    photo = article.photos.get()
    photo.image.save("hall.png", ContentFile(b""), save=False)
    Photo.objects.filter(pk=photo.pk).update(image=photo.image.name)


def attach(article):
    Photo.objects.create(article=article, caption="编辑另配的图片")


@pytest.mark.parametrize(
    ("hand", "reason"),
    [
        (edit_headline, Reason.EDITED),
        (edit_body, Reason.EDITED),
        (sign, Reason.EDITED),
        (unsign, Reason.EDITED),
        (confirm_topic, Reason.EDITED),
        (refuse_topic, Reason.EDITED),
        (add_topic, Reason.EDITED),
        (tag, Reason.EDITED),
        (print_elsewhere, Reason.EDITED),
        (settle, Reason.SETTLED),
        (published, Reason.PUBLIC),
        (withdrawn, Reason.PUBLIC),
        (move("spike"), Reason.MOVED),
        (move("submit"), Reason.MOVED),
        (move("submit", "recall"), Reason.ON_RECORD),
        (move("spike", "revive"), Reason.ON_RECORD),
        (edit_there_and_back, Reason.ON_RECORD),
        (correct, Reason.ON_RECORD),
        (caption, Reason.PICTURED),
        (illustrate, Reason.PICTURED),
        (attach, Reason.PICTURED),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_somebody_has_laid_hands_on_stays_and_is_listed(batch, hand, reason):
    touched = the(WINDOW[0])
    hand(touched)
    touched.refresh_from_db()
    before = Article.objects.values().get(pk=touched.pk)
    undone = undo(batch)
    assert Article.objects.values().get() == before
    assert list(undoing.kept(batch)) == [touched]
    assert str(undoing.verdicts(batch, [touched])[touched]) == reason.value
    assert undone.report["stays"]["articles"] == 1
    assert undone.report["reasons"][reason.value] >= 1
    dump = Dump.objects.get()
    assert (dump.text, dump.undone_at is None) == (PAGE, False)


def test_a_photo_that_was_sent_for_review_stays(batch):
    photo = Photo.objects.get()
    Photo.objects.update(article=None)
    for name in ("submit", "recall"):
        workflow.move(name, Photo.objects.all())
    Photo.objects.update(article=photo.article)
    undone = undo(batch)
    assert Photo.objects.get() == photo
    assert undone.report["reasons"] == {Reason.ON_RECORD: 1, Reason.PICTURED: 1}


def test_a_version_that_nobody_has_made_holds_nothing(batch):
    for article in Article.objects.all():
        history.keep(article, by=None, at=timezone.now())
    undo(batch)
    assert not Article.objects.exists()
    assert not Version.objects.exists()


def test_a_save_that_changes_nothing_is_no_change(batch):
    for article in Article.objects.all():
        article.save()
    undo(batch)
    assert not Article.objects.exists()


def test_a_photo_goes_by_itself(batch):
    edit_body(the(WINDOW[0]))
    undo(batch)
    assert not Photo.objects.exists()


def test_importing_the_file_again_brings_back_just_what_was_removed(tmp_path, batch):
    Notice.objects.create(dump=Dump.objects.get(), code="missing-date", line=1, message="……", resolved=True)
    notices = sorted(Notice.objects.values_list("code", "line", "message", "article__headline"), key=str)
    edit_body(the(WINDOW[0]))
    touched = Article.objects.values().get(headline=WINDOW[0])
    undo(batch)
    again = bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    assert Article.objects.values().get(headline=WINDOW[0]) == touched
    assert {article.headline for article in Article.objects.all()} == {WINDOW[0], DUCKWEED[0]}
    assert Photo.objects.get().article_id == touched["id"]
    assert [str(byline) for byline in the(DUCKWEED[0]).bylines.all()] == ["通讯员 祝青禾"]
    assert (
        sorted(Notice.objects.values_list("code", "line", "message", "article__headline"), key=str) == notices
    )
    dump = Dump.objects.get()
    assert (dump.batch, dump.undone_at) == (again, None)
    undo(again)
    assert Article.objects.values().get() == touched
    assert not Photo.objects.exists()


def test_undone_and_brought_in_again_is_as_before(tmp_path, batch):
    def told():
        rows = Article.objects.values_list("source_key", "fingerprint", "headline", "body", "column__name")
        return [*rows, *Byline.objects.values_list("credit_line", "correspondent__name")]

    before = told()
    undo(batch)
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    assert told() == before


def test_twice_is_once(batch):
    edit_body(the(WINDOW[0]))
    undo(batch)
    once = contents()
    undo(batch)
    assert contents() == once


def test_a_person_column_or_issue_that_somebody_has_changed_stays(batch):
    Correspondent.objects.filter(name="祝青禾").update(organisation="石桥小学")
    zhu = Correspondent.objects.get(name="沈若谷")
    CorrespondentAlias.objects.create(correspondent=zhu, name="若谷", name_key="若谷")
    Column.objects.update(description="写街坊的故事。")
    Issue.objects.update(number=4021)
    undone = undo(batch)
    assert {str(person) for person in Correspondent.objects.all()} == {"祝青禾（石桥小学）", "沈若谷"}
    assert (Column.objects.count(), Issue.objects.count(), Article.objects.count()) == (1, 1, 0)
    assert undone.report["stays"] == {"people": 2, "columns": 1, "issues": 1}


def test_what_somebody_uses_otherwise_stays(batch):
    article = Article.objects.create(
        headline="编辑自己写的一篇", column=Column.objects.get(), issue=Issue.objects.get()
    )
    Byline.objects.create(article=article, correspondent=Correspondent.objects.get(name="祝青禾"))
    undo(batch)
    assert [person.name for person in Correspondent.objects.all()] == ["祝青禾"]
    assert (Column.objects.count(), Issue.objects.count()) == (1, 1)


@pytest.mark.parametrize("first", [0, 1])
def test_what_two_batches_use_goes_with_the_last(tmp_path, first):
    before = contents()
    batches = [
        bring_in(tmp_path, {"2025-03-07_02.txt": PAGE}),
        bring_in(tmp_path, {"2025-03-07_03.txt": page(BRIDGE, column="街巷风景")}),
    ]
    undo(batches.pop(first))
    assert (Column.objects.count(), Issue.objects.count()) == (1, 1)
    assert Correspondent.objects.filter(name="祝青禾").exists()
    undo(batches.pop())
    assert contents() == before


SAME = {"2025-03-07_02.txt": PAGE}
OTHER_NAME = {"2025-03-07_2b.txt": f"\n{PAGE}"}


def test_what_another_batch_has_found_too_stays_until_that_goes(tmp_path, batch):
    other = bring_in(tmp_path, OTHER_NAME)
    assert not Article.objects.filter(dump__batch=other).exists()
    articles = contents()["article"]
    undone = undo(batch)
    assert contents()["article"] == articles
    assert undone.report["reasons"] == {Reason.ELSEWHERE.value: 3}
    found = undoing.verdicts(batch, list(undoing.kept(batch)))
    assert {str(verdict) for verdict in found.values()} == {f"批次 {other.pk} 也有"}
    undo(other)
    assert not any(rows for name, rows in contents().items() if name not in ("topic", "topicrule"))


def test_a_photo_that_another_batch_has_found_too_stays_until_that_goes(tmp_path):
    text = page(LANTERN, alone="橱窗里的兔子灯亮了起来。")
    batch = bring_in(tmp_path, {"2025-03-07_02.txt": text})
    other = bring_in(tmp_path, {"2025-03-07_03.txt": page(BRIDGE, alone="橱窗里的兔子灯亮了起来。")})
    undo(batch)
    assert (Article.objects.get().headline, Photo.objects.count()) == (BRIDGE[0], 1)
    undo(other)
    assert not Photo.objects.exists()
    assert not Dump.objects.exists()


def test_of_two_versions_the_one_whose_batch_is_undone_goes_with_all_that_speaks_of_it(tmp_path, batch):
    changed = PAGE.replace("不用请假", "不必请假")
    other = bring_in(tmp_path, {"2025-03-07_2b.txt": changed})
    assert Duplicate.objects.filter(draft__isnull=False).count() == 1
    undo(batch)
    assert the(WINDOW[0]).body.endswith("不必请假。</p>")
    assert the(WINDOW[0]).photos.count() == 1
    assert not Notice.objects.filter(code="changed-copy").exists()
    undo(other)
    assert not Article.objects.exists()


def test_a_version_that_somebody_has_settled_keeps_its_notice(tmp_path, batch):
    other = bring_in(tmp_path, {"2025-03-07_2b.txt": PAGE.replace("不用请假", "不必请假")})
    Notice.objects.filter(code="changed-copy").update(resolved=True)
    undo(batch)
    undo(other)
    assert Notice.objects.get(code="changed-copy").article.text.endswith("不必请假。")


def test_within_a_batch_one_page_twice_holds_nothing(tmp_path):
    before = contents()
    batch = bring_in(tmp_path, SAME | OTHER_NAME | {"2025-03-07_2c.txt": PAGE.replace("不用", "不必")})
    undo(batch)
    assert contents() == before


def test_a_dump_with_a_notice_that_somebody_has_settled_stays(batch):
    notice = Notice.objects.create(dump=Dump.objects.get(), code="missing-date", line=1, resolved=True)
    undo(batch)
    assert Notice.objects.get() == notice


def test_a_run_that_was_stopped_goes_on_where_it_stood(tmp_path, monkeypatch):
    before = contents()
    batch = bring_in(tmp_path, many(5))
    monkeypatch.setattr(undoing, "CHUNK_DUMPS", 2)
    whole = undoing._undo

    def stopped(lease, keys):
        whole(lease, keys)
        jobs.stop(lease.batch, by=editor())

    monkeypatch.setattr(undoing, "_undo", stopped)
    with pytest.raises(LeaseLostError):
        undo(batch)
    batch.refresh_from_db()
    assert (batch.done, batch.undone_at, Dump.objects.count()) == (2, None, 3)
    assert batch.report["gone"]["articles"] == 2
    monkeypatch.setattr(undoing, "_undo", whole)
    jobs.resume(batch)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == ("finished", 5, 5)
    assert Counter(batch.report["gone"]) == Counter(articles=5, dumps=5, people=1, issues=1)
    assert contents() == before


def test_a_process_that_has_lost_the_batch_writes_nothing(batch):
    lease = jobs.start(batch, ImportBatch.Job.UNDO)
    before = contents()
    jobs.stop(batch, by=editor())
    with pytest.raises(LeaseLostError):
        undoing.undo(lease)
    assert contents() == before


def test_a_chunk_costs_as_many_statements_however_much_is_in_it(tmp_path):
    def statements(number):
        batch = bring_in(tmp_path, many(number))
        with CaptureQueriesContext(connection) as queries:
            undo(batch)
        return len(queries)

    assert statements(40) <= statements(2) <= 101


def test_what_was_sent_stays(batch):
    Upload.objects.create(
        batch=batch, position=0, name="page.txt", size=1, file=ContentFile(b"x", "page.txt")
    )
    undo(batch)
    with Upload.objects.get().file as file:
        assert file.read() == b"x"
    assert [file.outcome for file in batch.files.all()] == ["imported"]


def test_what_would_be_is_what_will_be_and_looking_changes_nothing(tmp_path):
    pages = many(4) | {"2025-03-07_02.txt": PAGE}
    batch = bring_in(tmp_path, pages)
    edit_body(the(WINDOW[0]))
    before = contents()
    found = forecast(batch)
    assert contents() == before
    report = undo(batch).report
    assert (found.gone, found.stays, found.reasons) == tuple(
        Counter(report[name]) for name in ("gone", "stays", "reasons")
    )
    assert [(str(row), str(verdict)) for row, verdict in found.kept] == [(WINDOW[0], "有人改过")]
    assert found.is_complete


def test_a_forecast_of_a_big_batch_can_be_cut_short(tmp_path, monkeypatch):
    monkeypatch.setattr(undoing, "CHUNK_DUMPS", 2)
    found = forecast(bring_in(tmp_path, many(5)), most=3)
    assert (found.judged, found.dumps, found.gone["articles"], found.is_complete) == (4, 5, 4, False)
