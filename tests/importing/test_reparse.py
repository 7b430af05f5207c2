import datetime
from dataclasses import replace
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import pagedump, workflow
from articles.importing import jobs
from articles.importing import reparse as reparsing
from articles.importing.lease import LeaseLostError
from articles.importing.reparse import Kind, changes
from articles.models import (
    Article,
    Byline,
    Column,
    Dump,
    Duplicate,
    ImportBatch,
    Notice,
    Photo,
)
from articles.pagedump import Credit
from articles.pagedump import Notice as Doubt
from people.models import Correspondent
from tests.desk import editor
from tests.flow import publish, submit
from tests.importing.archive import DUCKWEED, WINDOW, bring_in, contents, do, many, page, undo

pytestmark = pytest.mark.django_db

PAGE = page(DUCKWEED, WINDOW, photo="午间的办事大厅里坐满了人。")
JOB = ImportBatch.Job.REPARSE
OURS = pagedump.PARSER_VERSION


@pytest.fixture
def newer(monkeypatch):
    """Puts a newer parser in force, which reads as ours does, but for what it is told to do with a page."""
    real = pagedump.parse

    def put_in_force(change=lambda page: page, version="newer"):
        monkeypatch.setattr(pagedump, "parse", lambda text: change(real(text)))
        monkeypatch.setattr(pagedump, "PARSER_VERSION", version)

    return put_in_force


@pytest.fixture
def batch(tmp_path):
    return bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})


def each_story(change):
    return lambda page: replace(page, stories=tuple(map(change, page.stories)))


def story(number, **fields):
    def changed(page):
        stories = list(page.stories)
        stories[number] = replace(stories[number], **fields)
        return replace(page, stories=tuple(stories))

    return changed


def joined(page):
    """The first two stories are one."""
    one, other, *rest = page.stories
    whole = replace(one, body=(*one.body, *other.body), last_line=other.last_line)
    photos = (replace(photo, story=max(0, photo.story - 1)) for photo in page.photos)
    return replace(page, stories=(whole, *rest), photos=tuple(photos))


def the(headline):
    return Article.objects.get(headline=headline)


def told(found):
    return [(change.kind, str(change.row), change.fields, change.reason) for change in found]


def test_what_is_read_as_before_is_left_alone(batch, newer):
    newer()
    before = contents()
    assert list(changes(batch)) == []
    do(batch, JOB)
    after = contents()
    assert Dump.objects.get().parser_version == "newer"
    del before["dump"], after["dump"]
    assert after == before


def test_a_draft_that_nobody_has_touched_gets_the_new_texts_and_keeps_its_key(batch, newer):
    old = the(DUCKWEED[0])
    signed = (Credit("裴文澜", "记者", "记者 裴文澜"),)
    newer(story(0, subhead="石桥河清了", column="河长手记", bylines=signed))
    expected = {
        "副题": ("", "石桥河清了"),
        "栏目": ("", "河长手记"),
        "署名": ("通讯员 祝青禾", "记者 裴文澜"),
    }
    assert told(changes(batch)) == [(Kind.CHANGED, DUCKWEED[0], expected, "")]
    done = do(batch, JOB)
    new = Article.objects.get(pk=old.pk)
    assert (new.subhead, new.column.name, new.source_key) == ("石桥河清了", "河长手记", old.source_key)
    assert [str(byline) for byline in new.bylines.all()] == ["记者 裴文澜"]
    assert not Correspondent.objects.filter(name="祝青禾").exists()
    assert done.report["changes"] == {"article_changed": 1}
    assert Dump.objects.get().parser_version == "newer"


def test_a_preview_writes_nothing(batch, newer):
    newer(joined)
    before = contents()
    assert list(changes(batch)) == list(changes(batch, [Dump.objects.get()]))
    assert contents() == before


def test_again_finds_nothing(batch, newer):
    newer(joined)
    do(batch, JOB)
    once = contents()
    assert list(changes(batch)) == []
    assert list(changes(batch, force=True)) == []
    do(batch, JOB, force=True)
    assert contents() == once


