"""Whatever is imported, edited, published, parsed anew and undone, in any order: nobody's work is lost."""

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from django.db import connection
from django.db.models import Q
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles import pagedump, releases, workflow
from articles.importing import untouched
from articles.importing.belongings import KINDS, users_of
from articles.importing.lease import Lease
from articles.importing.relied import KINDS as KINDS_OF_TABLES
from articles.importing.relied import relied_on
from articles.importing.reparse import changes, reparse
from articles.importing.tables import undo_table
from articles.importing.undo import undo
from articles.importing.undo_forecast import forecast
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Column,
    Dump,
    ImportBatch,
    Issue,
    Notice,
    Photo,
    Topic,
)
from people.models import Correspondent, CorrespondentAlias
from tests.flow import publish
from tests.importing.archive import BRIDGE, DUCKWEED, LANTERN, WINDOW, bring_in, contents, page
from tests.importing.tables.tables import bring_in as bring_in_table

HALL, LIT = "午间的办事大厅里坐满了人。", "灯亮了起来的老街。"
PAGE = page(DUCKWEED, WINDOW, photo=HALL, column="街巷风景")

# Pages that share people, columns, issues, articles and photos in all ways that we know of.
FILES = (
    ("2025-03-07_02.txt", PAGE),
    ("再传-2025-03-07_02.txt", f"\n{PAGE}"),
    ("改版-2025-03-07_02.txt", PAGE.replace("不用请假", "不必请假")),
    ("2025-03-07_03.txt", page(BRIDGE, DUCKWEED, column="街巷风景", alone=LIT)),
    ("2025-03-08_01.txt", page(LANTERN, BRIDGE, photo=HALL, alone=LIT)),
    ("page.txt", page(WINDOW, LANTERN, alone=HALL)),
    ("2025-03-07_04.txt", page((WINDOW[0], "顾晓岚", LANTERN[2]), ("天气", "祝青禾", "晴。"))),
)


# Rows of tables, of what those pages have too.
ROWS = (
    ("articles", {"标题": DUCKWEED[0], "出版日期": "2025-03-07", "正文": DUCKWEED[2]}),
    ("articles", {"标题": WINDOW[0], "出版日期": "2025-03-07", "正文": WINDOW[2], "栏目": "街巷风景"}),
    ("articles", {"标题": BRIDGE[0], "出版日期": "2025-03-08", "正文": BRIDGE[2], "署名": "通讯员 祝青禾"}),
    ("photos", {"图片说明": LIT, "出版日期": "2025-03-07", "署名": "“顾晓岚 摄”"}),
    ("correspondents", {"姓名": "祝青禾"}),
)


def as_it_is(page: Any) -> Any:
    return page


def with_subheads(page: Any) -> Any:
    return replace(page, stories=tuple(replace(story, subhead="副题") for story in page.stories))


def joined(page: Any) -> Any:
    one, *rest = page.stories
    if not rest:
        return page
    whole = replace(one, body=(*one.body, *rest[0].body), last_line=rest[0].last_line)
    photos = (
        replace(photo, story=None if photo.story is None else max(0, photo.story - 1))
        for photo in page.photos
    )
    return replace(page, stories=(whole, *rest[1:]), photos=tuple(photos))


def without_names(page: Any) -> Any:
    stories = tuple(replace(story, bylines=(), column="") for story in page.stories)
    return replace(page, stories=stories, photos=tuple(replace(photo, story=None) for photo in page.photos))


READINGS = (as_it_is, with_subheads, joined, without_names)

# What people do, each to one row of a kind.
HANDS = {
    "headline": Article,
    "body": Article,
    "sign": Article,
    "unsign": Article,
    "decide": Article,
    "classify": Article,
    "tag": Article,
    "reprint": Article,
    "publish": Article,
    "withdraw": Article,
    "spike": Article,
    "revive": Article,
    "settle": Notice,
    "caption": Photo,
    "illustrate": Photo,
    "publish_photo": Photo,
    "employ": Correspondent,
    "alias": Correspondent,
    "describe": Column,
    "renumber": Issue,
}

