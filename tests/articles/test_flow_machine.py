"""Whatever people do, in any order: nothing becomes public that was not read, and no review is lost."""

import datetime
import os

import pytest
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import history, workflow
from articles.models import Article, Decision, Photo, Release, Review, Status, Version
from articles.moves import MOVES, stages
from articles.texts import digest, text_of
from tests.factories import make_article, make_issue, make_photo

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FLOW_EXAMPLES", "20"))
START = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)
NAMES = ("甲", "乙", "丙", "丁", "编辑", "作者")
WORDS = ("四家", "五家", "六家")

people = st.sampled_from(NAMES)
THINGS = ("article", "pictured", "attached", "alone")
things = st.sampled_from(THINGS)
words = st.sampled_from(WORDS)
# Those that lead towards publication are tried more often, so that public texts are met.
moves = st.sampled_from([*MOVES, *("submit", "pass", "pass", "pass", "publish", "schedule") * 2])


def hired():
    """Everybody there is, by name: superusers, an editor and the author of a text."""
    users = {
        name: User(username=name, is_staff=True, is_superuser=name not in ("编辑", "作者")) for name in NAMES
    }
    for user in users.values():
        user.save()
    for name, group in (("编辑", "编辑"), ("作者", "通讯员")):
        users[name].groups.add(Group.objects.get(name=group))
    return users


def written(users):
    """The texts that they work with, by the names in THINGS."""
    pictured = make_article(status=Status.DRAFT, author=users["甲"])
    return {
        "article": make_article(status=Status.DRAFT, author=users["作者"]),
        "pictured": pictured,
        "attached": make_photo(status=Status.DRAFT, article=pictured),
        "alone": make_photo(status=Status.DRAFT, author=users["乙"]),
    }


