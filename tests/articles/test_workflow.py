import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from articles import history, listing, workflow
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Correction,
    Decision,
    Photo,
    PhotoCredit,
    Review,
    Stage,
    Status,
    Version,
)
from articles.moves import MOVES
from articles.texts import digest, text_of
from tests.desk import editor
from tests.factories import make_article, make_issue, make_person, make_photo
from tests.flow import approve, publish, reviewer, submit

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)
LATER = NOON + datetime.timedelta(days=3)
REASON = "作者来电"


def all_of(thing):
    return type(thing).objects.filter(pk=thing.pk)


def listed(thing):
    thing.refresh_from_db()
    return thing.listed_on


def stands(thing):
    thing.refresh_from_db()
    return thing.status, thing.stage, thing.round


def move(name, thing, **about):
    return workflow.move(name, all_of(thing), **about)


def refusal(name, thing, **about):
    moved = move(name, thing, **about)
    assert moved.keys == []
    return moved.refused[thing.pk]


def decisions(thing):
    return [(review.decision, review.round, review.stage) for review in thing.reviews.all()]


def edit(thing, by=None, **fields):
    """Change a text as the desk does: keep it, save it, draw the consequences."""
    before = history.keep(thing, by=None, at=NOON)
    all_of(thing).update(**fields)
    thing.refresh_from_db()
    return workflow.edited(thing, before, by=by, at=LATER)


# --- Reviews ---


@pytest.mark.parametrize("make", [make_article, make_photo])
def test_three_people_pass_a_text_and_it_is_published(make):
    thing = make(status=Status.DRAFT)
    submit(all_of(thing), at=NOON)
    assert stands(thing) == (Status.IN_REVIEW, Stage.FIRST, 1)
    for stage, then in (
        (1, (Status.IN_REVIEW, 2, 1)),
        (2, (Status.IN_REVIEW, 3, 1)),
        (3, ("approved", None, 1)),
    ):
        assert move("pass", thing, by=reviewer(stage), at=NOON, opinion="可以").keys == [thing.pk]
        assert stands(thing) == then
    move("publish", thing, at=LATER)
    assert stands(thing) == (Status.PUBLISHED, None, 1)
    read = digest(text_of(thing))
    assert set(thing.reviews.values_list("text_sha256", flat=True)) == {read}
    assert decisions(thing) == [
        ("submitted", 1, None), ("passed", 1, 1), ("passed", 1, 2), ("passed", 1, 3), ("published", 1, None),
    ]  # fmt: skip
    assert thing.versions.get().sha256 == read


@pytest.mark.parametrize(("count", "stages"), [(1, [3]), (2, [1, 3]), (3, [1, 2, 3])])
def test_a_newsroom_says_how_many_reviews_it_holds(settings, count, stages):
    settings.REVIEW_STAGES = count
    article = make_article(status=Status.DRAFT)
    move("submit", article)
    waited_for = []
    while article.refresh_from_db() or article.status == Status.IN_REVIEW:
        waited_for.append(article.stage)
        move("pass", article, by=reviewer(Stage(article.stage)))
    assert waited_for == stages
    assert move("publish", article).keys


def test_a_newsroom_that_takes_a_review_more_asks_for_it_before_publishing(settings):
    settings.REVIEW_STAGES = 1
    article = make_article(status=Status.APPROVED)
    settings.REVIEW_STAGES = 2
    assert refusal("publish", article) == "这段文字还没有经过初审，请转回草稿，重新送审"


def test_nobody_reviews_a_text_twice_in_a_round_superusers_included():
    article = make_article(status=Status.IN_REVIEW, stage=Stage.SECOND)
    assert "这一轮已经审过" in refusal("pass", article, by=reviewer(Stage.FIRST))
    assert "这一轮已经审过" in refusal("return", article, by=reviewer(Stage.FIRST), opinion=REASON)
    move("return", article, by=reviewer(Stage.SECOND), opinion=REASON)
    move("submit", article)
    assert move("pass", article, by=reviewer(Stage.FIRST)).keys


