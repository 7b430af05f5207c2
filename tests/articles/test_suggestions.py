"""Rules have changed: what the articles that are in already are suggested for."""

import datetime
from itertools import islice

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from articles import suggestions
from articles.models import Article, ArticleTopic, Status, Topic, TopicRule
from articles.rulebook import Rulebook
from articles.suggestions import Kind, Tally, rerun
from tests.factories import make_article, make_issue
from tests.importing.samples import CANTEEN, bring_in

pytestmark = pytest.mark.django_db

CARE = "<p>养老服务站为老人送餐，养老顾问上门。</p>"  # 养老 twice, 老人 once: one hit short of a suggestion.


def run(*slugs: str, **options: object) -> Tally:
    topics = Topic.objects.filter(slug__in=slugs) if slugs else None
    tally = Tally()
    for batch in rerun(Rulebook(topics), **options):
        tally.add(batch)
    return tally


def rule(keyword: str, weight: int, slug: str = "yanglao") -> None:
    topic = Topic.objects.get(slug=slug)
    TopicRule.objects.update_or_create(topic=topic, keyword=keyword, defaults={"weight": weight})


def links() -> list[tuple[int, str, bool | None, str, datetime.date | None]]:
    rows = ArticleTopic.objects.order_by("article", "topic")
    return list(rows.values_list("article", "topic__slug", "confirmed", "reason", "listed_on"))


def link_of(article: Article, slug: str = "yanglao") -> ArticleTopic:
    return article.topic_links.get(topic__slug=slug)


def test_what_the_rules_suggest_now_is_added_with_the_hits():
    article = make_article(body=CARE, status=Status.DRAFT)
    assert not run().changes
    rule("送餐", 3)
    assert run().changes == {Kind.ADDED: 1}
    assert link_of(article).reason == "命中：送餐×1、养老×2、老人×1"
    assert link_of(article).confirmed is None


