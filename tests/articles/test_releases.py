import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import releases, workflow
from articles.importing import StoppedError, jobs
from articles.importing.lease import LeaseLostError
from articles.models import (
    Article,
    ArticleTopic,
    BatchRow,
    Byline,
    ImportBatch,
    Issue,
    Notice,
    Photo,
    PhotoCredit,
    Release,
    Status,
)
from articles.moves import MOVES
from tests.desk import editor
from tests.factories import make_article, make_issue, make_photo
from tests.flow import publish
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, do, many, page

pytestmark = pytest.mark.django_db

JOB = ImportBatch.Job.RELEASE
PAGE = page(DUCKWEED, WINDOW, photo="午间的办事大厅里坐满了人。", alone="橱窗里的兔子灯亮了起来。")


@pytest.fixture
def chief():
    return editor("release_importbatch")


@pytest.fixture
def batch(tmp_path):
    return bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})


def release(batch, by, **options):
    record = releases.announce(batch, by=by, **options)
    do(batch, JOB, by=by, release=record.pk)
    record.refresh_from_db()
    return record


def doubt(**about):
    row = next(iter(about.values()))
    return Notice.objects.create(dump=row.dump, code="odd-latin", line=3, message="……", **about)


def the(headline):
    return Article.objects.get(headline=headline)


def test_a_batch_is_published_whole_and_the_word_for_it_is_kept(batch, chief):
    assert not Article.objects.listed().exists()
    record = release(batch, chief)
    assert (record.articles, record.photos, record.created_by, record.batch) == (2, 2, chief, batch)
    assert record.finished_at
    for model in (Article, Photo):
        assert {(row.status, row.release) for row in model.objects.all()} == {(Status.PUBLISHED, record)}
    for rows in (Article, Photo, Byline, PhotoCredit, ArticleTopic):
        listed = set(rows.objects.values_list("listed_on", flat=True))
        assert listed == {datetime.date(2025, 3, 7)}
    batch.refresh_from_db()
    assert (batch.done, batch.total) == (4, 4)
    assert (batch.report["articles"], batch.report["photos"]) == (2, 2)


def test_who_may_publish_one_article_may_not_release(batch):
    somebody = editor("publish_article", "change_article", "undo_importbatch")
    with pytest.raises(PermissionDenied):
        releases.announce(batch, by=somebody)
    with pytest.raises(PermissionDenied):
        releases.release_issue(Issue.objects.get(), by=somebody)
    with pytest.raises(PermissionDenied):
        workflow.release(Article.objects.all(), Release.objects.create(batch=batch), by=somebody)
    assert not Article.objects.listed().exists()


def test_who_loses_the_permission_meanwhile_releases_nothing(batch, chief):
    record = releases.announce(batch, by=chief)
    lease = jobs.start(batch, JOB, by=chief, release=record.pk)
    chief.user_permissions.clear()
    with pytest.raises(StoppedError):
        jobs.do(lease)
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert batch.error == "editor已没有整批发布的权限。请由有权限的人重新发布。"
    assert not Article.objects.listed().exists()


def test_a_release_is_no_move_of_a_single_article(chief):
    chief.user_permissions.add(Permission.objects.get(codename="publish_article"))
    assert "release" not in MOVES
    assert workflow.open_to(chief, make_article(status=Status.DRAFT)) == []


@pytest.mark.parametrize("with_notices", [False, True])
def test_what_has_open_notices_of_its_own_waits_unless_it_is_asked_for(batch, chief, with_notices):
    doubt(article=the(WINDOW[0]))
    doubt(photo=Photo.objects.get(article=None))
    Notice.objects.create(dump=the(WINDOW[0]).dump, code="missing-page", line=1, message="……")
    record = release(batch, chief, with_notices=with_notices)
    published = set(Article.objects.listed().values_list("headline", flat=True))
    assert published == ({DUCKWEED[0], WINDOW[0]} if with_notices else {DUCKWEED[0]})
    assert record.with_notices == with_notices
    assert Photo.objects.listed().count() == record.photos == (2 if with_notices else 0)


def test_a_settled_notice_holds_nothing_and_information_neither(batch, chief):
    doubt(article=the(WINDOW[0]))
    Notice.objects.update(resolved=True)
    furniture = doubt(article=the(DUCKWEED[0]))
    Notice.objects.filter(pk=furniture.pk).update(code="furniture")
    assert release(batch, chief).articles == 2


def test_a_photo_with_open_notices_waits_though_its_article_goes(batch, chief):
    photo = Photo.objects.get(article=the(WINDOW[0]))
    doubt(photo=photo)
    release(batch, chief)
    photo.refresh_from_db()
    assert (photo.status, photo.article.status) == (Status.DRAFT, Status.PUBLISHED)


def test_a_photo_waits_with_its_article(batch, chief):
    doubt(article=the(WINDOW[0]))
    record = release(batch, chief)
    assert (record.articles, record.photos) == (1, 1)
    assert Photo.objects.get(article=the(WINDOW[0])).status == Status.DRAFT


