"""Whether a draft is still as an import has made it, or somebody has laid hands on it, or needs it.

Undoing and parsing anew touch only what nobody has touched. Both ask here, of rows that they have
locked: whoever saves at that moment has either saved already, and is seen, or comes too late and is told.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet

from articles.importing import untouched
from articles.importing.relied import relied_on
from articles.models import (
    Article,
    ArticleTopic,
    Byline,
    Correction,
    Duplicate,
    ImportBatch,
    Notice,
    Photo,
    PhotoCredit,
    PhotoDuplicate,
    Review,
    Status,
    Version,
)

SLICE = 500  # Rows a statement; far below every database's limit of parameters.


class Reason(StrEnum):
    """Why something stays as it is."""

    PUBLIC = "已经发布，或发布过"
    MOVED = "已不是草稿"
    RELEASED = "已随整批发布"
    SETTLED = "有人处理过它的提示"
    OLD = "导入得早，没有留下可供比对的记录"
    EDITED = "有人改过"
    ON_RECORD = "留有送审或修改的记录"
    PICTURED = "配有要保留的图片"
    ELSEWHERE = "另一批次也有"
    RELIED_ON = "另有表格导入认作同一篇"
    USED = "别处还在用"
    JOINED = "与有人动过的连在一起"

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody has laid hands on it, so that no newer reading may replace it either."""
        return self not in (
            Reason.PICTURED,
            Reason.ELSEWHERE,
            Reason.RELIED_ON,
            Reason.USED,
            Reason.JOINED,
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why something stays. `batch` is the key of the other batch that has it too, where that is why."""

    reason: Reason
    batch: int | None = None

    def __str__(self) -> str:
        if self.reason == Reason.ELSEWHERE and self.batch:
            return f"批次 {self.batch} 也有"
        return f"{self.reason}（批次 {self.batch}）" if self.batch else str(self.reason)


class Judgement:
    """Some articles and photos, each with what speaks for leaving it as it is."""

    def __init__(
        self,
        articles: Iterable[Article],
        photos: Iterable[Photo],
        leaving: ImportBatch | None = None,
    ) -> None:
        """Judge complete rows. What else belongs to `leaving`, a batch to be undone, holds none of them."""
        self.articles = {article.pk: article for article in articles}
        self.photos = {photo.pk: photo for photo in photos}
        self._leaving = leaving
        self._of_photos = dict(self._judge_photos())
        self._of_articles = dict(self._judge_articles())

    def of(self, row: Article | Photo) -> Verdict | None:
        """Return why one of them stays; None where nothing speaks against its going."""
        found = self._of_photos if isinstance(row, Photo) else self._of_articles
        return found.get(row.pk)

    def is_by_hand(self, row: Article | Photo) -> bool:
        """Whether somebody has laid hands on one of them."""
        verdict = self.of(row)
        return verdict is not None and verdict.reason.is_by_hand

    def _judge_photos(self) -> Iterator[tuple[int, Verdict]]:
        settled, on_record = _settled("photo", self.photos), _on_record("photo", self.photos)
        credits = _by(PhotoCredit, "photo_id", self.photos)
        elsewhere = self._elsewhere(PhotoDuplicate.objects.all(), "photo", self.photos)
        relied = self._relied_on(Photo, self.photos)
        for key, photo in self.photos.items():
            digest = untouched.of_photo(photo, credits[key])
            reason = _by_hand(photo, digest, key in settled, key in on_record)
            if reason:
                yield key, Verdict(reason)
            elif key in elsewhere:
                yield key, Verdict(Reason.ELSEWHERE, elsewhere[key])
            elif key in relied:
                yield key, Verdict(Reason.RELIED_ON, relied[key])

    def _judge_articles(self) -> Iterator[tuple[int, Verdict]]:
        settled, on_record = _settled("article", self.articles), _on_record("article", self.articles)
        bylines = _by(Byline, "article_id", self.articles)
        topics = _by(ArticleTopic, "article_id", self.articles, Q(confirmed__isnull=False) | Q(reason=""))
        tags = _tags(self.articles)
        pictured = self._pictured()
        elsewhere = self._elsewhere(Duplicate.objects.filter(draft=None), "article", self.articles)
        relied = self._relied_on(Article, self.articles)
        for key, article in self.articles.items():
            digest = untouched.of_article(article, bylines[key], topics[key], tags[key])
            reason = _by_hand(article, digest, key in settled, key in on_record)
            if reason:
                yield key, Verdict(reason)
            elif key in elsewhere:
                yield key, Verdict(Reason.ELSEWHERE, elsewhere[key])
            elif key in relied:
                yield key, Verdict(Reason.RELIED_ON, relied[key])
            elif key in pictured:
                yield key, Verdict(Reason.PICTURED)

    def _pictured(self) -> set[int]:
        """The articles with a photo that stays, or that is none of those judged here."""
        going = self.photos.keys() - self._of_photos.keys()
        return {
            article
            for keys in slices(self.articles)
            for photo, article in Photo.objects.filter(article__in=keys).values_list("pk", "article")
            if photo not in going
        }

    def _elsewhere(self, links: QuerySet[Any], name: str, keys: Collection[int]) -> dict[int, int]:
        """By the key of what another batch has found too: that batch."""
        links = links.filter(dump__undone_at=None)
        if self._leaving:
            links = links.exclude(dump__batch=self._leaving)
        return {
            key: batch
            for some in slices(keys)
            for key, batch in links.filter(**{f"{name}__in": some}).values_list(name, "dump__batch")
        }

    def _relied_on(self, model: type[Any], keys: Collection[int]) -> dict[int, int]:
        """By the key of what a table has found in: that table's batch."""
        rows = relied_on(model, self._leaving)
        return {
            key: batch
            for some in slices(keys)
            for key, batch in rows.filter(object_id__in=some).values_list("object_id", "batch")
            if key is not None
        }


def slices(keys: Iterable[int]) -> Iterator[list[int]]:
    """Part keys into as many as one statement takes."""
    everything = list(keys)
    for start in range(0, len(everything), SLICE):
        yield everything[start : start + SLICE]


def _by_hand(row: Article | Photo, digest: str, is_settled: bool, is_on_record: bool) -> Reason | None:
    """What somebody has done with a row; None for nothing."""
    if row.published_at:
        return Reason.PUBLIC
    if row.status != Status.DRAFT:
        return Reason.MOVED
    if row.release_id:
        return Reason.RELEASED
    if is_settled:
        return Reason.SETTLED
    if not row.imported_as:
        return Reason.OLD
    if row.imported_as != digest:
        return Reason.EDITED
    return Reason.ON_RECORD if is_on_record else None


def _settled(name: str, keys: Collection[int]) -> set[int]:
    """Those of which somebody has settled a notice."""
    settled = Notice.objects.filter(resolved=True)
    return {
        key
        for some in slices(keys)
        for key in settled.filter(**{f"{name}__in": some}).values_list(name, flat=True)
    }


def _on_record(name: str, keys: Collection[int]) -> set[int]:
    """Those of which reviews or corrections are kept, or a version that somebody has made: they stay."""
    by_somebody = Version.objects.filter(changed_by__isnull=False)
    kept: Any = (Review.objects.all(), Correction.objects.all(), by_somebody)
    found: set[int] = set()
    for some in slices(keys):
        first, *others = (
            rows.filter(**{f"{name}__in": some}).order_by().values_list(name, flat=True) for rows in kept
        )
        found.update(first.union(*others))
    return found


def _by(
    model: type[Any], link: str, keys: Collection[int], condition: Q | None = None
) -> dict[int, Sequence[Any]]:
    """The rows of `model` that link to `keys`, by key."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for some in slices(keys):
        for row in model.objects.filter(condition or Q(), **{f"{link}__in": some}):
            rows[getattr(row, link)].append(row)
    return rows  # type: ignore[return-value]


def _tags(keys: Collection[int]) -> dict[int, list[str]]:
    kind = ContentType.objects.get_for_model(Article)
    items = Article.tags.through.objects.filter(content_type=kind)
    tags: dict[int, list[str]] = defaultdict(list)
    for some in slices(keys):
        for key, name in items.filter(object_id__in=some).values_list("object_id", "tag__name"):
            tags[key].append(name)
    return tags
