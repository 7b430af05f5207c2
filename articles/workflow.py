"""The editorial flow: the only module that writes a status.

`move` makes one of `MOVES` with any number of rows in a few statements. Each row is asked whether it
may: those that may move, the others stay, each with its reason. Every move leaves a `Review`, with the
digest of the text as it was then; nobody reviews a text twice or reviews what they wrote, which the
database keeps as well (`articles.guards`). An edit voids the reviews of the earlier text: see `edited`.
A photo is read with its article: what changes the one changes the text of the other.
"""

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import DateTimeField, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles import events, history, listing
from articles.models import Article, Correction, Photo, Release, Review, Status
from articles.models.review import Decision, Stage
from articles.moves import CORRECT, MOVES, RELEASE, Move, after, may, stages
from articles.refusals import STALE, Asked, Known, follows, has_a_part, link_of, refusal
from articles.texts import digest, texts_of

UNDER_REVIEW = (Status.IN_REVIEW, Status.APPROVED, Status.SCHEDULED)

# Whence a photo comes back by itself alone: it may have been taken out by itself, for somebody's sake.
TAKEN_OUT = (Status.WITHDRAWN, Status.SPIKED)

NAMED = 50  # Of more rows moved at once, the record names so many.
CHUNK = 500  # Rows a statement; far below every database's limit of parameters.


class RefusedError(Exception):
    """A move that cannot be made, with the reason in words for people."""


@dataclass(slots=True)
class Moved:
    """What a move has come to: the keys of those that moved, and why the others did not, by key."""

    keys: list[int] = field(default_factory=list)
    refused: dict[int, str] = field(default_factory=dict)


def open_to(user: Any, thing: Article | Photo) -> list[Move]:
    """Return the moves that `user` may make with `thing` as it stands, its text unchanged."""
    return [
        move
        for move in MOVES.values()
        if thing.status in move.sources
        and not follows(move, thing)
        and may(move, user, stage=thing.stage, is_own=thing.author_id == user.pk)
        and not (move.is_review and has_a_part(user, thing))
    ]


def left_behind(name: str, articles: QuerySet[Article]) -> QuerySet[Photo]:
    """Return the photos that stay withdrawn or spiked where the move `name` brings `articles` back."""
    stay = [status for status in MOVES[name].sources if status in TAKEN_OUT]
    return Photo.objects.filter(article__in=articles, status__in=stay)


def move(
    name: str,
    rows: QuerySet[Any],
    *,
    by: Any = None,
    at: datetime.datetime | None = None,
    opinion: str = "",
    publish_at: datetime.datetime | None = None,
) -> Moved:
    """Make the move `name` with `rows`, articles or photos, and return what moved and what did not.

    `by` is the user who asks; None stands for whoever runs a command on the server, who may do anything
    but review. `publish_at` is when `schedule` publishes. Photos that are drafts or public go the way of
    their article. The first time on the web is kept through a withdrawal, since a publish date is never
    made up (norms: veto items).
    Raises KeyError where there is no such move, RefusedError where it lacks its opinion or its time,
    PermissionDenied where `by` has no right to it.
    """
    asked = Asked(MOVES[name], by, at or timezone.now(), opinion.strip(), publish_at)
    check_what_is_said(asked)
    if asked.move.permission:
        check(asked.move, by)
    moved = Moved()
    with transaction.atomic():
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            _move_some(asked, rows.model, keys[start : start + CHUNK], moved)
        if moved.keys:
            events.tell("move", asked.move.label, _listed(rows.model, moved.keys), by=by)
    return moved


def release(rows: QuerySet[Any], record: Release, *, by: Any = None) -> int:
    """Publish those of `rows` that are drafts, on the word of `record`, and return how many.

    One that was public once has been withdrawn by somebody, and stays. Photos do not follow: whoever
    releases says which. Raises PermissionDenied where `by` may not.
    """
    check(RELEASE, by)
    now = timezone.now()
    with transaction.atomic():
        found = rows.filter(status=Status.DRAFT, published_at=None).order_by("pk")
        keys = list(found.select_for_update(of=("self",)).values_list("pk", flat=True))
        for start in range(0, len(keys), CHUNK):
            _set(rows.model, keys[start : start + CHUNK], Status.PUBLISHED, now, release=record)
        if keys:
            events.tell("release", f"发布记录 {record.pk}", _listed(rows.model, keys), by=by)
    return len(keys)


def check(chosen: Move, by: Any) -> None:
    """Raise PermissionDenied where `by` may not make a move whatever it is made with; None may make any."""
    if by is not None and not may(chosen, by):
        raise PermissionDenied