def test_what_somebody_has_decided_stays(batch, chief):
    publish(Article.objects.all())
    workflow.move("withdraw", Article.objects.filter(headline=DUCKWEED[0]), opinion="作者要求")
    workflow.move("spike", Photo.objects.filter(article=None))
    public = Article.objects.values().get(headline=WINDOW[0])
    record = release(batch, chief)
    assert (record.articles, record.photos) == (0, 0)
    assert the(DUCKWEED[0]).status == Status.WITHDRAWN
    assert Photo.objects.get(article=None).status == Status.SPIKED
    assert Article.objects.values().get(headline=WINDOW[0]) == public


def test_a_photo_of_an_article_that_is_public_already_goes(batch, chief):
    workflow.move("publish", Article.objects.all())
    Photo.objects.filter(article=the(WINDOW[0])).update(
        status=Status.DRAFT, published_at=None, listed_on=None
    )
    assert release(batch, chief).photos == 2


def test_other_batches_stay_drafts(tmp_path, batch, chief):
    bring_in(tmp_path, {"2025-03-07_03.txt": page(LANTERN)})
    release(batch, chief)
    assert the(LANTERN[0]).status == Status.DRAFT


def test_an_issue_is_published_at_once_whatever_brought_its_articles(tmp_path, batch, chief):
    bring_in(tmp_path, {"2025-03-07_03.txt": page(LANTERN), "2025-03-08_01.txt": page(BRIDGE)})
    issue = make_issue(datetime.date(2025, 3, 7))
    by_hand = make_article(status=Status.DRAFT, issue=issue)
    make_photo(status=Status.DRAFT, article=by_hand)
    record = releases.release_issue(issue, by=chief)
    assert (record.articles, record.photos, record.issue, record.batch) == (4, 3, issue, None)
    assert {a.headline for a in Article.objects.exclude(status=Status.PUBLISHED)} == {BRIDGE[0]}


def test_a_table_is_released_by_its_new_rows(chief):
    batch = ImportBatch.objects.create(kind=ImportBatch.Kind.ARTICLES, state=ImportBatch.State.FINISHED)
    new, changed, other = (make_article(status=Status.DRAFT) for _ in range(3))
    for position, (article, outcome) in enumerate(((new, "new"), (changed, "changed"))):
        BatchRow.objects.create(batch=batch, position=position, outcome=outcome, object_id=article.pk)
    make_photo(status=Status.DRAFT, article=new)
    record = release(batch, chief)
    assert (record.articles, record.photos) == (1, 1)
    assert list(Article.objects.listed()) == [new]


@pytest.mark.parametrize("with_notices", [False, True])
def test_what_would_be_is_what_will_be(tmp_path, batch, chief, with_notices):
    bring_in(tmp_path, {"page.txt": page(LANTERN)})
    for row in ({"article": the(WINDOW[0])}, {"photo": Photo.objects.get(article=None)}):
        doubt(**row)
    found = releases.forecast(batch, with_notices=with_notices)
    record = release(batch, chief, with_notices=with_notices)
    assert (found.articles, found.photos) == (record.articles, record.photos)
    assert (found.doubtful_articles, found.doubtful_photos) == ((0, 0) if with_notices else (1, 1))
    assert found.undated == 0


def test_articles_of_an_unknown_day_are_told(tmp_path):
    batch = bring_in(tmp_path, {"page.txt": page(LANTERN)})
    assert releases.forecast(batch).undated == 1


def test_a_release_that_was_stopped_goes_on_where_it_stood(tmp_path, chief, monkeypatch):
    monkeypatch.setattr(releases, "CHUNK", 2)
    batch = bring_in(tmp_path, many(5))
    record = releases.announce(batch, by=chief)
    whole = releases._publish_chunk

    def stopped(lease, record):
        whole(lease, record)
        return jobs.stop(batch, by=chief)

    monkeypatch.setattr(releases, "_publish_chunk", stopped)
    with pytest.raises(LeaseLostError):
        jobs.do(jobs.start(batch, JOB, by=chief, release=record.pk))
    assert Article.objects.listed().count() == 2
    monkeypatch.setattr(releases, "_publish_chunk", whole)
    jobs.resume(batch, by=chief)
    jobs.work(batch.pk)
    record.refresh_from_db()
    batch.refresh_from_db()
    assert (record.articles, batch.done, batch.total, batch.state) == (5, 5, 5, "finished")


def test_a_release_costs_a_few_statements_a_chunk(tmp_path, chief):
    def statements(pages):
        batch = bring_in(tmp_path, pages)
        with CaptureQueriesContext(connection) as queries:
            release(batch, chief)
        return len(queries)

    one = statements({"2025-03-07_02.txt": PAGE})
    hundred = statements({f"x-{name}": text for name, text in many(100).items()})
    assert hundred <= one <= 60
