import datetime
import logging

import pytest
from django.db import OperationalError

from articles import clock, workflow
from articles.models import Article, Status
from tests.factories import make_article
from tests.flow import approve

pytestmark = pytest.mark.django_db

THEN = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)


@pytest.fixture
def due():
    article = make_article(status=Status.DRAFT)
    rows = Article.objects.filter(pk=article.pk)
    approve(rows, at=THEN)
    workflow.move("schedule", rows, at=THEN, publish_at=THEN + datetime.timedelta(hours=1))
    return rows


def test_a_tick_publishes_what_is_due_and_says_so(due, caplog):
    caplog.set_level(logging.INFO, "articles.clock")
    clock.tick()
    assert due.get().status == Status.PUBLISHED
    assert caplog.messages == [f"published as scheduled: [{due.get().pk}]"]
    clock.tick()
    assert len(caplog.messages) == 1


def test_a_tick_says_what_it_could_not_publish_and_why(due, caplog):
    due.update(body="<p>另一段。</p>")
    clock.tick()
    assert due.get().status == Status.IN_REVIEW
    assert caplog.messages == [
        f"not published as scheduled: {due.get().pk}, 送审之后文字有改动，此前的审校作废，已从头送审"
    ]


def test_a_database_that_is_busy_is_asked_again_later(due, caplog, monkeypatch):
    def busy():
        raise OperationalError("database is locked")

    monkeypatch.setattr(workflow, "send_due", busy)
    clock.tick()
    assert caplog.messages == ["could not publish what is scheduled: database is locked"]
