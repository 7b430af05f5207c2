"""What the database refuses by itself, whoever writes and however."""

import datetime

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from articles import guards, workflow
from articles.checks import guards_are_there
from articles.models import Article, Correction, Photo, Release, Review, Stage, Status, Version
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import reviewer

pytestmark = pytest.mark.django_db

DAY = datetime.date(2026, 1, 5)
NOON = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)
PUBLIC = {"status": "published", "published_at": NOON, "listed_on": DAY}
SCHEDULED = {"status": "scheduled", "publish_at": NOON}
PASSED_ALL = {"stage": None, "status": "approved"}


def refused(said=""):
    """Expect that the database refuses, and go on after it."""

    class Refused:
        def __enter__(self):
            self.inner = transaction.atomic()
            self.inner.__enter__()

        def __exit__(self, kind, error, trace):
            self.inner.__exit__(kind, error, trace)
            assert kind is not None, "the database let it pass"
            assert issubclass(kind, IntegrityError), error
            assert said in str(error)
            return True

    return Refused()


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def all_of(thing):
    return type(thing).objects.filter(pk=thing.pk)


def passed(thing, by, **fields):
    link = "photo" if isinstance(thing, Photo) else "article"
    about = {"stage": thing.stage, "round": thing.round, "text_sha256": thing.text_sha256, **fields}
    return Review(**{link: thing}, decision="passed", reviewer=by, created_at=timezone.now(), **about)


@pytest.fixture(params=[make_article, make_photo], ids=["article", "photo"])
def make(request):
    return request.param


@pytest.fixture
def other():
    return User.objects.create_superuser("另一人")


# --- Kept for ever ---


def test_a_review_is_never_changed_or_deleted(make):
    make(status=Status.APPROVED)
    review, before = Review.objects.last(), list(Review.objects.values())
    review.opinion = "改写"
    with refused(guards.KEPT):
        review.save()
    with refused(guards.KEPT):
        Review.objects.update(opinion="改写")
    with refused(guards.KEPT):
        Review.objects.bulk_update([review], ["opinion"])
    with refused(guards.KEPT):
        review.delete()
    with refused(guards.KEPT):
        Review.objects.all().delete()
    with refused(guards.KEPT):
        Review.objects.all()._raw_delete("default")
    with refused(guards.KEPT):
        run("UPDATE articles_review SET text_sha256 = 'x'")
    with refused(guards.KEPT):
        run("DELETE FROM articles_review")
    assert list(Review.objects.values()) == before


def test_a_review_is_not_replaced(make):
    """By its key, or by another of the same person in the same round."""
    thing = make(status=Status.IN_REVIEW, stage=Stage.SECOND)
    sent, before = Review.objects.earliest("pk"), list(Review.objects.values())
    sent.opinion = "改写"
    for review in (sent, passed(thing, reviewer(Stage.FIRST))):
        with refused(guards.KEPT):
            inserted(review, "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT")
    assert list(Review.objects.values()) == before


def inserted(review, how="INSERT"):
    """Put a review in by plain SQL."""
    fields = [field for field in review._meta.concrete_fields if review.pk or not field.primary_key]
    names = ", ".join(field.column for field in fields)
    values = [field.get_db_prep_save(getattr(review, field.attname), connection) for field in fields]
    marks = ", ".join(["%s"] * len(fields))
    run(f"{how} INTO {review._meta.db_table} ({names}) VALUES ({marks})", *values)


def test_plain_sql_reviews_by_the_same_rules(make, other):
    waiting = make(status=Status.IN_REVIEW, stage=Stage.SECOND)
    for review in (passed(waiting, reviewer(Stage.FIRST)), passed(waiting, other, stage=3)):
        with refused():
            inserted(review)
    with refused(guards.OWN):
        inserted(passed(make(status=Status.IN_REVIEW, author=other), other))
    inserted(passed(waiting, other))  # What is due, and of another, is let in.


def test_a_correction_and_a_version_are_kept_as_they_are():
    article = make_article(status=Status.IN_REVIEW)
    Correction.objects.create(article=article, notice="应为四家", created_at=NOON)
    with refused(guards.KEPT):
        Correction.objects.update(notice="")
    with refused(guards.KEPT):
        Correction.objects.all().delete()
    with refused(guards.KEPT):
        Version.objects.update(text={})


def test_a_reviewed_text_is_not_deleted(make):
    thing = make(status=Status.IN_REVIEW)
    with refused():
        all_of(thing).delete()
    with refused():  # PostgreSQL looks at once where it is asked to, SQLite at the end.
        all_of(thing)._raw_delete("default")
        connection.check_constraints()
    assert all_of(thing).exists()


# --- Who reviews, and when ---


def test_a_review_that_is_due_is_let_in(make, other):
    passed(make(status=Status.IN_REVIEW), other).save()


@pytest.mark.parametrize("wrong", [{"stage": 2}, {"stage": 3}, {"round": 2}, {"round": 0}, {"stage": None}])
def test_a_review_out_of_turn_is_refused(make, other, wrong):
    thing = make(status=Status.IN_REVIEW)
    with refused():
        passed(thing, other, **wrong).save()
    with refused():
        Review.objects.bulk_create([passed(thing, other, **wrong)])


@pytest.mark.parametrize(
    "status", [Status.DRAFT, Status.APPROVED, Status.SCHEDULED, Status.PUBLISHED, Status.WITHDRAWN]
)
def test_a_review_of_what_waits_for_none_is_refused(make, other, status):
    with refused(guards.OUT_OF_TURN):
        passed(make(status=status), other, stage=1).save()