def test_nobody_reviews_what_they_wrote_signed_or_photographed():
    chief, person = reviewer(Stage.FIRST), make_person()
    person.user = chief
    person.save()
    written = make_article(status=Status.IN_REVIEW, author=chief)
    signed = make_article(status=Status.IN_REVIEW, people=[person])
    shot = make_photo(status=Status.IN_REVIEW, people=[person])
    pictured = make_article(status=Status.DRAFT)
    make_photo(status=Status.DRAFT, article=pictured, people=[person])
    submit(all_of(pictured))
    for thing in (written, signed, shot, pictured):
        assert refusal("pass", thing, by=chief) == "自己写的，或这一轮已经审过的，不能再审"
        assert not {"pass", "return"} & {move.name for move in workflow.open_to(chief, thing)}
        assert move("pass", thing, by=reviewer(Stage.SECOND)).keys


def test_a_command_reviews_nothing():
    with pytest.raises(PermissionDenied):
        move("pass", make_article(status=Status.IN_REVIEW))


def test_approving_and_publishing_are_rights_apart():
    final = editor("review_final_article")
    article = make_article(status=Status.IN_REVIEW, stage=Stage.FINAL)
    move("pass", article, by=final)
    assert stands(article)[0] == Status.APPROVED
    with pytest.raises(PermissionDenied):
        move("publish", article, by=final)


@pytest.mark.parametrize("name", [name for name, move in MOVES.items() if move.needs_opinion])
def test_what_takes_something_back_says_why(name):
    article = make_article(status=MOVES[name].sources[0])
    with pytest.raises(workflow.RefusedError, match="理由"):
        move(name, article, by=reviewer(Stage.FIRST), opinion="  ")


# --- Edits ---


@pytest.mark.parametrize("status", workflow.UNDER_REVIEW)
def test_an_edit_under_review_voids_the_reviews_and_begins_with_the_first(status):
    article = make_article(status=status, stage=Stage.SECOND)
    chief = reviewer(Stage.FINAL)
    assert edit(article, chief, body="<p>改过的一段。</p>")
    assert stands(article) == (Status.IN_REVIEW, Stage.FIRST, 2)
    assert decisions(article)[-1] == (Decision.VOIDED, 2, None)
    assert article.text_sha256 == digest(text_of(article))
    assert article.versions.last().changed_by == chief
    assert "不能发布" in refusal("publish", article)


def test_a_save_without_a_change_voids_nothing():
    article = make_article(status=Status.APPROVED)
    before = decisions(article)
    assert not edit(article, reviewer(Stage.FIRST), page_number=3)
    assert stands(article) == (Status.APPROVED, None, 1)
    assert decisions(article) == before


def test_what_a_browser_does_to_line_ends_is_no_change():
    photo = make_photo("桥边的早市。\n摊主们在理货。", status=Status.APPROVED)
    assert not edit(photo, reviewer(Stage.FIRST), caption="桥边的早市。\r\n摊主们在理货。 ")
    assert stands(photo)[0] == Status.APPROVED


@pytest.mark.parametrize("fields", [{"caption": "新的说明"}, {"alt": "一座桥"}])
def test_an_edit_of_a_photo_voids_the_reviews_of_its_article(fields):
    article = make_article(status=Status.DRAFT)
    photo = make_photo(status=Status.DRAFT, article=article)
    approve(all_of(article))
    edit(photo, reviewer(Stage.FIRST), **fields)
    assert stands(article) == (Status.IN_REVIEW, Stage.FIRST, 2)


def test_a_photo_that_comes_goes_or_is_spiked_changes_the_text_of_its_article():
    photo = make_photo(status=Status.DRAFT)
    gets, has = make_article(status=Status.APPROVED), make_article(status=Status.DRAFT)
    other = make_photo(status=Status.DRAFT, article=has)
    approve(all_of(has))
    all_of(photo).update(article=gets)
    workflow.edited(photo, digest(text_of(photo)), by=None)
    all_of(other).update(article=None)
    workflow.edited(other, digest(text_of(other)), by=None, article_before=has.pk)
    assert stands(gets) == stands(has) == (Status.IN_REVIEW, Stage.FIRST, 2)
    move("spike", photo)
    assert stands(gets) == (Status.IN_REVIEW, Stage.FIRST, 3)


