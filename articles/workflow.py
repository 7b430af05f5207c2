"""Who may move what where. The only module that writes a status.

A move is one row of `MOVES`. `move` applies it to any number of rows in a few statements: those
that stand in one of its sources move, the others stay as they are.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import listing
from articles.models import Article, Photo, Release, Status

# From where a photo goes the way of its article. One that was withdrawn or spiked, perhaps by itself and
# for somebody's sake, comes back by itself alone.
FOLLOWED = (Status.DRAFT, Status.PUBLISHED)

CHUNK = 500  # Rows a statement; far below every database's limit of parameters.

PUBLISH_PERMISSION = "articles.publish_article"
CHANGE_PERMISSION = "articles.change_article"
RELEASE_PERMISSION = "articles.release_importbatch"


@dataclass(frozen=True, slots=True)
class Move:
    """One allowed change of status: what it is called, from where, to where, and who may make it."""

    name: str
    label: str
    sources: tuple[Status, ...]
    target: Status
    permission: str


MOVES = {
    move.name: move
    for move in (
        Move("publish", "发布", (Status.DRAFT, Status.WITHDRAWN), Status.PUBLISHED, PUBLISH_PERMISSION),
        Move("withdraw", "撤回", (Status.PUBLISHED,), Status.WITHDRAWN, PUBLISH_PERMISSION),
        Move("spike", "弃用", (Status.DRAFT,), Status.SPIKED, CHANGE_PERMISSION),
        Move("revive", "恢复为草稿", (Status.SPIKED,), Status.DRAFT, CHANGE_PERMISSION),
    )
}

# What was printed goes on the web whole. A move apart: nothing is released alone, and what somebody has
# withdrawn or spiked stays so.
RELEASE = Move("release", "整批发布", (Status.DRAFT,), Status.PUBLISHED, RELEASE_PERMISSION)


def open_to(user: Any, status: str) -> list[Move]:
    """Return the moves that `user` may make with something that stands at `status`."""
    return [move for move in MOVES.values() if status in move.sources and user.has_perm(move.permission)]


def left_behind(name: str, articles: QuerySet[Article]) -> QuerySet[Photo]:
    """Return the photos that stay withdrawn or spiked where the move `name` brings `articles` back."""
    stay = set(MOVES[name].sources) - set(FOLLOWED)
    return Photo.objects.filter(article__in=articles, status__in=stay)


def move(name: str, rows: QuerySet[Any], *, by: Any = None, at: datetime.datetime | None = None) -> int:
    """Make the move `name` with `rows`, articles or photos, and return how many moved.

    `by` is the user who asks; None stands for whoever runs a command on the server, who may do
    anything. `at` is the time of the move. Photos that are drafts or public go the way of their
    article. The first time on the web is kept through a withdrawal, since a publish date is never
    made up (norms: veto items).
    Raises PermissionDenied where `by` may not, KeyError where there is no such move.
    """
    chosen = MOVES[name]
    check(chosen, by)
    with transaction.atomic():
        keys = _locked(chosen, rows)
        for start in range(0, len(keys), CHUNK):
            _move_with_photos(chosen, rows.model, keys[start : start + CHUNK], at or timezone.now())
    return len(keys)


def release(rows: QuerySet[Any], record: Release, *, by: Any = None) -> int:
    """Publish those of `rows` that are drafts, on the word of `record`, and return how many.

    Photos do not follow: whoever releases says which. Raises PermissionDenied where `by` may not.
    """
    check(RELEASE, by)
    with transaction.atomic():
        keys = _locked(RELEASE, rows)
        for start in range(0, len(keys), CHUNK):
            _move(RELEASE, rows.model, keys[start : start + CHUNK], timezone.now(), release=record)
    return len(keys)


def check(move: Move, by: Any) -> None:
    """Raise PermissionDenied where `by` may not make a move; None may make any."""
    if by is not None and not by.has_perm(move.permission):
        raise PermissionDenied


def _locked(chosen: Move, rows: QuerySet[Any]) -> list[int]:
    found = rows.filter(status__in=chosen.sources).order_by("pk").select_for_update()
    return list(found.values_list("pk", flat=True))


def _move_with_photos(
    chosen: Move, model: type[Article] | type[Photo], keys: Sequence[int], at: datetime.datetime
) -> None:
    _move(chosen, model, keys, at)
    if model is Article:
        photos = Photo.objects.filter(article__in=keys, status__in=set(chosen.sources) & set(FOLLOWED))
        _move(chosen, Photo, list(photos.values_list("pk", flat=True)), at)


def _move(
    chosen: Move,
    model: type[Article] | type[Photo],
    keys: Sequence[int],
    at: datetime.datetime,
    **also: Any,
) -> None:
    changes: dict[str, Any] = {"status": chosen.target, "listed_on": None, "updated_at": at, **also}
    if chosen.target == Status.PUBLISHED:
        published_at = Coalesce(F("published_at"), Value(at, DateTimeField()))
        changes |= {"published_at": published_at, "listed_on": listing.day(published_at)}
    model.objects.filter(pk__in=keys).update(**changes)
    listing.copy(model, keys)