EXAMPLES = int(os.environ.get("UNDO_EXAMPLES", "30"))

FEW = st.integers(0, 5)
STEPS = st.one_of(
    st.tuples(
        st.just("import"), st.lists(st.sampled_from(range(len(FILES))), min_size=1, max_size=3, unique=True)
    ),
    st.tuples(
        st.just("table"), st.lists(st.sampled_from(range(len(ROWS))), min_size=1, max_size=3, unique=True)
    ),
    st.tuples(st.just("hand"), st.sampled_from(sorted(HANDS)), FEW),
    st.tuples(st.just("undo"), FEW),
    st.tuples(st.just("reparse"), FEW, st.sampled_from(range(len(READINGS)))),
    st.tuples(st.just("release"), FEW),
)


class Newsroom:
    """What happens, and what people have done, as it has to be found again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = contents()
        self.batches: list[ImportBatch] = []
        self.reading, self.version = as_it_is, 0
        self.number = 0
        self.touched: set[Any] = set()
        self.memory: dict[Any, Any] = {}

    def take(self, step: tuple[Any, ...]) -> None:
        """Take one step, and see that all is as it has to be."""
        name, *about = step
        getattr(self, f"do_{name}")(*about)
        if name in ("hand", "release"):
            self.remember()
        self.check()

    # --- What the program does ----------------------------------------------------------------

    def do_import(self, files: list[int]) -> None:
        with self.parser():
            self.batches.append(bring_in(self.folder, dict(FILES[at] for at in files)))

    def do_undo(self, at: int) -> None:
        if not self.batches:
            return
        batch = self.batches[at % len(self.batches)]
        if batch.kind != ImportBatch.Kind.DUMPS:
            self.run(batch, undo_table)
            return
        foretold = forecast(batch)
        left = Dump.objects.filter(undone_at__isnull=False).exists()
        report = self.run(batch, undo).report
        if not left:
            assert foretold.gone == Counter(report.get("gone", {})), (foretold, report)
            assert foretold.reasons == Counter(report.get("reasons", {}))
        once = contents()
        self.run(batch, undo)
        assert contents() == once, "twice is once"

    def do_reparse(self, at: int, reading: int) -> None:
        dumps = self.of_dumps()
        if not dumps:
            return
        self.reading, self.version = READINGS[reading], self.version + 1
        batch = dumps[at % len(dumps)]
        with self.parser():
            before = contents()
            list(changes(batch))
            assert contents() == before, "a preview writes nothing"
            self.run(batch, reparse)
            once = contents()
            self.run(batch, reparse)
            assert contents() == once, "twice is once"

    def of_dumps(self) -> list[ImportBatch]:
        return [batch for batch in self.batches if batch.kind == ImportBatch.Kind.DUMPS]

    def has_tables(self) -> bool:
        return len(self.batches) > len(self.of_dumps())

    def do_release(self, at: int) -> None:
        if not self.batches:
            return
        batch = self.batches[at % len(self.batches)]
        record = releases.announce(batch, by=None)
        self.run(batch, releases.release, release=record.pk)

    def run(self, batch: ImportBatch, job: Any, **report: Any) -> ImportBatch:
        ImportBatch.objects.filter(pk=batch.pk).update(state="queued", done=0, report=report)
        lease = Lease.take(batch.pk)
        assert lease
        job(lease)
        batch.refresh_from_db()
        return batch

    @contextmanager
    def parser(self) -> Iterator[None]:
        real, reading = pagedump.parse, self.reading
        with (
            patch.object(pagedump, "parse", lambda text: reading(real(text))),
            patch.object(pagedump, "PARSER_VERSION", f"test-{self.version}"),
        ):
            yield

    def do_table(self, rows: list[int]) -> None:
        kinds = [kind for kind, _ in (ROWS[at] for at in rows)]
        for kind in dict.fromkeys(kinds):
            of_kind = [row for its, row in (ROWS[at] for at in rows) if its == kind]
            self.batches.append(bring_in_table(kind, of_kind))

    # --- What people do -----------------------------------------------------------------------

    def do_hand(self, name: str, at: int) -> None:
        rows = list(HANDS[name].objects.order_by("pk"))
        if not rows:
            return
        row = rows[at % len(rows)]
        self.number += 1
        if getattr(self, name)(row) is not False:
            self.touched.add(row)

    def headline(self, article: Article) -> None:
        article.headline = f"改过的标题{self.number}"
        article.save()

    def body(self, article: Article) -> None:
        article.body += f"<p>补记{self.number}。</p>"
        article.save()

    def sign(self, article: Article) -> None:
        Byline.objects.create(article=article, credit_line=f"编辑{self.number}", position=9)

    def unsign(self, article: Article) -> Any:
        return bool(article.bylines.all().delete()[0])

    def decide(self, article: Article) -> Any:
        return bool(article.topic_links.update(confirmed=bool(self.number % 2), listed_on=None))

    def classify(self, article: Article) -> None:
        topic = Topic.objects.get(slug="yingshang")
        ArticleTopic.objects.update_or_create(article=article, topic=topic, defaults={"confirmed": True})

    def tag(self, article: Article) -> None:
        article.tags.add(f"标签{self.number}")

    def reprint(self, article: Article) -> Any:
        if article.status != "draft":
            return False
        article.issue = Issue.objects.order_by("pk").last()
        article.page_number = 40 + self.number
        article.save()
        return True

    def publish(self, article: Article) -> Any:
        publish(Article.objects.filter(pk=article.pk, status="draft"))
        return False

    def withdraw(self, article: Article) -> Any:
        return self.move("withdraw", article)

    def spike(self, article: Article) -> Any:
        return self.move("spike", article)

    def revive(self, article: Article) -> Any:
        return self.move("revive", article)

    def publish_photo(self, photo: Photo) -> Any:
        alone = Q(article=None) | Q(article__status="published")
        publish(Photo.objects.filter(alone, pk=photo.pk, status="draft"))
        return False

    def settle(self, notice: Notice) -> None:
        Notice.objects.filter(pk=notice.pk).update(resolved=True)

    def caption(self, photo: Photo) -> None:
        photo.caption = f"改过的说明{self.number}"
        photo.save()

    def illustrate(self, photo: Photo) -> None:
        Photo.objects.filter(pk=photo.pk).update(image=f"photos/{self.number}.jpg", width=60, height=40)

    def employ(self, person: Correspondent) -> None:
        person.organisation = f"石桥小学{self.number}"
        person.save()

    def alias(self, person: Correspondent) -> None:
        name = f"笔名{self.number}"
        CorrespondentAlias.objects.create(correspondent=person, name=name, name_key=name)

    def describe(self, column: Column) -> None:
        column.description = f"说明{self.number}"
        column.save()

    def renumber(self, issue: Issue) -> None:
        issue.number = self.number
        issue.save()

    def move(self, name: str, row: Any) -> bool:
        """A move is no text: where something stands is seen by its status."""
        workflow.move(name, type(row).objects.filter(pk=row.pk), opinion="作者要求")
        return False

    # --- What has to hold ---------------------------------------------------------------------

    def remember(self) -> None:
        """Take down all that people have written or decided, as it stands."""
        moved = ~Q(status="draft") | Q(published_at__isnull=False)
        rows = self.touched | {*Article.objects.filter(moved), *Photo.objects.filter(moved)}
        self.memory = {row: state_of(row) for row in rows}

    def check(self) -> None:
        for row, state in self.memory.items():
            assert state_of(row) == state, f"somebody's work is lost: {row!r}"
        connection.check_constraints()
        for model in KINDS_OF_TABLES:
            found = set(relied_on(model).values_list("object_id", flat=True))
            there = set(model.objects.values_list("pk", flat=True))
            assert found <= there, f"a table has lost what it has found: {model}"
        dumps = list(Dump.objects.all())
        for kind in KINDS if not self.has_tables() else ():  # What a dump and a row share may outlive both.
            made = {int(key) for dump in dumps for key in dump.made.get(kind.name, {})}
            for row in unused(kind.model):
                assert row in self.memory or row.pk in made, f"nobody's: {row!r}"
        for dump in Dump.objects.filter(undone_at__isnull=False):
            assert something_is_left_of(dump), f"an empty dump: {dump}"
        tagged = Article.tags.through.objects.values_list("object_id", flat=True)
        assert set(tagged) <= set(Article.objects.values_list("pk", flat=True))

    def undo_all(self) -> None:
        """Take everything back: what is left then is somebody's work, or what that work needs."""
        for at in range(len(self.batches)):
            self.take(("undo", at))
        for at, batch in enumerate(self.batches):
            if batch.kind != ImportBatch.Kind.DUMPS:  # What others needed till then.
                self.take(("undo", at))
        # A table's row that names somebody who has changed since is taken for changed.
        for row in (*Article.objects.exclude(dump=None), *Photo.objects.exclude(dump=None)):
            photos = row.photos.all() if isinstance(row, Article) else ()
            of_people = (row, *row.notices.all(), *photos, *Notice.objects.filter(photo__in=photos))
            assert not self.memory.keys().isdisjoint(of_people), f"left though nobody's: {row!r}"
        assert all(something_is_left_of(dump) for dump in Dump.objects.all())
        if not self.touched and not self.memory and not self.has_tables():
            assert contents() == self.before