def test_a_renewed_draft_is_as_if_it_had_been_imported_so(tmp_path, batch, newer):
    def imported():
        articles = Article.objects.values_list("headline", "body", "fingerprint", "line_start", "line_end")
        return {
            *articles,
            *Byline.objects.values_list("article__headline", "credit_line", "correspondent__name"),
            *Photo.objects.values_list("caption", "fingerprint", "article__headline"),
            *Notice.objects.values_list("code", "line", "message", "article__headline"),
            *Correspondent.objects.values_list("name"),
            *Column.objects.values_list("name"),
            *Article.objects.values_list("topics__name", "topic_links__reason"),
        }

    newer(joined)
    do(batch, JOB)
    renewed = imported()
    undo(batch)
    assert not Dump.objects.exists()
    bring_in(tmp_path, {"2025-03-07_02.txt": PAGE})
    assert imported() == renewed


def test_an_article_that_somebody_has_edited_stays_and_its_difference_is_shown(batch, newer):
    edited = the(DUCKWEED[0])
    edited.headline = "浮萍捞净了"
    edited.save()
    before = Article.objects.values().get(pk=edited.pk)
    newer(each_story(lambda story: replace(story, subhead="副题")))
    left, changed = told(changes(batch))
    assert left == (
        Kind.LEFT,
        "浮萍捞净了",
        {"标题": ("浮萍捞净了", DUCKWEED[0]), "副题": ("", "副题")},
        "有人改过",
    )
    assert changed[:2] == (Kind.CHANGED, WINDOW[0])
    done = do(batch, JOB)
    assert done.report["changes"] == {"article_left": 1, "article_changed": 1}
    assert Article.objects.values().get(pk=edited.pk) == before
    assert the(WINDOW[0]).subhead == "副题"
    assert Dump.objects.get().parser_version == OURS, "not all of it is up to date"
    assert told(changes(batch)) == [left]


def test_an_article_that_was_edited_but_is_read_as_when_it_was_imported_is_not_shown(batch, newer):
    edited = the(DUCKWEED[0])
    edited.headline = "浮萍捞净了"
    edited.save()
    edited.bylines.all().delete()
    newer()
    assert list(changes(batch)) == []
    do(batch, JOB)
    assert Dump.objects.get().parser_version == "newer"


def recall(articles):
    workflow.move("submit", articles)
    workflow.move("recall", articles)


@pytest.mark.parametrize("move", [publish, submit, recall, partial(workflow.move, "spike")])
def test_what_somebody_has_moved_stays(batch, newer, move):
    move(Article.objects.all())
    before = contents()
    newer(joined)
    assert {change.kind for change in changes(batch)} == {Kind.LEFT}
    do(batch, JOB)
    assert contents() == before


def test_where_a_story_is_joined_with_an_edited_one_neither_changes(batch, newer):
    edited = the(DUCKWEED[0])
    edited.tags.add("河道")
    newer(joined)
    before = contents()
    found = told(changes(batch))
    assert [(kind, title, reason) for kind, title, _, reason in found] == [
        (Kind.LEFT, DUCKWEED[0], "有人改过"),
        (Kind.LEFT, WINDOW[0], "与有人动过的连在一起"),
    ]
    do(batch, JOB)
    assert contents() == before


def parted(page):
    """The first story ends before its last line, which is a story of its own."""
    story, *rest = page.stories
    cut = story.last_line
    head = replace(story, last_line=cut - 1)
    tail = replace(story, headline="另起的一篇", bylines=(), notices=(), first_line=cut)
    photos = (replace(photo, story=photo.story + 1) for photo in page.photos)
    return replace(page, stories=(head, tail, *rest), photos=tuple(photos))


def test_a_parted_story_keeps_the_draft_where_most_of_its_lines_are(batch, newer):
    old = the(DUCKWEED[0])
    newer(parted)
    assert [change.kind for change in changes(batch)] == [Kind.NEW]
    do(batch, JOB)
    assert the(DUCKWEED[0]).pk == old.pk
    assert the("另起的一篇").line_start == old.line_end


def test_joined_stories_are_one_draft_with_the_photos_of_both(batch, newer):
    photo, longer = Photo.objects.get(), the(WINDOW[0])
    newer(joined)
    found = [(change.kind, str(change.row)) for change in changes(batch)]
    assert found[:2] == [(Kind.GONE, DUCKWEED[0]), (Kind.CHANGED, WINDOW[0])]
    do(batch, JOB)
    article = Article.objects.get()
    assert (article.pk, article.headline) == (longer.pk, DUCKWEED[0])
    assert [photo.article for photo in Photo.objects.all()] == [article]
    assert Photo.objects.get() == photo


