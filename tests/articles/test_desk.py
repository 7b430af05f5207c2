"""What waits for whom: the queues of the desk."""

import datetime

import pytest
from django.contrib.auth.models import Group, User

from articles import desk, workflow
from articles.models import Article, ArticleTopic, Dump, ImportBatch, Notice, Photo, Release, Status, Topic
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2025, 6, 30)


def member(name: str, *groups: str) -> User:
    """Return a member of staff in these groups."""
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def published(*articles):
    """Publish some drafts as an issue that was printed, and return them."""
    rows = Article.objects.filter(pk__in=[article.pk for article in articles])
    workflow.release(rows, Release.objects.create(issue=make_issue()))
    return articles


def submit(thing, by=None):
    moved = workflow.move("submit", type(thing).objects.filter(pk=thing.pk), by=by)
    assert moved.keys, moved.refused
    return thing


def decide(name, thing, by, opinion=""):
    moved = workflow.move(name, type(thing).objects.filter(pk=thing.pk), by=by, opinion=opinion)
    assert moved.keys, moved.refused


@pytest.fixture
def newsroom():
    """One user of each group, and one of all of them."""
    groups = ("通讯员", "编辑", "主任", "总编", "档案管理员", "系统管理员")
    return {name: member(name, name) for name in groups} | {"chief": User.objects.create_superuser("chief")}


def test_a_queue_is_what_the_workflow_offers_for_review(newsroom):
    editor, head = newsroom["编辑"], newsroom["主任"]
    signer = make_person("贺兰青")
    signer.user = head
    signer.save()
    fresh = submit(make_article("第一篇", status=Status.DRAFT))
    passed = submit(make_article("第二篇", status=Status.DRAFT))
    decide("pass", passed, editor)
    signed = submit(make_article("第三篇", status=Status.DRAFT, people=[signer]))
    decide("pass", signed, editor)
    photographed = make_article("第五篇", status=Status.DRAFT)
    make_photo("码头工人", status=Status.DRAFT, article=photographed, people=[signer])
    decide("pass", submit(photographed), editor)
    own = submit(make_article("第四篇", status=Status.DRAFT, author=editor))
    photo = submit(make_photo("晨雾中的码头", status=Status.DRAFT))
    make_article("还是草稿", status=Status.DRAFT)
    for user in newsroom.values():
        for model in (Article, Photo):
            offered = {
                thing
                for thing in model.objects.all()
                if any(move.is_review for move in workflow.open_to(user, thing))
            }
            assert set(desk.waiting(model, user)) == offered, user
    assert list(desk.waiting(Article, editor)) == [fresh]
    assert list(desk.waiting(Photo, editor)) == [photo]
    assert list(desk.waiting(Article, head)) == [passed]
    assert own in desk.waiting(Article, newsroom["chief"])
    assert not desk.waiting(Article, newsroom["通讯员"])


def test_what_waits_longest_comes_first(newsroom):
    later, sooner = (submit(make_article(name, status=Status.DRAFT)) for name in ("后到", "先到"))
    long_ago = datetime.datetime(2025, 1, 1, tzinfo=datetime.UTC)
    Article.objects.filter(pk=sooner.pk).update(moved_at=long_ago)
    assert list(desk.waiting(Article, newsroom["编辑"])) == [sooner, later]


def test_what_is_returned_comes_back_to_its_author_and_to_whoever_sent_it(newsroom):
    correspondent, editor, head = newsroom["通讯员"], newsroom["编辑"], newsroom["主任"]
    other = member("旁人", "编辑")
    article = make_article("水库边的小学", status=Status.DRAFT, author=correspondent)
    assert list(desk.own_drafts(Article, correspondent)) == [article]
    submit(article, by=editor)
    decide("return", article, other, opinion="导语太长。")
    for user in (correspondent, editor):
        assert list(desk.returned(Article, user)) == [article]
    for user in (other, head):
        assert not desk.returned(Article, user)
    assert not desk.own_drafts(Article, correspondent)
    (review,) = desk.reasons(Article, [article.pk]).values()
    assert (review.opinion, review.reviewer) == ("导语太长。", other)
    submit(article, by=correspondent)
    assert not desk.returned(Article, correspondent)


