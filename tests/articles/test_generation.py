"""The number moves with all that citizens can see, and with nothing else."""

import pytest
from django.conf import settings
from django.db import transaction

from articles import generation
from articles.checks import generation_moves
from articles.importing import Options, run
from articles.models import Article, Column, Release, Status, Topic
from articles.workflow import release
from tests.factories import make_article, make_issue, make_person, make_photo

# Constraints that wait for the end of a transaction are only met where there is one.
pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def article():
    return make_article("社区食堂开张", topics=["yanglao"], people=[make_person()], issue=make_issue())


def moves(deed):
    before = generation.current()
    deed()
    return generation.current() - before


def test_what_citizens_see_moves_it(article):
    photo = make_photo("食堂", article=article, people=[make_person()])
    column = Column.objects.create(name="民生", slug="minsheng")
    for deed in (
        lambda: make_article(),
        lambda: Article.objects.filter(pk=article.pk).update(body="<p>改过的。</p>"),
        lambda: article.save(),
        lambda: photo.save(),
        lambda: article.bylines.update(role="记者"),
        lambda: article.topic_links.update(confirmed=False, listed_on=None),
        lambda: article.bylines.first().correspondent.save(),
        lambda: column.save(),
        lambda: Topic.objects.create(name="教育", slug="jiaoyu"),
        lambda: article.issue.save(),
        lambda: article.tags.add("食堂"),
        lambda: Article.objects.filter(pk=article.pk).update(status=Status.WITHDRAWN, listed_on=None),
    ):
        assert moves(deed) > 0


def test_what_they_do_not_see_leaves_it(article, tmp_path):
    draft = make_article("草稿", status=Status.DRAFT)
    page = tmp_path / "2025-04-11_01.txt"
    page.write_text("## 社区食堂开张\n\n■通讯员 裴文澜\n\n附近的老人有了吃饭的地方。\n")
    for deed in (
        lambda: make_article("又一篇", status=Status.DRAFT, people=[make_person()]),
        lambda: draft.save(),
        lambda: make_photo("草图", status=Status.DRAFT),
        lambda: draft.delete(),
        lambda: Column.objects.create(name="民生", slug="minsheng"),
        lambda: run([page], Options()),
    ):
        assert moves(deed) == 0


def test_a_release_moves_it_and_what_is_undone_does_not(article):
    for number in range(5):
        make_article(f"第{number}篇", status=Status.DRAFT)
    assert moves(lambda: release(Article.objects.filter(status="draft"), _release())) > 0

    def undone():
        with transaction.atomic():
            article.save()
            transaction.set_rollback(True)

    assert moves(undone) == 0


@pytest.mark.skipif("sqlite" in settings.DATABASES["default"]["ENGINE"], reason="of PostgreSQL")
def test_a_transaction_moves_it_once():
    def many():
        with transaction.atomic():
            for _ in range(5):
                make_article()

    assert moves(many) == 1


def test_what_is_missing_is_told_of():
    assert generation_moves(["default"]) == []
    generation.remove()
    (warning,) = generation_moves(["default"])
    assert "generation_articles_article_update" in warning.msg
    generation.install()
    assert generation_moves(["default"]) == []


def _release():
    return Release.objects.create(issue=make_issue())