def test_photos_follow_their_reading(batch, newer):
    def without_photos(page):
        return replace(page, photos=())

    def with_caption(page):
        return replace(page, photos=(replace(page.photos[0], caption=("改读的说明",), notices=(DOUBT,)),))

    photo = Photo.objects.get()
    newer(with_caption)
    do(batch, JOB)
    assert (Photo.objects.get(), Photo.objects.get().caption) == (photo, "改读的说明")
    assert photo.notices.get().message == DOUBT.message
    newer(without_photos, "newest")
    do(batch, JOB)
    assert not Photo.objects.exists()


DOUBT = Doubt("odd-latin", 5, "这里有一个怪字")


def test_open_notices_are_renewed_and_settled_ones_stay(batch, newer):
    newer(story(0, notices=(DOUBT,)))
    do(batch, JOB)
    assert the(DUCKWEED[0]).notices.get().message == DOUBT.message
    newer(story(0, notices=(DOUBT._replace(message="另一个说法"),)), "newest")
    do(batch, JOB)
    assert the(DUCKWEED[0]).notices.get().message == "另一个说法"
    Notice.objects.create(dump=Dump.objects.get(), code="missing-page", line=1, message="……", resolved=True)
    Notice.objects.create(dump=Dump.objects.get(), code="unplaced", line=1, message="……")
    newer(version="last")
    do(batch, JOB)
    assert [(notice.code, notice.resolved) for notice in Notice.objects.all()] == [("missing-page", True)]


def test_the_day_of_print_follows_its_reading(tmp_path, newer):
    batch = bring_in(tmp_path, {"page.txt": PAGE})
    assert the(WINDOW[0]).issue is None
    newer(lambda page: replace(page, date=datetime.date(2025, 3, 7), number=4))
    assert {change.fields["刊期"] for change in changes(batch)} == {("", "2025-03-07")}
    do(batch, JOB)
    dump = Dump.objects.get()
    assert (str(dump.issue), dump.page_number) == ("2025-03-07", 4)
    assert {article.issue for article in Article.objects.all()} == {dump.issue}
    assert not Notice.objects.filter(code="missing-date").exists()


def test_a_dump_in_which_the_newer_parser_finds_nothing_is_left_and_told(batch, newer):
    newer(lambda page: replace(page, stories=(), photos=()))
    before = contents()
    (change,) = changes(batch)
    assert (change.kind, change.row) == (Kind.LEFT, Dump.objects.get())
    assert change.reason == "没有找到任何稿件或图片。请打开文件看看是不是一个版面的文本。"
    assert do(batch, JOB).report["changes"] == {"dump_left": 1}
    assert contents() == before


def test_what_was_asked_at_the_import_still_holds(tmp_path, newer):
    batch = bring_in(tmp_path, {"page.txt": PAGE}, date=datetime.date(2025, 3, 7), page_number=6)
    newer()
    assert list(changes(batch)) == []


def test_an_article_that_another_dump_has_too_is_still_found_there(tmp_path, newer):
    pages = {"2025-03-07_02.txt": PAGE, "2025-03-07_2b.txt": f"\n{PAGE}"}
    batch = bring_in(tmp_path, pages)
    links = Duplicate.objects.values_list("article", "dump", "draft", "line_start")
    before = list(links)
    assert len(before) == 2
    newer(each_story(lambda story: replace(story, headline=f"{story.headline}啦")))
    do(batch, JOB)
    assert list(links) == before
    assert Article.objects.count() == 2


def test_versions_that_are_read_alike_now_become_one(tmp_path, batch, newer):
    other = bring_in(tmp_path, {"2025-03-07_2b.txt": PAGE.replace("不用请假", "不必请假")})
    assert Article.objects.count() == 3
    same = Article.objects.filter(headline=WINDOW[0]).earliest("pk")

    def alike(page):
        stories = (
            replace(s, body=tuple(p._replace(text=p.text.replace("不必", "不用")) for p in s.body))
            for s in page.stories
        )
        return replace(page, stories=tuple(stories))

    newer(alike)
    do(other, JOB)
    assert [article.pk for article in Article.objects.filter(headline=WINDOW[0])] == [same.pk]
    assert not Duplicate.objects.filter(draft__isnull=False).exists()
    assert not Notice.objects.filter(code="changed-copy").exists()
    assert {photo.article_id for photo in Photo.objects.all()} == {same.pk}


