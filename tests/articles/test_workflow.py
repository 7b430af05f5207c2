import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import listing, workflow
from articles.models import Article, ArticleTopic, Photo, PhotoCredit, Status
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)
LATER = NOON + datetime.timedelta(days=3)


def all_of(thing):
    return type(thing).objects.filter(pk=thing.pk)


def listed(thing):
    thing.refresh_from_db()
    return thing.listed_on


@pytest.mark.parametrize("make", [make_article, make_photo])
@pytest.mark.parametrize("status", Status)
@pytest.mark.parametrize("name", workflow.MOVES)
def test_a_move_is_made_from_its_sources_and_from_nowhere_else(make, status, name):
    move = workflow.MOVES[name]
    thing = make(status=status)
    moved = workflow.move(name, all_of(thing), at=NOON)
    thing.refresh_from_db()
    assert moved == (status in move.sources)
    assert thing.status == (move.target if moved else status)


def test_publishing_sets_both_dates_apart():
    article = make_article(status=Status.DRAFT, issue=make_issue(datetime.date(2025, 3, 7)))
    workflow.move("publish", all_of(article), at=NOON)
    assert listed(article) == datetime.date(2025, 3, 7)
    assert article.published_at == NOON


def test_what_was_never_printed_is_listed_on_the_day_it_went_on_the_web_here():
    article = make_article(status=Status.DRAFT)
    late = datetime.datetime(2026, 1, 5, 20, 0, tzinfo=datetime.UTC)  # 04:00 on the 6th in Shanghai
    workflow.move("publish", all_of(article), at=late)
    assert listed(article) == datetime.date(2026, 1, 6)


def test_the_first_time_on_the_web_outlives_a_withdrawal():
    article = make_article(status=Status.DRAFT)
    workflow.move("publish", all_of(article), at=NOON)
    workflow.move("withdraw", all_of(article), at=LATER)
    assert listed(article) is None
    assert article.published_at == NOON
    workflow.move("publish", all_of(article), at=LATER)
    assert listed(article) == datetime.date(2026, 1, 5)
    assert article.published_at == NOON
    assert article.updated_at == LATER


def test_lists_follow_through_topics_and_people():
    article = make_article(status=Status.DRAFT, topics=["yanglao", "zhengwu"], people=[make_person()])
    refused = article.topic_links.get(topic__slug="zhengwu")
    refused.confirmed = False
    refused.save()
    workflow.move("publish", all_of(article), at=NOON)
    day = datetime.date(2026, 1, 5)
    assert listed(article.topic_links.get(topic__slug="yanglao")) == day
    assert listed(refused) is None
    assert listed(article.bylines.get()) == day
    workflow.move("withdraw", all_of(article), at=LATER)
    assert not ArticleTopic.objects.listed().exists()
    assert listed(article.bylines.get()) is None


def test_photos_go_the_way_of_their_article():
    article = make_article(status=Status.DRAFT)
    photo = make_photo(status=Status.DRAFT, article=article, people=[make_person()])
    alone = make_photo(status=Status.DRAFT)
    workflow.move("publish", all_of(article), at=NOON)
    assert listed(photo) == listed(photo.credits.get()) == datetime.date(2026, 1, 5)
    assert listed(alone) is None
    workflow.move("withdraw", all_of(article), at=LATER)
    assert listed(photo) is None
    assert not PhotoCredit.objects.listed().exists()


@pytest.mark.parametrize(
    ("down", "up", "left"),
    [("withdraw", "publish", Status.WITHDRAWN), ("spike", "revive", Status.SPIKED)],
)
def test_a_photo_taken_out_by_itself_does_not_come_back_with_its_article(down, up, left):
    status = workflow.MOVES[down].sources[0]
    article = make_article(status=status)
    photo = make_photo(status=status, article=article)
    workflow.move(down, all_of(photo), at=NOON)
    workflow.move(down, all_of(article), at=LATER)
    workflow.move(up, all_of(article), at=LATER)
    photo.refresh_from_db()
    assert photo.status == left


def test_who_may_not_publish_does_not():
    article = make_article(status=Status.DRAFT)
    with pytest.raises(PermissionDenied):
        workflow.move("publish", all_of(article), by=editor("change_article"))
    article.refresh_from_db()
    assert article.status == Status.DRAFT


def test_who_may_publish_does():
    article = make_article(status=Status.DRAFT)
    assert workflow.move("publish", all_of(article), by=editor("publish_article")) == 1


@pytest.mark.parametrize(
    ("permission", "status", "offered"),
    [
        ("change_article", Status.DRAFT, ["spike"]),
        ("change_article", Status.PUBLISHED, []),
        ("change_article", Status.SPIKED, ["revive"]),
        ("publish_article", Status.DRAFT, ["publish"]),
        ("publish_article", Status.PUBLISHED, ["withdraw"]),
        ("publish_article", Status.IN_REVIEW, []),
        ("view_article", Status.DRAFT, []),
    ],
)
def test_a_user_is_offered_what_they_may_do(permission, status, offered):
    assert [move.name for move in workflow.open_to(editor(permission), status)] == offered


def test_a_thousand_move_in_a_few_statements(django_assert_max_num_queries):
    Article.objects.bulk_create(Article(headline=f"稿件{n}") for n in range(1000))
    with django_assert_max_num_queries(20):
        assert workflow.move("publish", Article.objects.all(), at=NOON) == 1000
    assert Article.objects.listed().count() == 1000


def test_a_corrected_issue_moves_an_article_in_every_list():
    issue = make_issue(datetime.date(2025, 3, 7))
    article = make_article(issue=issue, topics=["yanglao"], people=[make_person()])
    issue.date = datetime.date(2025, 3, 14)
    issue.save()
    listing.refresh(Article, [article.pk])
    for row in (article, article.topic_links.get(), article.bylines.get()):
        assert listed(row) == datetime.date(2025, 3, 14)


def test_refreshing_a_draft_lists_it_nowhere():
    draft = make_article(status=Status.DRAFT, topics=["yanglao"])
    photo = make_photo(status=Status.DRAFT, people=[make_person()])
    listing.refresh(Article, [draft.pk])
    listing.refresh(Photo, [photo.pk])
    assert listed(draft) is listed(draft.topic_links.get()) is listed(photo) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "published", "published_at": None, "listed_on": None},
        {"status": "draft", "listed_on": datetime.date(2025, 3, 7)},
        {"status": "nonsense", "listed_on": None},
        {"headline": ""},
        {"origin": "nowhere"},
        {"line_start": 9, "line_end": 3},
    ],
    ids=lambda fields: "-".join(fields),
)
def test_the_database_refuses_what_no_page_could_show(fields):
    article = make_article(status=Status.DRAFT)
    with pytest.raises(IntegrityError), transaction.atomic():
        all_of(article).update(**fields)


def test_the_database_refuses_to_list_a_refused_topic():
    article = make_article(topics=["yanglao"])
    with pytest.raises(IntegrityError), transaction.atomic():
        article.topic_links.update(confirmed=False)