def test_a_recalled_draft_is_nobodys_fault(newsroom):
    article = make_article(status=Status.DRAFT, author=newsroom["通讯员"])
    submit(article, by=newsroom["通讯员"])
    decide("recall", article, newsroom["通讯员"])
    assert not desk.returned(Article, newsroom["通讯员"])
    assert list(desk.own_drafts(Article, newsroom["通讯员"])) == [article]


def test_photos_come_back_too(newsroom):
    photo = submit(make_photo("晒秋", status=Status.DRAFT), by=newsroom["编辑"])
    decide("return", photo, member("另一位", "编辑"), opinion="请补地点。")
    assert list(desk.returned(Photo, newsroom["编辑"])) == [photo]


def test_drafts_are_doubtful_while_a_doubt_is_open():
    batch = ImportBatch.objects.create()
    dump = Dump.objects.create(batch=batch, sha256="0" * 64, name="1.txt", encoding="utf-8", text="标题")
    doubted, told, public = (make_article(status=Status.DRAFT) for _ in range(3))
    published(public)
    for article, code in ((doubted, "joined-lines"), (told, "furniture"), (public, "joined-lines")):
        Notice.objects.create(dump=dump, article=article, code=code, line=1, message="请核对")
    assert list(desk.doubtful_drafts()) == [doubted]
    Notice.objects.update(resolved=True)
    assert not desk.doubtful_drafts()


def test_photos_in_use_lack_a_credit_or_a_text_to_be_read_aloud():
    draft = {"status": Status.DRAFT}
    bare = make_photo("无人署名", **draft)
    unheard = make_photo("没有替代文字", people=[make_person()], with_file=True, **draft)
    make_photo("齐全", people=[make_person()], with_file=True, alt="海棠", **draft)
    make_photo("弃用的", status=Status.SPIKED)
    assert list(desk.photos_without_credit()) == [bare]
    assert list(desk.photos_without_alt()) == [unheard]


def put(slug: str, day: datetime.date) -> None:
    (article,) = published(make_article(topics=[slug], status=Status.DRAFT))
    Article.objects.filter(pk=article.pk).update(listed_on=day)
    ArticleTopic.objects.filter(article=article).update(listed_on=day)


def test_a_topic_is_stale_after_as_many_days_as_it_says():
    Topic.objects.filter(slug="yanglao").update(stale_after_days=14)
    Topic.objects.filter(slug="zhengwu").update(stale_after_days=180)
    for slug in ("yanglao", "zhengwu"):
        put(slug, TODAY - datetime.timedelta(days=15))
        put(slug, TODAY - datetime.timedelta(days=400))
    assert [topic.slug for topic in desk.stale_topics(TODAY)] == ["yanglao"]
    put("yanglao", TODAY - datetime.timedelta(days=14))
    assert desk.stale_topics(TODAY) == []


def test_the_home_page_is_stale_after_two_weeks_without_anything_new():
    assert desk.stale_home(TODAY) is None
    put("yanglao", TODAY - datetime.timedelta(days=15))
    assert desk.stale_home(TODAY) == TODAY - datetime.timedelta(days=15)
    put("yanglao", TODAY - datetime.timedelta(days=14))
    assert desk.stale_home(TODAY) is None


def test_counts_stop_at_their_limit(monkeypatch):
    monkeypatch.setattr(desk, "LIMIT", 3)
    for _ in range(5):
        make_article(status=Status.DRAFT)
    assert desk.bounded(Article.objects.all()) == 3
    assert desk.bounded(Article.objects.filter(status=Status.SPIKED)) == 0