@pytest.mark.parametrize("name", ["pass", "return", "publish", "schedule"])
def test_a_text_changed_behind_the_desk_is_sent_for_review_anew(name):
    article = make_article(status=MOVES[name].sources[0], stage=Stage.SECOND)
    all_of(article).update(headline="另一个标题")
    later = datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=1)
    reason = refusal(name, article, by=reviewer(Stage.FINAL), opinion=REASON, publish_at=later)
    assert reason == "送审之后文字有改动，此前的审校作废，已从头送审"
    assert stands(article) == (Status.IN_REVIEW, Stage.FIRST, 2)
    assert move("pass", article, by=reviewer(Stage.FINAL)).keys


def test_a_correction_in_public_is_recorded_without_a_new_round():
    article = make_article(status=Status.DRAFT)
    publish(all_of(article))
    chief = editor("change_article", "correct_article")
    before = history.keep(article, by=None, at=NOON)
    all_of(article).update(body="<p>四家社区食堂同时开门。</p>")
    assert workflow.edited(article, before, by=chief, notice="应为四家。", at=LATER)
    assert stands(article) == (Status.PUBLISHED, None, 1)
    assert article.corrections.get().notice == "应为四家。"
    assert article.reviews.last().decision == Decision.CORRECTED
    assert article.reviews.last().text_sha256 == article.text_sha256 == digest(text_of(article))


def test_a_correction_by_somebody_who_may_not_is_refused():
    article = make_article()
    before = history.keep(article, by=None, at=NOON)
    all_of(article).update(body="<p>改过。</p>")
    with pytest.raises(PermissionDenied), transaction.atomic():
        workflow.edited(article, before, by=editor("change_article"))
    assert not Correction.objects.exists()


def test_a_corrected_photo_is_told_of_its_article_too():
    article = make_article(status=Status.DRAFT)
    photo = make_photo(status=Status.DRAFT, article=article)
    publish(all_of(article))
    photo.refresh_from_db()
    edit(photo, reviewer(Stage.FIRST), caption="应为东港码头")
    assert photo.corrections.count() == 1
    assert stands(article) == (Status.PUBLISHED, None, 1)
    assert article.reviews.last().decision == Decision.CORRECTED
    assert article.text_sha256 == digest(text_of(article))


# --- Publishing ---


def test_publishing_sets_both_dates_apart():
    article = make_article(status=Status.DRAFT, issue=make_issue(datetime.date(2025, 3, 7)))
    publish(all_of(article), at=NOON)
    assert listed(article) == datetime.date(2025, 3, 7)
    assert article.published_at == NOON


def test_what_was_never_printed_is_listed_on_the_day_it_went_on_the_web_here():
    article = make_article(status=Status.DRAFT)
    late = datetime.datetime(2026, 1, 5, 20, 0, tzinfo=datetime.UTC)  # 04:00 on the 6th in Shanghai
    publish(all_of(article), at=late)
    assert listed(article) == datetime.date(2026, 1, 6)


def test_the_first_time_on_the_web_outlives_a_withdrawal():
    article = make_article(status=Status.DRAFT)
    publish(all_of(article), at=NOON)
    move("withdraw", article, at=LATER, opinion=REASON)
    assert listed(article) is None
    assert article.published_at == NOON
    move("restore", article, at=LATER)
    assert listed(article) == datetime.date(2026, 1, 5)
    assert article.published_at == NOON
    assert article.updated_at == LATER


def test_a_withdrawn_text_that_was_changed_is_reviewed_before_it_comes_back():
    article = make_article(status=Status.WITHDRAWN)
    edit(article, reviewer(Stage.FIRST), body="<p>删去一段。</p>")
    assert refusal("restore", article) == "撤稿之后文字有改动，请转回草稿，重新送审"
    move("reopen", article, opinion=REASON)
    publish(all_of(article))
    assert stands(article) == (Status.PUBLISHED, None, 1)