def test_a_second_review_by_the_same_person_is_refused(make):
    thing = make(status=Status.IN_REVIEW, stage=Stage.SECOND)
    with refused():
        passed(thing, reviewer(Stage.FIRST)).save()
    with refused():
        Review.objects.bulk_create([passed(thing, reviewer(Stage.FIRST))])


def test_a_review_by_nobody_is_refused(make):
    with refused():
        passed(make(status=Status.IN_REVIEW), None).save()


def test_a_review_of_what_one_wrote_is_refused(make, other):
    with refused(guards.OWN):
        passed(make(status=Status.IN_REVIEW, author=other), other).save()


def test_a_review_of_what_one_signs_is_refused(make, other):
    person = make_person()
    person.user = other
    person.save()
    with refused(guards.OWN):
        Review.objects.bulk_create([passed(make(status=Status.IN_REVIEW, people=[person]), other)])


@pytest.mark.parametrize("is_signed", [True, False])
def test_a_review_of_an_article_with_ones_own_photo_is_refused(other, is_signed):
    person = make_person()
    person.user = other
    person.save()
    article = make_article(status=Status.DRAFT)
    of_whom = {"people": [person]} if is_signed else {"author": other}
    make_photo(status=Status.DRAFT, article=article, **of_whom)
    workflow.move("submit", all_of(article))
    article.refresh_from_db()
    with refused(guards.OWN):
        passed(article, other).save()


# --- What becomes public ---


@pytest.mark.parametrize("target", [{"status": "approved"}, SCHEDULED, PUBLIC], ids=lambda t: t["status"])
@pytest.mark.parametrize("status", [Status.DRAFT, Status.IN_REVIEW, Status.SPIKED])
def test_what_was_not_reviewed_is_not_approved_or_published(make, status, target):
    thing = make(status=status, stage=Stage.FINAL) if status == Status.IN_REVIEW else make(status=status)
    with refused(guards.UNREVIEWED):
        all_of(thing).update(stage=None, **target)
    for name, value in target.items():
        setattr(thing, name, value)
    thing.stage = None
    with refused(guards.UNREVIEWED):
        thing.save()
    with refused(guards.UNREVIEWED):
        type(thing).objects.bulk_update([thing], ["stage", *target])
    with refused(guards.UNREVIEWED):
        changes = ", ".join(f"{name} = %s" for name in target)
        run(f"UPDATE {thing._meta.db_table} SET stage = NULL, {changes}", *target.values())  # noqa: S608
    assert all_of(thing).get().status == status


def test_the_reviews_of_an_earlier_round_or_text_do_not_count(make):
    thing = make(status=Status.APPROVED)
    all_of(thing).update(status="draft", round=F("round") + 1)
    with refused(guards.UNREVIEWED):
        all_of(thing).update(status="approved")
    with refused(guards.UNREVIEWED):
        all_of(thing).update(status="approved", round=F("round") - 1, text_sha256="0" * 64)


@pytest.mark.parametrize("status", ["approved", "scheduled", "published", "withdrawn"])
def test_nothing_is_put_in_as_if_it_had_been_reviewed(status):
    more = {"scheduled": SCHEDULED, "published": PUBLIC}.get(status, {"status": status})
    article, photo = Article(headline="悄悄上网", **more), Photo(caption="悄悄上网", **more)
    with refused(guards.UNREVIEWED):
        article.save()
    with refused(guards.UNREVIEWED):
        Article.objects.bulk_create([article])
    with refused(guards.UNREVIEWED):
        photo.save()
    with refused(guards.UNREVIEWED):
        Photo.objects.bulk_create([photo])


def test_a_draft_does_not_come_in_by_way_of_a_withdrawal(make):
    thing = make(status=Status.DRAFT)
    with refused(guards.NEVER_PUBLIC):
        all_of(thing).update(status="withdrawn")


def test_a_release_takes_drafts_once(make):
    thing, issue = make(status=Status.DRAFT), make_issue()
    record = Release.objects.create(issue=issue)
    assert workflow.release(all_of(thing), record) == 1
    workflow.move("withdraw", all_of(thing), opinion="撤下")
    workflow.move("reopen", all_of(thing), opinion="重写")
    assert workflow.release(all_of(thing), Release.objects.create(issue=issue)) == 0
    with refused(guards.UNREVIEWED):
        all_of(thing).update(**PUBLIC)


def test_a_photo_is_not_published_for_its_article_being_public():
    photo = make_photo(status=Status.DRAFT, article=make_article())
    with refused(guards.UNREVIEWED):
        all_of(photo).update(**PUBLIC, moved_at=NOON)


# --- Kept up ---


def test_the_check_says_which_rules_are_missing():
    assert guards_are_there(["default"]) == []
    run("DROP TRIGGER review_kept" + (" ON articles_review" if connection.vendor == "postgresql" else ""))
    (warning,) = guards_are_there(["default"])
    assert warning.msg == "数据库 default 缺少审校规则：review_kept。"
    assert "migrate" in warning.hint


def test_migrating_sets_them_up_again():
    guards.remove()
    assert set(guards.missing()) == set(guards._triggers())
    call_command("migrate", verbosity=0)
    assert guards.missing() == []
    with refused(guards.KEPT):
        make_article(status=Status.IN_REVIEW)
        Review.objects.all().delete()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_tests_that_commit_empty_their_tables():
    make_article(status=Status.APPROVED)  # What follows would find it, or fail to empty the tables.
    with pytest.raises(DatabaseError):
        Review.objects.all().delete()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_migrations_that_make_the_articles_anew_go_back_and_forth():
    """SQLite refuses to make a table anew while a trigger of another table refers to it."""
    article = make_article(status=Status.DRAFT)
    call_command("migrate", "articles", "0006", verbosity=0)
    call_command("migrate", verbosity=0)
    assert guards.missing() == []
    assert Article.objects.get() == article
