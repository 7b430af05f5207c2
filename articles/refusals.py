"""Why something does not move: what the table of moves does not say, because it depends on the text."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.utils import timezone

from articles import proofs
from articles.models import Article, Byline, Photo, PhotoCredit, Review, Status
from articles.models.review import REVIEWS, Decision
from articles.moves import Move, after, may, stages
from articles.texts import READ_WITH_ARTICLE, Text

STALE = "送审之后文字有改动，此前的审校作废，已从头送审"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asks for: which move, who, when, and what they say about it."""

    move: Move
    by: Any
    at: datetime.datetime
    opinion: str = ""
    publish_at: datetime.datetime | None = None


class Known:
    """What must be known of some rows to judge a move: who has a part in them, who passed them, where
    their articles stand, what proofreading holds to be grave in their texts."""

    def __init__(self, asked: Asked, model: type[Any], texts: Mapping[int, Text]) -> None:
        link, keys = link_of(model), list(texts)
        reviews = Review.objects.filter(**{f"{link}__in": keys}, decision__in=REVIEWS)
        reviews = reviews.filter(round=F(f"{link}__round"))
        self.passed: dict[int, dict[int | None, str]] = defaultdict(dict)  # Digests by stage, by row.
        self.has_part: set[int] = set()
        for key, stage, decision, reviewer, sha256 in reviews.values_list(
            link, "stage", "decision", "reviewer", "text_sha256"
        ):
            if decision == Decision.PASSED:
                self.passed[key][stage] = sha256
            if asked.by is not None and reviewer == asked.by.pk:
                self.has_part.add(key)
        if asked.by is not None:
            self.has_part |= _written_by(asked.by, model, keys)
        self.unread: set[int] = set()  # Photos whose article is not public.
        if model is Photo:
            loose = Photo.objects.filter(pk__in=keys, article__isnull=False)
            self.unread = set(loose.exclude(article__status=Status.PUBLISHED).values_list("pk", flat=True))
        is_last_word = asked.move.name in _LAST_WORDS
        self.grave = proofs.blocking(model, texts) if is_last_word else {}


def link_of(model: type[Any]) -> str:
    return "photo" if model is Photo else "article"


def _written_by(user: Any, model: type[Any], keys: Sequence[int]) -> set[int]:
    """Which rows a user has made, by their account or by the name that they sign with.

    An article is also the work of those who made the photos that are read with it.
    """
    link = link_of(model)
    credit: Any = PhotoCredit if model is Photo else Byline
    signed = credit.objects.filter(**{f"{link}__in": keys}, correspondent__user=user)
    own = model.objects.filter(pk__in=keys, author=user)
    found = {*own.values_list("pk", flat=True), *signed.values_list(f"{link}_id", flat=True)}
    if model is Article:
        photos = Photo.objects.filter(article__in=keys, status__in=READ_WITH_ARTICLE)
        photos = photos.filter(Q(author=user) | Q(credits__correspondent__user=user))
        found |= {article for article in photos.values_list("article_id", flat=True) if article}
    return found


def has_a_part(user: Any, thing: Article | Photo) -> bool:
    """Whether a user has written a text or reviewed it in this round."""
    model = type(thing)
    reviewed = Review.objects.filter(
        **{link_of(model): thing.pk}, round=thing.round, reviewer=user, decision__in=REVIEWS
    )
    return reviewed.exists() or bool(_written_by(user, model, [thing.pk]))


# What a photo does not do by itself while its article is not public: it goes its article's way.
_WITH_ARTICLE = ("submit", "schedule", "publish", "restore")

# Moves that say that a text may be read by all; of the reviews, the last one does.
_LAST_WORDS = ("pass", "schedule", "publish")

# Moves that are made with the very text that was sent for review.
_OF_THE_TEXT_READ = ("pass", "return", "schedule", "publish")


def follows(chosen: Move, thing: Article | Photo) -> bool:
    if not isinstance(thing, Photo) or thing.article is None:
        return False
    return chosen.name in _WITH_ARTICLE and not thing.article.is_public


def refusal(asked: Asked, row: Any, digest: str, known: Known) -> str:
    """Why a row does not make a move, in words for people; blank where it does."""
    chosen = asked.move
    if row.status not in chosen.sources:
        return f"“{row.get_status_display()}”的不能{chosen.label}"
    if asked.by is not None and not may(
        chosen, asked.by, stage=row.stage, is_own=row.author_id == asked.by.pk
    ):
        return f"您没有{chosen.label}的权限"
    if chosen.name in _WITH_ARTICLE and row.pk in known.unread:
        return "图片随所属稿件一起送审和发布"
    if chosen.is_review and row.pk in known.has_part:
        return "自己写的，或这一轮已经审过的，不能再审"
    if chosen.name in _OF_THE_TEXT_READ and digest != row.text_sha256:
        return STALE
    if row.pk in known.grave and not (chosen.is_review and after(row.stage)):
        return known.grave[row.pk]
    if chosen.name in ("schedule", "publish"):
        return _publish_refusal(asked, row, digest, known)
    if chosen.name == "restore" and digest != row.text_sha256:
        return "撤稿之后文字有改动，请转回草稿，重新送审"
    return ""


def _publish_refusal(asked: Asked, row: Any, digest: str, known: Known) -> str:
    missing = [stage.label for stage in stages() if known.passed[row.pk].get(stage) != digest]
    if missing:
        return f"这段文字还没有经过{'、'.join(missing)}，请转回草稿，重新送审"
    if asked.by is None and row.publish_at and row.publish_at > asked.at:
        return "还没有到定时发布的时间"  # Put off while the worker was about to publish it.
    when = asked.publish_at if asked.move.name == "schedule" and asked.publish_at else asked.at
    if row.embargo_until and when < row.embargo_until:
        return f"{timezone.localtime(row.embargo_until):%Y-%m-%d %H:%M} 以前不能发布"
    return ""