def state_of(row: Any) -> Any:
    """All of a row that a person may have written or decided; None where it is gone."""
    row = type(row).objects.filter(pk=row.pk).first()
    if isinstance(row, Article):
        texts = [getattr(row, name) for name in (*untouched.ARTICLE, "status", "published_at", "release_id")]
        bylines = list(row.bylines.values_list("pk", "correspondent", "role", "credit_line", "position"))
        decided = row.topic_links.exclude(confirmed=None).order_by("topic").values_list("topic", "confirmed")
        return texts, bylines, list(decided), sorted(row.tags.names())
    if isinstance(row, Photo):
        texts = [getattr(row, name) for name in (*untouched.PHOTO, "status", "published_at", "release_id")]
        credits = row.credits.values_list("pk", "correspondent", "role", "credit_line", "position")
        return texts, row.image.name, list(credits)
    if isinstance(row, Correspondent):
        return row.name, row.organisation, sorted(row.aliases.values_list("name", flat=True))
    if isinstance(row, Column):
        return row.name, row.slug, row.description
    if isinstance(row, Issue):
        return row.date, row.number, row.edition
    return row and (row.message, row.resolved, row.article_id, row.photo_id)


def unused(model: type[Any]) -> list[Any]:
    """The people, columns or issues that nothing refers to."""
    rows = {row.pk: row for row in model.objects.all()}
    for users, name, _ in users_of(model, list(rows)):
        for key in users.values_list(name, flat=True):
            rows.pop(key, None)
    return list(rows.values())


def something_is_left_of(dump: Dump) -> bool:
    settled = dump.notices.filter(resolved=True)
    return dump.articles.exists() or dump.photos.exists() or settled.exists()


class Undoing(TestCase):
    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEPS, min_size=3, max_size=12))
    def test_nobody_s_work_is_lost_and_nothing_else_is_left(self, steps):
        with tempfile.TemporaryDirectory() as folder:
            newsroom = Newsroom(Path(folder))
            for step in steps:
                newsroom.take(step)
            newsroom.undo_all()