def test_lists_follow_through_topics_and_people():
    article = make_article(status=Status.DRAFT, topics=["yanglao", "zhengwu"], people=[make_person()])
    refused = article.topic_links.get(topic__slug="zhengwu")
    refused.confirmed = False
    refused.save()
    publish(all_of(article), at=NOON)
    day = datetime.date(2026, 1, 5)
    assert listed(article.topic_links.get(topic__slug="yanglao")) == day
    assert listed(refused) is None
    assert listed(article.bylines.get()) == day
    move("withdraw", article, at=LATER, opinion=REASON)
    assert not ArticleTopic.objects.listed().exists()
    assert listed(article.bylines.get()) is None


def test_photos_go_the_way_of_their_article():
    article = make_article(status=Status.DRAFT)
    photo = make_photo(status=Status.DRAFT, article=article, people=[make_person()])
    alone = make_photo(status=Status.DRAFT)
    assert refusal("submit", photo) == "图片随所属稿件一起送审和发布"
    publish(all_of(article), at=NOON)
    assert listed(photo) == listed(photo.credits.get()) == datetime.date(2026, 1, 5)
    assert listed(alone) is None
    move("withdraw", article, at=LATER, opinion=REASON)
    assert listed(photo) is None
    assert not PhotoCredit.objects.listed().exists()
    assert refusal("restore", photo) == "图片随所属稿件一起送审和发布"


def test_a_photo_added_to_a_public_article_passes_its_own_reviews():
    article = make_article(status=Status.DRAFT)
    publish(all_of(article), at=NOON)
    photo = make_photo(status=Status.DRAFT, article=article)
    publish(all_of(photo), at=LATER)
    assert listed(photo) == datetime.date(2026, 1, 8)
    assert stands(article) == (Status.PUBLISHED, None, 1)
    assert article.reviews.last().decision == Decision.CORRECTED


@pytest.mark.parametrize(
    ("down", "up", "left"),
    [("withdraw", "restore", Status.WITHDRAWN), ("spike", "revive", Status.SPIKED)],
)
def test_a_photo_taken_out_by_itself_does_not_come_back_with_its_article(down, up, left):
    status = MOVES[down].sources[0]
    article = make_article(status=status)
    photo = make_photo(status=status, article=article)
    move(down, photo, at=NOON, opinion=REASON)
    move(down, article, at=LATER, opinion=REASON)
    assert move(up, article, at=LATER).keys == [article.pk]
    assert stands(photo)[0] == left
    assert not workflow.left_behind(up, Article.objects.none()).exists()
    assert workflow.left_behind(up, all_of(article)).get() == photo


def test_before_its_embargo_is_over_a_text_is_neither_published_nor_scheduled():
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)
    article = make_article(status=Status.APPROVED, embargo_until=until)
    hour = datetime.timedelta(hours=1)
    assert "以前不能发布" in refusal("publish", article)
    assert "以前不能发布" in refusal("publish", article, publish_at=until + hour)
    assert "以前不能发布" in refusal("schedule", article, publish_at=until - hour)
    assert move("schedule", article, publish_at=until + hour).keys


# --- Scheduling ---


def schedule(thing, at):
    approve(all_of(thing), at=NOON)
    assert move("schedule", thing, at=NOON, publish_at=at).keys == [thing.pk]


@pytest.mark.parametrize("publish_at", [None, NOON])
def test_a_time_in_the_future_is_asked_for(publish_at):
    article = make_article(status=Status.APPROVED)
    with pytest.raises(workflow.RefusedError, match="发布时间"):
        move("schedule", article, at=NOON, publish_at=publish_at)


def test_what_is_due_is_published_and_nothing_else():
    due, later = make_article(status=Status.DRAFT), make_article(status=Status.DRAFT)
    photo, alone = make_photo(status=Status.DRAFT, article=due), make_photo(status=Status.DRAFT)
    schedule(due, LATER)
    schedule(alone, LATER)
    schedule(later, LATER + datetime.timedelta(seconds=1))
    assert workflow.send_due(LATER).keys == [due.pk, alone.pk]
    assert stands(due)[0] == stands(photo)[0] == stands(alone)[0] == Status.PUBLISHED
    assert due.published_at == LATER
    assert due.publish_at is None
    assert stands(later)[0] == Status.SCHEDULED
    assert workflow.send_due(LATER).keys == []