def edited(
    thing: Article | Photo,
    before: str,
    *,
    by: Any,
    notice: str = "",
    article_before: int | None = None,
    resigned: bool = False,
    at: datetime.datetime | None = None,
) -> bool:
    """Draw the consequences of an edit, after it is saved, and return whether the text has changed.

    `before` is the digest of the text before it, `article_before` the key of the article that a photo
    belonged to then. `resigned` says that somebody else has signed it now: citizens read another name,
    though the digest, which knows the signature in print, may be the same. Under review, the earlier
    text's reviews are void and the text goes back into the first review. In public, the change is
    recorded, with the `notice` that citizens read; a misprint put right needs none. A save that changed
    nothing does nothing.
    Raises PermissionDenied where a public text was changed by somebody who may not correct it.
    """
    at = at or timezone.now()
    with transaction.atomic():
        row = type(thing).objects.select_for_update().get(pk=thing.pk)
        sha256 = history.keep(row, by=by, at=at)
        is_changed = resigned or sha256 != before
        if row.status in UNDER_REVIEW and is_changed and (resigned or sha256 != row.text_sha256):
            _void(row, sha256, by, at)
        elif row.status == Status.PUBLISHED and (is_changed or notice.strip()):
            _correct(row, sha256, by, at, notice.strip())
        if isinstance(row, Photo):
            _read_again({row.article_id, article_before}, by, at, resigned=resigned)
    return is_changed


def send_due(at: datetime.datetime | None = None) -> Moved:
    """Publish what is scheduled for now or earlier. Called by the worker, again and again.

    What may not be published any more is approved still, its time taken off, with the reason on record:
    somebody finds it there, and nobody waits for it in vain.
    """
    now = at or timezone.now()
    moved = Moved()
    for model in (Article, Photo):
        found = move("publish", model.objects.filter(status=Status.SCHEDULED, publish_at__lte=now), at=now)
        moved.keys += found.keys
        moved.refused |= found.refused
        for key, reason in found.refused.items():
            left = model.objects.filter(pk=key, status=Status.SCHEDULED, publish_at__lte=now)
            move("unschedule", left, at=now, opinion=f"到时没有发布：{reason}")
    return moved


def check_what_is_said(asked: Asked) -> None:
    """Raise RefusedError where a move lacks its opinion or time, PermissionDenied for a review by None."""
    if asked.move.needs_opinion and not asked.opinion:
        raise RefusedError(f"请写明{asked.move.label}的理由。")
    if asked.move.name == "schedule" and (asked.publish_at is None or asked.publish_at <= asked.at):
        raise RefusedError("请选定一个将来的发布时间。")
    if asked.move.is_review and asked.by is None:
        raise PermissionDenied


def _move_some(asked: Asked, model: type[Any], keys: Sequence[int], moved: Moved) -> None:
    """Move those of some rows that may. A text changed behind the desk's back is sent for review anew."""
    rows = list(model.objects.filter(pk__in=keys).order_by("pk").select_for_update())
    texts = texts_of(model, keys)
    digests = {key: digest(text) for key, text in texts.items()}
    known = Known(asked, model, texts)
    reasons = {row.pk: refusal(asked, row, digests[row.pk], known) for row in rows}
    free = [row for row in rows if not reasons[row.pk]]
    stale = [row for row in rows if reasons[row.pk] == STALE]
    # Nobody is said to have changed a text by moving it.
    history.keep_all(model, {row.pk: texts[row.pk] for row in (*free, *stale)}, by=None, at=asked.at)
    _record(asked, model, free, digests)
    _move_on(asked, model, free, digests)
    for row in stale:
        _void(row, digests[row.pk], None, asked.at)
    if model is Photo:
        _read_again({row.article_id for row in free}, asked.by, asked.at)
    moved.keys += [row.pk for row in free]
    moved.refused |= {key: reason for key, reason in reasons.items() if reason}


def _record(asked: Asked, model: type[Any], rows: Sequence[Any], digests: dict[int, str]) -> None:
    Review.objects.bulk_create(
        Review(
            **{f"{link_of(model)}_id": row.pk},
            round=row.round + (asked.move.name == "submit"),
            stage=row.stage if asked.move.is_review else None,
            decision=asked.move.decision,
            reviewer=asked.by,
            opinion=asked.opinion,
            text_sha256=digests[row.pk],
            created_at=asked.at,
        )
        for row in rows
    )


def _move_on(asked: Asked, model: type[Any], rows: Sequence[Any], digests: dict[int, str]) -> None:
    """Set what a move sets, once for all rows that it sets alike."""
    name, at = asked.move.name, asked.at
    keys = [row.pk for row in rows]
    if name == "submit":
        _set(model, keys, Status.IN_REVIEW, at, stage=stages()[0], round=F("round") + 1)
        _tell_digests(model, digests, keys)
    elif name == "pass":
        for stage in {row.stage for row in rows}:
            same, later = [row.pk for row in rows if row.stage == stage], after(stage)
            _set(model, same, Status.IN_REVIEW if later else Status.APPROVED, at, stage=later)
    elif name == "schedule":
        _set(model, keys, Status.SCHEDULED, at, publish_at=asked.publish_at)
    else:
        _set(model, keys, asked.move.target, at)
    if model is Article:
        _move_photos(asked.move, keys, at)
    if name == "withdraw":  # As it is without its photos, which are withdrawn with it.
        _tell_digests(model, history.keep_all(model, texts_of(model, keys), by=None, at=at), keys)