def test_headlines_and_column_count_as_they_do_on_import(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    bring_in(path)
    before = links()
    assert not run().changes
    ArticleTopic.objects.all().delete()
    assert run().changes == {Kind.ADDED: len(before)}
    assert links() == before


def test_a_suggestion_that_no_longer_holds_is_removed():
    rule("送餐", 3)
    article = make_article(body=CARE)
    run()
    rule("顾问", -9)
    assert run().changes == {Kind.REMOVED: 1}
    assert not article.topic_links.exists()


def test_a_reason_is_refreshed_and_nothing_else_of_its_row():
    rule("送餐", 3)
    article = make_article(body=CARE)
    run()
    before = link_of(article)
    rule("顾问", 1)
    assert run().changes == {Kind.REFRESHED: 1}
    after = link_of(article)
    assert after.reason == "命中：送餐×1、养老×2、老人×1、顾问×1"
    assert (after.pk, after.listed_on, after.confirmed) == (before.pk, before.listed_on, None)


@pytest.mark.parametrize("confirmed", [True, False])
@pytest.mark.parametrize("weight", [9, -9])
def test_a_persons_decision_outranks_every_rule(confirmed, weight):
    rule("送餐", 3)
    article = make_article(body=CARE)
    run()
    article.topic_links.update(confirmed=confirmed, listed_on=article.listed_on if confirmed else None)
    before = links()
    rule("送餐", weight)
    tally = run()
    assert (tally.changes, tally.decided) == ({}, 1)
    assert links() == before


def test_a_topic_added_by_hand_stays_though_no_rule_says_so():
    article = make_article("河边种树", body="<p>六百棵。</p>", topics=["yanglao"])
    assert (run().changes, run().decided) == ({}, 1)
    assert article.topic_links.exists()


def test_other_topics_than_those_asked_for_stay_as_they_are():
    article = make_article(body=f"{CARE}<p>营商环境，营商环境。</p>")
    run()
    rule("营商环境", -9, slug="yingshang")
    rule("送餐", 3)
    run("yanglao")
    assert {link.topic.slug for link in article.topic_links.all()} == {"yanglao", "yingshang"}


def test_what_is_added_is_listed_where_the_article_is_public(client):
    rule("送餐", 3)
    issue = make_issue(datetime.date(2025, 3, 14))
    public = make_article("街坊有热饭", body=CARE, issue=issue)
    hidden = {
        status: make_article(f"热饭{status}", body=CARE, status=status, issue=issue)
        for status in (Status.DRAFT, Status.WITHDRAWN, Status.SPIKED)
    }
    run()
    assert link_of(public).listed_on == issue.date
    assert {link_of(article).listed_on for article in hidden.values()} == {None}
    page = client.get("/topics/yanglao/").content.decode()
    assert "街坊有热饭" in page
    assert not any(article.headline in page for article in hidden.values())
    rule("送餐", -9)
    run()
    assert "街坊有热饭" not in client.get("/topics/yanglao/").content.decode()


def test_a_dry_run_tells_the_same_and_writes_nothing():
    rule("送餐", 3)
    for _ in range(3):
        make_article(body=CARE)
    run()
    Article.objects.first().topic_links.all().delete()
    rule("顾问", 1)
    before = links()
    told = run(dry_run=True)
    assert links() == before
    assert told == run()
    assert told.changes == {Kind.ADDED: 1, Kind.REFRESHED: 2}


def test_a_change_tells_its_article_topic_and_reasons():
    rule("送餐", 3)
    article = make_article(body=CARE)
    (batch,) = rerun(Rulebook(), dry_run=True)
    (change,) = batch.changes
    assert (change.link.article, change.link.topic.slug, change.kind) == (article, "yanglao", Kind.ADDED)
    assert (change.before, change.after) == ("", "命中：送餐×1、养老×2、老人×1")


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(suggestions, "BATCH", 2)
    rule("送餐", 3)
    return [make_article(body=CARE) for _ in range(5)]


def test_batches_go_from_the_newest_article_to_the_oldest(small_batches):
    keys = [article.pk for article in small_batches]
    batches = list(rerun(Rulebook(), dry_run=True))
    assert [batch.articles for batch in batches] == [2, 2, 1]
    assert [batch.last for batch in batches] == [keys[3], keys[1], keys[0]]
    assert run(below=keys[3], dry_run=True).articles == 3


def test_an_interrupted_run_is_repeated_with_the_same_result(small_batches, monkeypatch):
    write = suggestions._write

    def fail_from_the_second(changes):
        if ArticleTopic.objects.exists():
            raise DatabaseError("disk full")
        write(changes)

    with monkeypatch.context() as patched:
        patched.setattr(suggestions, "_write", fail_from_the_second)
        with pytest.raises(DatabaseError):
            run()
    assert ArticleTopic.objects.count() == 2  # The first batch is kept whole.
    run()
    after = [link[:4] for link in links()]
    ArticleTopic.objects.all().delete()
    run()
    assert [link[:4] for link in links()] == after
    assert len(after) == len(small_batches)


def test_a_batch_that_fails_is_not_half_written(small_batches, monkeypatch):
    run()
    before = links()
    rule("顾问", 1)
    small_batches[-1].topic_links.all().delete()
    monkeypatch.setattr(ArticleTopic.objects, "bulk_update", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run()
    assert links() == before[:-1]


def test_taking_a_few_batches_does_no_more(small_batches):
    list(islice(rerun(Rulebook()), 2))
    assert ArticleTopic.objects.count() == 4


@pytest.mark.parametrize("rows", [3, 60])
def test_a_batch_asks_as_often_for_many_articles_as_for_few(rows):
    """Twice around the transaction, articles, links; then each kind of change in one statement."""
    rule("送餐", 3)
    for _ in range(rows):
        make_article(body=CARE)
    run()
    keys = list(Article.objects.values_list("pk", flat=True))
    ArticleTopic.objects.filter(article__in=keys[::3]).delete()
    Article.objects.filter(pk__in=keys[1::3]).update(body="")
    rule("顾问", 1)
    rulebook = Rulebook()
    with CaptureQueriesContext(connection) as queries:
        (batch,) = rerun(rulebook)
    assert {change.kind for change in batch.changes} == set(Kind)
    assert len(queries) == 7 + 3  # And a transaction that finds no more articles.
