"""What the page of an article or a photo shows: the same for citizens and in a preview at the desk."""

import datetime
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.body import photos_in, sanitise
from articles.currency import may_be_outdated
from articles.models import Article, Correction, Decision, Photo, Topic
from articles.related import neighbours, related


def of_article(
    article: Article, photos: Sequence[Photo], topics: Sequence[Topic], corrections: Sequence[Correction]
) -> dict[str, Any]:
    """Return the context of an article's page, with these of its photos and topics.

    `placed` are the photos that have a place in its text, by their keys, `photos` the others.
    `corrections`, the latest first, are its own and those of its photos: captions are read as parts of it.
    """
    wanted = set(photos_in(sanitise(article.body))) if photos else set()
    return {
        "article": article,
        "placed": {photo.pk: photo for photo in photos if photo.pk in wanted},
        "photos": [photo for photo in photos if photo.pk not in wanted],
        "topics": topics,
        "changed_at": _changed_at(article, corrections),
        "corrections": _told(corrections),
        **(_way_on(article, topics) if article.is_public else {}),
    }


def of_photo(photo: Photo) -> dict[str, Any]:
    """Return the context of a photo's page."""
    corrections = _newest_first(photo.corrections.all())
    return {
        "photo": photo,
        "changed_at": _changed_at(photo, corrections),
        "corrections": _told(corrections),
    }


def _way_on(article: Article, topics: Sequence[Topic]) -> dict[str, Any]:
    """What leads on from an article, and whether it may be out of date; a draft leads nowhere yet."""
    return {
        "neighbours": neighbours(article),
        "related": related(article, topics),
        "may_be_outdated": may_be_outdated(article, topics, timezone.localdate()),
    }


def corrections_of(article: Article, photos: Iterable[Photo]) -> list[Correction]:
    """Return the corrections of an article and of its `photos`, the latest first."""
    which = Q(article=article) | Q(photo__in=[photo.pk for photo in photos])
    return _newest_first(Correction.objects.filter(which))


def _newest_first(corrections: QuerySet[Correction]) -> list[Correction]:
    return list(corrections.order_by("-created_at", "-pk"))


def _told(corrections: Iterable[Correction]) -> list[Correction]:
    """Those that citizens are told of; a misprint put right needs no word."""
    return [correction for correction in corrections if correction.notice]


def _changed_at(thing: Article | Photo, corrections: Sequence[Correction]) -> datetime.datetime | None:
    """When the text last became another than it was on the web at first; None where it never has.

    That is where it was corrected, or taken back for a new text and published again. Putting back what
    was withdrawn changes nothing in it.
    """
    times = [corrections[0].created_at] if corrections else []
    if thing.published_at and thing.moved_at and thing.moved_at > thing.published_at:
        later = thing.reviews.filter(decision=Decision.PUBLISHED, created_at__gt=thing.published_at)
        times += later.order_by("-pk").values_list("created_at", flat=True)[:1]
    return max(times, default=None)
