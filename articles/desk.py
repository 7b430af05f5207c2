"""What waits for whom at the desk: the rows that its home page counts and its lists show.

A count and the list that it leads to are made of the same rows here. Counts stop at `LIMIT`: nobody
needs to know whether 5,000 or 50,000 wait, and finding out would read them all.
"""

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from articles.models import Article, ArticleTopic, Byline, Notice, Photo, PhotoCredit, Review, Status, Topic
from articles.models.review import REVIEWS, Decision
from articles.moves import REVIEW
from articles.refusals import link_of
from articles.texts import READ_WITH_ARTICLE

LIMIT = 1000

# After so many days without anything new, a home page counts as abandoned (norms: veto items).
HOME_STALE_AFTER_DAYS = 14

# Decisions that send a text back to whoever sent it, with the reason why.
SENT_BACK = (Decision.RETURNED, Decision.REOPENED)

# What somebody may still want to complete: all but what is out of use.
IN_USE = tuple(status for status in Status if status not in (Status.SPIKED, Status.WITHDRAWN))


def bounded(rows: QuerySet[Any]) -> int:
    """Return how many `rows` there are, `LIMIT` where there are more."""
    return rows.order_by()[:LIMIT].count()


def reviewable_stages(user: Any) -> list[int]:
    """Return the reviews that `user` may give."""
    return [int(stage) for stage, permission in REVIEW.items() if user.has_perm(permission)]


def waiting(model: type[Article] | type[Photo], user: Any) -> QuerySet[Any]:
    """Return what waits for a review by `user`, longest first: nothing that they have a part in.

    The same rows, one by one, are those with which `workflow.open_to` offers a review.
    """
    rows = model.objects.filter(status=Status.IN_REVIEW, stage__in=reviewable_stages(user))
    rows = rows.exclude(author=user).filter(*(~Exists(part) for part in _parts(model, user)))
    return rows.order_by("moved_at", "pk")


def _parts(model: type[Article] | type[Photo], user: Any) -> Iterator[QuerySet[Any]]:
    """What ties `user` to a row: a review in this round, a signature, a photo that is read with it."""
    link, this = link_of(model), OuterRef("pk")
    in_round = Review.objects.filter(**{link: this}, round=OuterRef("round"), decision__in=REVIEWS)
    # Not the bare column, or SQLite may go through all that somebody has ever reviewed, row by row.
    yield in_round.annotate(by=F("reviewer") + 0).filter(by=user.pk)
    credit: Any = PhotoCredit if model is Photo else Byline
    yield credit.objects.filter(**{link: this}, correspondent__user=user)
    if model is Article:
        photos = Photo.objects.filter(article=this, status__in=READ_WITH_ARTICLE)
        yield photos.filter(author=user)
        yield photos.filter(credits__correspondent__user=user)


def returned(model: type[Article] | type[Photo], user: Any) -> QuerySet[Any]:
    """Return the drafts that came back to `user`, who has written them or sent them for review.

    The newest come first. A draft stays here until it is sent again.
    """
    link = link_of(model)
    sent = (
        Review.objects.filter(reviewer=user, decision=Decision.SUBMITTED).exclude(**{link: None}).order_by()
    )
    concern = model.objects.filter(author=user).values("pk").union(sent.values(link))
    rows = model.objects.filter(_has_come_back(link), pk__in=concern, status=Status.DRAFT)
    return rows.order_by("-moved_at", "-pk")


def own_drafts(model: type[Article] | type[Photo], user: Any) -> QuerySet[Any]:
    """Return the drafts that `user` has written and that nobody has sent back, last changed first."""
    rows = model.objects.filter(~_has_come_back(link_of(model)), author=user, status=Status.DRAFT)
    return rows.order_by("-updated_at", "-pk")


def reasons(model: type[Article] | type[Photo], keys: list[int]) -> dict[int, Review]:
    """Return, by key, the decision that sent each of some drafts back last."""
    link = link_of(model)
    found = Review.objects.filter(**{f"{link}__in": keys}, decision__in=SENT_BACK).order_by("pk")
    found = found.filter(round=F(f"{link}__round")).select_related("reviewer")
    return {getattr(review, f"{link}_id"): review for review in found}


def _has_come_back(link: str) -> Exists:
    of_round = Review.objects.filter(**{link: OuterRef("pk")}, round=OuterRef("round"))
    return Exists(of_round.filter(decision__in=SENT_BACK))


def doubtful_drafts() -> QuerySet[Article]:
    """Return the drafts with notices that nobody has settled."""
    doubts = Notice.objects.open().filter(article=OuterRef("pk"))
    return Article.objects.filter(Exists(doubts), status=Status.DRAFT)


def lacking() -> dict[str, Q]:
    """Return what makes a photo in use lack something: nobody is named, it tells a blind reader nothing, …

    A caption alone, as a dump brings it, lacks its picture, and a word about that picture not yet.
    """
    in_use, credits = Q(status__in=IN_USE), PhotoCredit.objects.filter(photo=OuterRef("pk"))
    return {
        "credit": in_use & Q(~Exists(credits)),
        "alt": in_use & Q(width__isnull=False, alt=""),
        "image": in_use & Q(image=""),
    }


def photos_without_credit() -> QuerySet[Photo]:
    """Return the photos under which nobody is named."""
    return Photo.objects.filter(lacking()["credit"])


def photos_without_alt() -> QuerySet[Photo]:
    """Return the photos, not captions alone, of which a blind reader hears nothing."""
    return Photo.objects.filter(lacking()["alt"])


def stale_topics(today: datetime.date) -> list[Any]:
    """Return the topics with nothing new for longer than they allow, each with its `newest` day.

    An empty topic is not among them: citizens do not see it (norms: hide empty topics).
    """
    links = ArticleTopic.objects.listed().filter(topic=OuterRef("pk")).order_by("-listed_on")
    topics = Topic.objects.annotate(newest=Subquery(links.values("listed_on")[:1]))
    return [t for t in topics.filter(newest__isnull=False) if (today - t.newest).days > t.stale_after_days]


def stale_home(today: datetime.date) -> datetime.date | None:
    """Return the day of the newest article where that is too long ago; None where it is not, or none is."""
    newest = Article.objects.listed().newest_first().values_list("listed_on", flat=True).first()
    return newest if newest and (today - newest).days > HOME_STALE_AFTER_DAYS else None


def withdrawals(since: datetime.datetime) -> QuerySet[Review]:
    """Return what was withdrawn since then, newest first, with who did it."""
    rows = Review.objects.filter(decision=Decision.WITHDRAWN, created_at__gte=since)
    return rows.select_related("article", "photo", "reviewer").defer("article__body").order_by("-created_at")
