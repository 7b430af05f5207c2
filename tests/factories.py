"""Rows as the workflow leaves them, made by plain functions.

What is public, or was, is part of a release, as an archive is. What is under review has been sent and
passed by the people of `tests.flow`, as far as `stage`.
"""

import datetime
import itertools
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Issue,
    Photo,
    PhotoCredit,
    Release,
    Stage,
    Status,
    Topic,
)
from articles.workflow import UNDER_REVIEW, move
from people.models import Correspondent
from tests.flow import bring

PRINTED_ON = datetime.date(2025, 3, 7)
ON_THE_WEB = datetime.datetime(2025, 3, 8, 1, 30, tzinfo=datetime.UTC)

_numbers = itertools.count(1)


def make_issue(date: datetime.date = PRINTED_ON, **fields: Any) -> Issue:
    """Return the issue of `date`; the same one each time."""
    return Issue.objects.get_or_create(date=date, edition=fields.pop("edition", ""), defaults=fields)[0]


def make_person(name: str = "", organisation: str = "") -> Correspondent:
    """Return a new correspondent, by a name of their own unless one is given."""
    person = Correspondent.named(name or f"裴文澜{next(_numbers)}", organisation)
    person.save()
    return person


def make_article(
    headline: str = "",
    *,
    status: str = Status.PUBLISHED,
    issue: Issue | None = None,
    topics: Iterable[str] = (),
    people: Iterable[Correspondent] = (),
    **fields: Any,
) -> Article:
    """Return an article in the topics with the slugs `topics`, signed by `people`."""
    listed_on = _prepare(status, issue, fields)
    stage = fields.pop("stage", Stage.FIRST)
    fields.setdefault("body", "<p>三家社区食堂同时开门。</p>")
    article = Article.objects.create(
        headline=headline or f"社区食堂开张{next(_numbers)}", issue=issue, **fields
    )
    for slug in topics:
        topic = Topic.objects.get(slug=slug)
        ArticleTopic.objects.create(article=article, topic=topic, listed_on=listed_on)
    for position, person in enumerate(people):
        Byline.objects.create(
            article=article, correspondent=person, role="通讯员", position=position, listed_on=listed_on
        )
    _move_on(article, status, stage)
    return article


def make_photo(
    caption: str = "",
    *,
    status: str = Status.PUBLISHED,
    issue: Issue | None = None,
    people: Iterable[Correspondent] = (),
    with_file: bool = False,
    **fields: Any,
) -> Photo:
    """Return a photo taken by `people`; a caption alone, as a dump brings it, unless `with_file`."""
    listed_on = _prepare(status, issue, fields)
    stage = fields.pop("stage", Stage.FIRST)
    if with_file:
        fields["image"] = ContentFile(_png(), name=f"photo-{next(_numbers)}.png")
    photo = Photo.objects.create(caption=caption or f"公园的早樱开放{next(_numbers)}", issue=issue, **fields)
    for position, person in enumerate(people):
        PhotoCredit.objects.create(
            photo=photo, correspondent=person, role="摄", position=position, listed_on=listed_on
        )
    _move_on(photo, status, stage)
    return photo


def _prepare(status: str, issue: Issue | None, fields: dict[str, Any]) -> datetime.date | None:
    """Fill in what goes with a status, and return the day that lists order by."""
    fields["status"] = Status.DRAFT if status in UNDER_REVIEW else status
    fields["listed_on"] = None
    if status in (Status.PUBLISHED, Status.WITHDRAWN):
        fields["status"] = Status.PUBLISHED
        fields.setdefault("published_at", ON_THE_WEB)
        fields.setdefault("release", Release.objects.get_or_create(issue=issue or make_issue())[0])
        fields["listed_on"] = issue.date if issue else fields["published_at"].date()
    return fields["listed_on"]


def _move_on(thing: Article | Photo, status: str, stage: int) -> None:
    if status in UNDER_REVIEW:
        bring(thing, status, upto=stage)
    elif status == Status.WITHDRAWN:
        rows = type(thing).objects.filter(pk=thing.pk)
        move("withdraw", rows, at=thing.published_at, opinion="作者要求")
        thing.refresh_from_db()


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 40), "steelblue").save(file, "PNG")
    return file.getvalue()