# The photos that go with an article, by the move: those that stand so.
_TAKEN_ALONG = {"publish": Status.DRAFT, "withdraw": Status.PUBLISHED, "spike": Status.DRAFT}


def _move_photos(chosen: Move, articles: Sequence[int], at: datetime.datetime) -> None:
    if chosen.name in _TAKEN_ALONG:
        photos = Photo.objects.filter(article__in=articles, status=_TAKEN_ALONG[chosen.name])
        _set(Photo, list(photos.values_list("pk", flat=True)), chosen.target, at)


def _tell_digests(model: type[Any], digests: dict[int, str], keys: Sequence[int]) -> None:
    rows = [model(pk=key, text_sha256=digests[key]) for key in keys]
    model.objects.bulk_update(rows, ["text_sha256"], batch_size=CHUNK)


def _void(row: Any, sha256: str, by: Any, at: datetime.datetime) -> None:
    """Send a text that was edited under review into the first review again."""
    model = type(row)
    _note(row, row.round + 1, Decision.VOIDED, "", sha256, by, at)
    first: Stage = stages()[0]
    events.tell("move", "改后重审", _listed(model, [row.pk]), by=by)
    _set(model, [row.pk], Status.IN_REVIEW, at, stage=first, round=F("round") + 1, text_sha256=sha256)


def _correct(row: Any, sha256: str, by: Any, at: datetime.datetime, notice: str) -> None:
    """Record that a public text was changed."""
    if by is not None and not by.has_perm(CORRECT):
        raise PermissionDenied
    link = f"{link_of(type(row))}_id"
    Correction.objects.create(**{link: row.pk}, notice=notice, created_by=by, created_at=at)
    _change(row, sha256, by, at, notice)


def _change(row: Any, sha256: str, by: Any, at: datetime.datetime, opinion: str = "") -> None:
    _note(row, row.round, Decision.CORRECTED, opinion, sha256, by, at)
    type(row).objects.filter(pk=row.pk).update(text_sha256=sha256, updated_at=at)


def _read_again(
    articles: Collection[int | None], by: Any, at: datetime.datetime, *, resigned: bool = False
) -> None:
    """Draw for articles the consequences of what has happened to a photo that is, or was, theirs."""
    keys = [key for key in articles if key is not None]
    concerned = Article.objects.filter(pk__in=keys, status__in=(*UNDER_REVIEW, Status.PUBLISHED))
    rows = list(concerned.order_by("pk").select_for_update())
    digests = history.keep_all(Article, texts_of(Article, [row.pk for row in rows]), by=by, at=at)
    for row in rows:
        if digests[row.pk] == row.text_sha256 and not resigned:
            continue
        if row.status in UNDER_REVIEW:
            _void(row, digests[row.pk], by, at)
        elif row.text_sha256:  # What was released has none, until it is corrected itself.
            _change(row, digests[row.pk], by, at)


def _listed(model: type[Any], keys: Sequence[int]) -> str:
    """What a move was made with, for the record: how much, and which."""
    named = "、".join(map(str, keys[:NAMED]))
    return f"{model._meta.verbose_name} {len(keys)} 项：{named}{'…' if len(keys) > NAMED else ''}"


def _note(
    row: Any, number: int, decision: Decision, opinion: str, sha256: str, by: Any, at: datetime.datetime
) -> None:
    Review.objects.create(
        **{f"{link_of(type(row))}_id": row.pk},
        round=number,
        decision=decision,
        reviewer=by,
        opinion=opinion,
        text_sha256=sha256,
        created_at=at,
    )


def _set(model: type[Any], keys: Sequence[int], status: Status, at: datetime.datetime, **also: Any) -> None:
    """Write a status and what goes with it: when, where lists show it, nothing of what was before."""
    changes: dict[str, Any] = {
        "status": status, "stage": None, "publish_at": None, "listed_on": None,
        "moved_at": at, "updated_at": at, "revision": F("revision") + 1, **also,
    }  # fmt: skip
    if status == Status.PUBLISHED:
        published_at = Coalesce(F("published_at"), Value(at, DateTimeField()))
        changes |= {"published_at": published_at, "listed_on": listing.day(published_at)}
    model.objects.filter(pk__in=keys).update(**changes)
    listing.copy(model, keys)