def test_a_version_stays_a_version(tmp_path, batch, newer):
    other = bring_in(tmp_path, {"2025-03-07_2b.txt": PAGE.replace("不用请假", "不必请假")})
    newer(each_story(lambda story: replace(story, subhead="副题")))
    do(other, JOB)
    do(batch, JOB)
    (link,) = Duplicate.objects.filter(draft__isnull=False)
    assert (link.article.dump.batch, link.draft.dump.batch) == (batch, other)
    assert [notice.article for notice in Notice.objects.filter(code="changed-copy")] == [link.draft]


def test_a_draft_that_another_dump_has_too_does_not_go(tmp_path, batch, newer):
    bring_in(tmp_path, {"2025-03-07_2b.txt": f"\n{PAGE}"})
    newer(joined)
    found = [change for change in changes(batch) if change.kind == Kind.LEFT]
    assert [(str(change.row), change.reason) for change in found] == [(DUCKWEED[0], "别处还在用")]
    do(batch, JOB)
    assert Article.objects.count() == 2
    assert Dump.objects.earliest("pk").parser_version == OURS


def test_a_reading_that_swaps_texts_hurts_no_constraint(batch, newer):
    def swapped(page):
        one, other = page.stories
        texts = {name: (getattr(one, name), getattr(other, name)) for name in ("headline", "body", "bylines")}
        stories = [replace(s, **{n: t[1 - i] for n, t in texts.items()}) for i, s in enumerate(page.stories)]
        return replace(page, stories=tuple(stories))

    newer(swapped)
    do(batch, JOB)
    assert Article.objects.count() == 2


def test_what_an_undo_has_left_is_not_parsed_anew(batch, newer):
    the(WINDOW[0]).tags.add("午休")
    undo(batch)
    newer(joined)
    assert list(changes(batch)) == []


def test_what_an_undo_has_left_for_a_batch_goes_with_it_though_that_is_read_otherwise_now(
    tmp_path, batch, newer
):
    other = bring_in(tmp_path, {"2025-03-07_2b.txt": f"\n{PAGE}"})
    undo(batch)
    newer(joined)
    do(other, JOB)
    assert Article.objects.filter(dump__batch=batch).count() == 2
    undo(other)
    assert not Article.objects.exists()
    assert not Dump.objects.exists()


def test_a_batch_is_parsed_anew_in_chunks(tmp_path, newer, monkeypatch):
    monkeypatch.setattr(reparsing, "CHUNK_DUMPS", 2)
    batch = bring_in(tmp_path, many(5))
    newer(each_story(lambda story: replace(story, subhead="副题")))
    done = do(batch, JOB)
    assert (done.done, done.total, done.report["changes"]) == (5, 5, {"article_changed": 5})


def test_a_run_that_was_stopped_goes_on_where_it_stood_and_counts_nothing_twice(tmp_path, newer, monkeypatch):
    monkeypatch.setattr(reparsing, "CHUNK_DUMPS", 2)
    batch = bring_in(tmp_path, many(5))
    first = Article.objects.order_by("pk")[0]
    Article.objects.filter(pk=first.pk).update(kicker="编辑写的引题")
    newer(each_story(lambda story: replace(story, subhead="副题")))
    whole = reparsing._write

    def stopped(lease, readings):
        whole(lease, readings)
        jobs.stop(lease.batch, by=editor())

    monkeypatch.setattr(reparsing, "_write", stopped)
    with pytest.raises(LeaseLostError):
        do(batch, JOB)
    monkeypatch.setattr(reparsing, "_write", whole)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == ("stopped", 2, 5)
    jobs.resume(batch)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total) == ("finished", 5, 5)
    assert batch.report["changes"] == {"article_changed": 4, "article_left": 1}


def test_a_chunk_costs_as_many_statements_however_much_is_in_it(tmp_path, newer):
    def statements(number):
        batch = bring_in(tmp_path, many(number))
        newer(each_story(lambda story: replace(story, subhead="副题")), f"{number}")
        with CaptureQueriesContext(connection) as queries:
            do(batch, JOB)
        newer()
        undo(batch)
        return len(queries)

    assert statements(20) <= statements(2) <= 120
