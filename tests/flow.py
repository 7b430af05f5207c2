"""Articles and photos taken through the whole flow by three people, as a newsroom would."""

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils import timezone

from articles import workflow
from articles.models import Article, Photo, Stage, Status
from articles.moves import stages

NAMES = {Stage.FIRST: "初审员", Stage.SECOND: "复审员", Stage.FINAL: "终审员"}


def reviewer(stage: Stage) -> Any:
    """Return the user who gives the reviews of `stage` here."""
    made = {"is_staff": True, "is_superuser": True}
    return get_user_model().objects.get_or_create(username=NAMES[stage], defaults=made)[0]


def these(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return just the rows that a queryset holds now, however they change."""
    return rows.model.objects.filter(pk__in=list(rows.values_list("pk", flat=True)))


def submit(rows: QuerySet[Any], *, upto: int = Stage.FIRST, at: datetime.datetime | None = None) -> None:
    """Send drafts for review, and pass them as far as the stage `upto`, where they wait."""
    rows = these(rows)
    workflow.move("submit", rows, at=at)
    for stage in stages():
        if stage < upto:
            workflow.move("pass", rows, by=reviewer(stage), at=at)


def approve(rows: QuerySet[Any], *, at: datetime.datetime | None = None) -> None:
    """Send drafts for review and let each reviewer pass them."""
    submit(rows := these(rows), upto=Stage.FINAL + 1, at=at)
    assert not rows.exclude(status=Status.APPROVED).exists()


def publish(rows: QuerySet[Any], *, at: datetime.datetime | None = None) -> workflow.Moved:
    """Take drafts all the way onto the web; photos of articles that are not public go with these alone."""
    approve(rows := these(rows), at=at)
    moved = workflow.move("publish", rows, at=at)
    assert not moved.refused
    return moved


def publish_all() -> None:
    """Publish every article, then every photo that stands alone."""
    publish(Article.objects.filter(status=Status.DRAFT))
    publish(Photo.objects.filter(status=Status.DRAFT, article=None))


def bring(thing: Any, status: str, *, upto: int = Stage.FIRST, at: datetime.datetime | None = None) -> None:
    """Take a draft as far as `status`, in review as far as the stage `upto`, and read it again."""
    rows = type(thing).objects.filter(pk=thing.pk)
    if status == Status.IN_REVIEW:
        submit(rows, upto=upto, at=at)
    elif status == Status.SPIKED:
        workflow.move("spike", rows, at=at)
    elif status in (Status.APPROVED, Status.SCHEDULED):
        approve(rows, at=at)
    elif status in (Status.PUBLISHED, Status.WITHDRAWN):
        publish(rows, at=at)
    if status == Status.SCHEDULED:
        tomorrow = (at or timezone.now()) + datetime.timedelta(days=1)
        workflow.move("schedule", rows, at=at, publish_at=tomorrow)
    if status == Status.WITHDRAWN:
        workflow.move("withdraw", rows, at=at, opinion="作者要求")
    thing.refresh_from_db()
    assert thing.status == status