class Flow(RuleBasedStateMachine):
    def __init__(self, users, texts):
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.now, self.users, self.texts = START, users, texts
        self.released = {}
        self.log = []

    def teardown(self):
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    def get(self, name):
        return self.rows(name).get()

    def rows(self, name):
        return type(thing := self.texts[name]).objects.filter(pk=thing.pk)

    def everything(self):
        """All texts as they stand, by name."""
        now = {
            Article: Article.objects.in_bulk(),
            Photo: Photo.objects.select_related("article").in_bulk(),
        }
        return {name: now[type(thing)][thing.pk] for name, thing in self.texts.items()}

    @rule(name=moves, thing=things, who=people)
    def move(self, name, thing, who):
        later = self.now + datetime.timedelta(hours=2)
        about = {"by": self.users[who], "at": self.now, "opinion": "请核对", "publish_at": later}
        try:
            workflow.move(name, self.rows(thing), **about)
        except PermissionDenied:
            assert who in ("编辑", "作者")

    @rule(thing=things, behind=st.none() | words)
    def reviews(self, thing, behind):
        """All who review, one after the other, perhaps a text that was changed behind their backs."""
        workflow.move("submit", self.rows(thing), at=self.now)
        if behind:
            self.write_behind_the_desk(thing, behind)
        for name in ("甲", "乙", "丙", "丁"):
            if self.rows(thing).filter(status=Status.IN_REVIEW).exists():
                workflow.move("pass", self.rows(thing), by=self.users[name], at=self.now)

    @rule(thing=things, who=people, word=words, notice=st.sampled_from(("", "已更正。")))
    def edit(self, thing, who, word, notice):
        """Save at the desk, perhaps nothing new; in public only those who may correct do so."""
        row = self.get(thing)
        before = history.keep(row, by=None, at=self.now)
        try:
            with transaction.atomic():
                self.write(thing, word)
                changed = workflow.edited(row, before, by=self.users[who], notice=notice, at=self.now)
        except PermissionDenied:
            assert row.status == Status.PUBLISHED
            return
        after = self.get(thing)
        if not changed:
            assert (after.status, after.stage, after.round) == (row.status, row.stage, row.round)
        elif row.status in workflow.UNDER_REVIEW and digest(text_of(after)) != row.text_sha256:
            assert (after.status, after.round) == (Status.IN_REVIEW, row.round + 1)

    @rule(thing=things, word=words)
    def somebody_writes_behind_the_desk(self, thing, word):
        self.write_behind_the_desk(thing, word)

    def write_behind_the_desk(self, thing, word):
        row = self.get(thing)
        with_public = isinstance(row, Photo) and row.article and row.article.is_public
        if not row.is_public and not with_public:
            self.write(thing, word)

    def write(self, thing, word):
        row = self.get(thing)
        text = {"caption": f"{word}食堂"} if isinstance(row, Photo) else {"body": f"<p>{word}食堂</p>"}
        self.rows(thing).update(**text)

    @rule(minutes=st.integers(1, 200))
    def time_passes(self, minutes):
        self.now += datetime.timedelta(minutes=minutes)
        workflow.send_due(self.now)
        due = {"status": Status.SCHEDULED, "publish_at__lte": self.now}
        assert not Article.objects.filter(**due).exists()
        assert not Photo.objects.filter(**due).exists()

    @precondition(lambda self: len(self.released) < 2)
    @rule(thing=st.sampled_from(("article", "alone")))
    def release(self, thing):
        if workflow.release(self.rows(thing), Release.objects.create(issue=make_issue())):
            self.released[thing] = digest(text_of(self.get(thing)))

    @invariant()
    def everything_is_as_it_may_be(self):
        rows = self.everything()
        self.every_state_is_a_listed_one(rows)
        self.what_is_public_was_read(rows)
        self.no_review_is_lost_or_changed()
        self.nobody_reviews_twice_or_their_own(rows)

    def every_state_is_a_listed_one(self, rows):
        for row in rows.values():
            assert row.status in Status.values
            assert (row.stage in stages()) == (row.status == Status.IN_REVIEW)
            assert (row.publish_at is not None) == (row.status == Status.SCHEDULED)
            assert (row.listed_on is not None) == row.is_public

    def what_is_public_was_read(self, rows):
        for name, row in rows.items():
            if row.is_public:
                assert self.was_read(name, row), (name, list(row.reviews.values_list("decision", "round")))

    def was_read(self, name, row):
        text = text_of(row)
        sha256 = digest(text)
        if sha256 == self.released.get(name) or sha256 in approved(row):
            return True
        if isinstance(row, Photo):  # Read with its article, as it is now.
            return row.article is not None and any(
                {"id": row.pk, **text} in version["photos"] for version in texts_read(row.article)
            )
        rest = {key: value for key, value in text.items() if key != "photos"}
        return any(  # It lacks a photo that was withdrawn.
            rest.items() <= version.items() and all(photo in version["photos"] for photo in text["photos"])
            for version in texts_read(row)
        )

    def no_review_is_lost_or_changed(self):
        now = list(Review.objects.order_by("pk").values())
        assert now[: len(self.log)] == self.log
        self.log = now

    def nobody_reviews_twice_or_their_own(self, rows):
        given = [review for review in self.log if review["stage"]]
        each = {(one["article_id"], one["photo_id"], one["round"], one["reviewer_id"]) for one in given}
        assert len(each) == len(given)
        for row in rows.values():
            link = "photo_id" if isinstance(row, Photo) else "article_id"
            by = {review["reviewer_id"] for review in given if review[link] == row.pk}
            assert row.author_id not in by or row.author_id is None


def approved(row):
    """The digests that all reviews of one round have passed, or that a correction has recorded."""
    found = set(row.reviews.filter(decision=Decision.CORRECTED).values_list("text_sha256", flat=True))
    passed = set(row.reviews.filter(decision=Decision.PASSED).values_list("round", "text_sha256", "stage"))
    whole = {(number, sha256) for number, sha256, _ in passed}
    return found | {
        sha256 for number, sha256 in whole if all((number, sha256, stage) in passed for stage in stages())
    }


def texts_read(article):
    return Version.objects.filter(article=article, sha256__in=approved(article)).values_list(
        "text", flat=True
    )


def test_the_flow_holds_in_any_order():
    users = hired()
    texts = written(users)
    run_state_machine_as_test(
        lambda: Flow(users, texts),
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=20,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