def test_what_is_due_and_was_changed_goes_back_into_review():
    article = make_article(status=Status.DRAFT)
    schedule(article, LATER)
    all_of(article).update(body="<p>谁改过？</p>")
    assert list(workflow.send_due(LATER).refused) == [article.pk]
    assert stands(article) == (Status.IN_REVIEW, Stage.FIRST, 2)


def test_what_is_due_and_may_not_be_published_waits_approved_with_the_reason():
    article = make_article(status=Status.DRAFT)
    schedule(article, LATER)
    all_of(article).update(embargo_until=LATER + datetime.timedelta(days=1))
    workflow.send_due(LATER)
    assert stands(article)[0] == Status.APPROVED
    assert article.reviews.last().opinion == "到时没有发布：2026-01-09 12:00 以前不能发布"
    assert workflow.send_due(LATER).refused == {}


def test_what_was_put_off_meanwhile_is_not_published_early():
    article = make_article(status=Status.DRAFT)
    schedule(article, LATER)
    assert refusal("publish", article, at=NOON) == "还没有到定时发布的时间"
    assert move("publish", article, at=NOON, by=reviewer(Stage.FINAL)).keys  # By hand it is, at any time.


# --- Rights ---


def test_who_may_not_publish_does_not():
    article = make_article(status=Status.APPROVED)
    with pytest.raises(PermissionDenied):
        move("publish", article, by=editor("change_article"))
    assert stands(article)[0] == Status.APPROVED


@pytest.mark.parametrize(
    ("permission", "status", "offered"),
    [
        ("change_article", Status.DRAFT, ["submit", "spike"]),
        ("change_article", Status.IN_REVIEW, ["recall"]),
        ("change_article", Status.PUBLISHED, []),
        ("change_article", Status.SPIKED, ["revive"]),
        ("review_first_article", Status.IN_REVIEW, ["pass", "return"]),
        ("review_final_article", Status.IN_REVIEW, []),
        ("publish_article", Status.DRAFT, []),
        ("publish_article", Status.APPROVED, ["reopen", "schedule", "publish"]),
        ("publish_article", Status.SCHEDULED, ["reopen", "unschedule", "publish"]),
        ("publish_article", Status.PUBLISHED, ["withdraw"]),
        ("publish_article", Status.WITHDRAWN, ["reopen", "restore"]),
        ("view_article", Status.DRAFT, []),
        ("write_article", Status.DRAFT, []),
    ],
)
def test_a_user_is_offered_what_they_may_do(permission, status, offered):
    article = make_article(status=status)
    assert [move.name for move in workflow.open_to(editor(permission), article)] == offered


def test_a_correspondent_sends_their_own_and_takes_it_back():
    writer = editor("write_article")
    own, other = make_article(status=Status.DRAFT, author=writer), make_article(status=Status.DRAFT)
    moved = workflow.move("submit", Article.objects.all(), by=writer)
    assert moved.keys == [own.pk]
    assert moved.refused == {other.pk: "您没有送审的权限"}
    assert not other.versions.exists()
    assert move("recall", own, by=writer).keys == [own.pk]


def test_a_thousand_move_in_a_few_statements(django_assert_max_num_queries):
    Article.objects.bulk_create(Article(headline=f"稿件{n}") for n in range(1000))
    with django_assert_max_num_queries(50):
        moved = workflow.move("submit", Article.objects.all(), at=NOON)
    assert len(moved.keys) == Review.objects.count() == Version.objects.count() == 1000
    assert not Version.objects.exclude(changed_by=None).exists()


# --- Lists ---


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
        {"status": "in_review"},
        {"stage": 1},
        {"publish_at": NOON},
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


def test_a_byline_added_under_review_is_another_text():
    article = make_article(status=Status.APPROVED)
    before = history.keep(article, by=None, at=NOON)
    Byline.objects.create(article=article, correspondent=make_person(), role="记者")
    assert workflow.edited(article, before, by=None)
    assert stands(article)[0] == Status.IN_REVIEW
