"""Bulk release: somebody says that a batch or an issue was printed (已刊发), and it is published whole.

Drafts alone: what somebody has withdrawn or spiked stays so. Drafts with open notices of their own stay
too, unless they are asked for. A photo goes where its article is public, or alone where it has none.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from articles import workflow
from articles.crossings import in_one_piece
from articles.importing import StoppedError
from articles.importing.judgement import slices
from articles.importing.lease import Lease
from articles.models import Article, BatchRow, ImportBatch, Issue, Notice, Photo, Release, Status
from articles.moves import RELEASE

CHUNK = 500  # Articles or photos a transaction.

_NEVER_PUBLIC: Any = {"status": Status.DRAFT, "published_at": None}

_TABLES: dict[str, type[Any]] = {ImportBatch.Kind.ARTICLES: Article, ImportBatch.Kind.PHOTOS: Photo}


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a release would publish, and which drafts it would leave since they have open notices.

    `undated` are those of the articles of which no issue says on which day they were printed.
    """

    articles: int
    photos: int
    undated: int
    doubtful_articles: int
    doubtful_photos: int


def forecast(of: ImportBatch | Issue, *, with_notices: bool = False) -> Forecast:
    """Return what a release of a batch or an issue would do now."""
    printed = _Printed(of, with_notices)
    held = [rows.filter(_has_doubts(rows.model)).count() for rows in (printed.articles, printed.photos)]
    ready = printed.ready(printed.articles)
    return Forecast(
        articles=ready.count(),
        photos=printed.photos_after(ready).count(),
        undated=ready.filter(issue=None).count(),
        doubtful_articles=0 if with_notices else held[0],
        doubtful_photos=0 if with_notices else held[1],
    )


def announce(of: ImportBatch | Issue, *, by: Any, with_notices: bool = False) -> Release:
    """Record the word of `by` that a batch or an issue was printed, and return it for a release to act on.

    `by` is None on the command line. Raises PermissionDenied where they may not release.
    """
    workflow.check(RELEASE, by)
    batch, issue = (of, None) if isinstance(of, ImportBatch) else (None, of)
    return Release.objects.create(created_by=by, batch=batch, issue=issue, with_notices=with_notices)


def release_issue(issue: Issue, *, by: Any, with_notices: bool = False) -> Release:
    """Publish an issue whole, at once, and return the record of it. Raises PermissionDenied."""
    return in_one_piece(partial(_release_issue, issue, by, with_notices))


def _release_issue(issue: Issue, by: Any, with_notices: bool) -> Release:
    record = announce(issue, by=by, with_notices=with_notices)
    while _publish_some(record):
        pass
    return _finished(record)


def release(lease: Lease) -> None:
    """Publish the batch of `lease` whole, chunk by chunk, from where it stands.

    The batch's report names the `release`, the primary key of what `announce` has returned, and tells at
    last how many `articles` and `photos` that were. Raises LeaseLostError, and StoppedError where the one
    who has announced it may release no more.
    """
    batch = lease.batch
    record = Release.objects.select_related("batch", "created_by").get(pk=batch.report["release"])
    lease.begin(batch.done + _Printed(batch, record.with_notices).count(), batch.done)
    try:
        while in_one_piece(partial(_publish_chunk, lease, record)):
            pass
    except PermissionDenied:
        reason = f"{record.created_by}已没有整批发布的权限。请由有权限的人重新发布。"
        lease.stop(reason)
        raise StoppedError(reason) from None
    done = _finished(record)
    lease.finish(report={**batch.report, "articles": done.articles, "photos": done.photos})


class _Printed:
    """The drafts of a batch or an issue, and those of them that are ready to be published."""

    def __init__(self, of: ImportBatch | Issue, with_notices: bool) -> None:
        self._with_notices = with_notices
        self.articles = Article.objects.filter(_those_of(of, Article), **_NEVER_PUBLIC)
        self.photos = Photo.objects.filter(_those_of(of, Photo), **_NEVER_PUBLIC)

    def ready(self, drafts: QuerySet[Any]) -> QuerySet[Any]:
        """Those that no open notice holds back."""
        return drafts if self._with_notices else drafts.filter(~_has_doubts(drafts.model))

    def photos_after(self, articles: Any) -> QuerySet[Photo]:
        """The photos that are ready once `articles` are public, theirs from elsewhere among them."""
        alone = Q(article=None) | Q(article__status=Status.PUBLISHED)
        own = Q(pk__in=self.photos.filter(alone).values("pk"))
        drafts = Photo.objects.filter(own | Q(article__in=articles), **_NEVER_PUBLIC)
        return self.ready(drafts)

    def count(self) -> int:
        """How much there is to publish."""
        articles = self.ready(self.articles)
        return articles.count() + self.photos_after(articles).count()


def _publish_chunk(lease: Lease, record: Release) -> int:
    seen = _publish_some(record)
    lease.renew(done=seen)
    return seen


def _publish_some(record: Release) -> int:
    """Publish the next articles with their photos, or where there are none, the next photos alone.

    Returns how many there were: 0 when all is done.
    """
    of: Any = record.batch or record.issue
    printed = _Printed(of, record.with_notices)
    articles = _first(printed.ready(printed.articles), CHUNK)
    photos = _first(printed.photos_after(articles), None if articles else CHUNK)
    Release.objects.filter(pk=record.pk).update(
        articles=F("articles") + _publish(Article, articles, record),
        photos=F("photos") + _publish(Photo, photos, record),
    )
    return len(articles) + len(photos)


def _first(rows: QuerySet[Any], most: int | None) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True)[:most])


def _publish(model: type[Any], keys: list[int], record: Release) -> int:
    return sum(
        workflow.release(model.objects.filter(pk__in=some), record, by=record.created_by)
        for some in slices(keys)
    )


def _finished(record: Release) -> Release:
    Release.objects.filter(pk=record.pk).update(finished_at=timezone.now())
    record.refresh_from_db()
    return record


def _those_of(of: ImportBatch | Issue, model: type[Any]) -> Q:
    """Which rows of `model` a batch has brought, or an issue holds."""
    if isinstance(of, Issue):
        return Q(issue=of)
    if of.kind == ImportBatch.Kind.DUMPS:
        return Q(dump__batch=of)
    new = (
        of.rows.filter(outcome=BatchRow.Outcome.NEW)
        if _TABLES.get(of.kind) is model
        else BatchRow.objects.none()
    )
    return Q(pk__in=new.values("object_id"))


def _has_doubts(model: type[Any]) -> Exists:
    """Whether an article or a photo has open notices of its own."""
    name = str(model._meta.model_name)
    return Exists(Notice.objects.open().filter(**{name: OuterRef("pk")}))
