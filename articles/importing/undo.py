"""A batch of dumps taken back: what only it has made, and nobody has changed since. The rest is kept.

A dump of which nothing is left goes too. Where something stays, its dump stays as the source, marked as
undone, so that importing the file again brings back just what was removed. Uploaded files stay.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils import timezone

from articles.crossings import in_one_piece
from articles.importing.belongings import Belongings
from articles.importing.judgement import Judgement, Verdict, slices
from articles.importing.lease import Lease
from articles.importing.removal import remove
from articles.models import Article, Dump, Duplicate, ImportBatch, Notice, Photo, PhotoDuplicate

CHUNK_DUMPS = 50
CHUNK_TEXT = 1_000_000  # Characters.


def undo(lease: Lease) -> None:
    """Take the batch of `lease` back, chunk by chunk, from where it stands. Raises LeaseLostError.

    The batch's report tells how much is `gone` and `stays`, by kind, and the `reasons` why.
    """
    batch = lease.batch
    lease.begin(batch.done + still_in(batch).count(), batch.done)
    for keys in chunks_of(batch):
        in_one_piece(partial(_undo, lease, keys))
    lease.finish(undone_at=timezone.now())


def kept(batch: ImportBatch) -> QuerySet[Article]:
    """Return the articles that an undo of `batch` has left."""
    return Article.objects.filter(dump__batch=batch, dump__undone_at__isnull=False)


def kept_photos(batch: ImportBatch) -> QuerySet[Photo]:
    """Return the photos that an undo of `batch` has left."""
    return Photo.objects.filter(dump__batch=batch, dump__undone_at__isnull=False)


def verdicts(batch: ImportBatch, rows: Collection[Article | Photo]) -> dict[Article | Photo, Verdict | None]:
    """Return why each of a few complete rows of `batch` would stay, or has stayed; None where it would go."""
    articles = [row for row in rows if isinstance(row, Article)]
    photos = [row for row in rows if isinstance(row, Photo)]
    judgement = Judgement(articles, [*photos, *_attached(batch, articles, photos)], batch)
    return {row: judgement.of(row) for row in rows}


def let_go_left(table: ImportBatch, model: type[Any], keys: Collection[int]) -> Counter[str]:
    """Remove what undos have left for the sake of `table` alone, which is being undone: it has found it in.

    Returns how much went, by kind. Use inside a transaction.
    """
    left = model.objects.filter(pk__in=keys, dump__undone_at__isnull=False)
    rows = list(left.order_by("pk").select_for_update(of=("self",)))
    articles = [row for row in rows if isinstance(row, Article)]
    photos = [row for row in rows if isinstance(row, Photo)]
    attached = _attached(table, articles, photos)
    judgement = Judgement(articles, [*photos, *attached], table)
    articles = [article for article in articles if not judgement.of(article)]
    going = {article.pk for article in articles}
    photos = [photo for photo in photos if not judgement.of(photo)]
    photos += [photo for photo in attached if photo.article_id in going]
    dumps = Dump.objects.filter(pk__in={row.dump_id for row in (*articles, *photos)})
    emptied = list(dumps.order_by("pk").select_for_update().defer("text"))
    remove([*photos, *articles])
    belongings = Belongings(emptied)
    gone = Counter(articles=len(articles), photos=len(photos), dumps=_let_go(emptied))
    belongings.let_go()
    return +(gone + belongings.gone)


def still_in(batch: ImportBatch) -> QuerySet[Dump]:
    """Return the dumps of `batch` that no undo has been at."""
    return batch.dumps.filter(undone_at=None)


def chunks_of(batch: ImportBatch) -> Iterator[list[int]]:
    """Part the keys of the dumps that are still in into chunks, each read when its turn comes."""
    last = 0
    while keys := _next(batch, last):
        yield keys
        last = keys[-1]


def _next(batch: ImportBatch, last: int) -> list[int]:
    rows = still_in(batch).filter(pk__gt=last).order_by("pk").annotate(length=Length("text"))
    keys: list[int] = []
    size = 0
    for key, length in rows.values_list("pk", "length")[:CHUNK_DUMPS]:
        size += length
        if keys and size > CHUNK_TEXT:
            break
        keys.append(key)
    return keys


class Chunk:
    """Some dumps of a batch, and what is in them: that which goes, and that which stays.

    Others' articles and photos that an earlier undo has left for the sake of these dumps go with them.
    """

    def __init__(self, batch: ImportBatch, keys: list[int], *, lock: bool = False) -> None:
        """Read and judge the dumps with these keys; `lock` them all, for a transaction that is open."""
        self._lock = lock
        self.batch = batch
        self.dumps = self._locked(still_in(batch).filter(pk__in=keys).defer("text"))
        articles = self._concerned(Article, Duplicate.objects.all(), "article")
        photos = self._concerned(Photo, PhotoDuplicate.objects.all(), "photo")
        photos += self._of(Photo, [photo.pk for photo in _attached(batch, articles, photos)])
        self.judgement = Judgement(articles, photos, batch)
        self.articles = [article for article in articles if not self.judgement.of(article)]
        self.photos = [photo for photo in photos if not self.judgement.of(photo)]

    def kept(self) -> Iterator[tuple[Article | Photo, Verdict]]:
        """What stays of these dumps, and why."""
        own = {dump.pk for dump in self.dumps}
        rows: list[Article | Photo] = [*self.judgement.articles.values(), *self.judgement.photos.values()]
        for row in rows:
            verdict = self.judgement.of(row)
            if verdict and row.dump_id in own:
                yield row, verdict

    def left_before(self) -> list[Dump]:
        """The dumps that an earlier undo has left something in, some of which goes now."""
        keys = {row.dump_id for row in (*self.articles, *self.photos)} - {dump.pk for dump in self.dumps}
        return self._locked(Dump.objects.filter(pk__in=keys, undone_at__isnull=False).defer("text"))

    def _concerned(self, model: type[Any], links: QuerySet[Any], name: str) -> list[Any]:
        """What is in these dumps, and what an earlier undo has left that is in them too.

        What other dumps brought is locked before anybody asks whether they are undone: of two undos at
        the same moment, each would leave it to the other.
        """
        keys = set(model.objects.filter(dump__in=self.dumps).values_list("pk", flat=True))
        keys |= set(links.filter(dump__in=self.dumps).values_list(name, flat=True))
        rows = self._of(model, keys)
        others = {row.dump_id for row in rows} - {dump.pk for dump in self.dumps}
        others -= set(
            Dump.objects.filter(pk__in=others, undone_at__isnull=False).values_list("pk", flat=True)
        )
        return [row for row in rows if row.dump_id not in others]

    def _of(self, model: type[Any], keys: Iterable[int]) -> list[Any]:
        return [
            row for some in slices(sorted(keys)) for row in self._locked(model.objects.filter(pk__in=some))
        ]

    def _locked(self, rows: QuerySet[Any]) -> list[Any]:
        rows = rows.order_by("pk")
        return list(rows.select_for_update() if self._lock else rows)


def _undo(lease: Lease, keys: list[int]) -> None:
    chunk = Chunk(lease.batch, keys, lock=True)
    dumps = [*chunk.dumps, *chunk.left_before()]
    remove([*chunk.photos, *chunk.articles])
    _forget_repeats(chunk.dumps)
    gone = _let_go(dumps)
    belongings = Belongings(dumps, lease.batch)
    belongings.let_go()
    _report(lease.batch, chunk, gone, belongings)
    lease.renew(done=len(chunk.dumps))


def _forget_repeats(dumps: Collection[Dump]) -> None:
    """What these dumps have found again they find once more when they come back."""
    Duplicate.objects.filter(dump__in=dumps, draft=None).delete()
    PhotoDuplicate.objects.filter(dump__in=dumps).delete()
    Notice.objects.of_page().filter(dump__in=dumps, code="other-byline", resolved=False).delete()


def _let_go(dumps: Collection[Dump]) -> int:
    """Remove the dumps of which nothing is left, and mark the others; return how many went."""
    left = {
        key
        for rows in (Article.objects.all(), Photo.objects.all(), Notice.objects.filter(resolved=True))
        for key in rows.filter(dump__in=dumps).values_list("dump", flat=True)
    }
    gone = [dump.pk for dump in dumps if dump.pk not in left]
    Dump.objects.filter(pk__in=left, undone_at=None).update(undone_at=timezone.now())
    Dump.objects.filter(pk__in=gone).defer("text").delete()
    return len(gone)


def _report(batch: ImportBatch, chunk: Chunk, dumps: int, belongings: Belongings) -> None:
    """Add to what the batch tells about this undo."""
    rows = ImportBatch.objects.filter(pk=batch.pk)
    report = rows.values_list("report", flat=True).get()
    gone, stays, reasons = (Counter(report.get(name, {})) for name in ("gone", "stays", "reasons"))
    gone.update(articles=len(chunk.articles), photos=len(chunk.photos), dumps=dumps, **belongings.gone)
    stays.update(belongings.stays)
    for row, verdict in chunk.kept():
        stays["articles" if isinstance(row, Article) else "photos"] += 1
        reasons[verdict.reason.value] += 1
    rows.update(report={**report, "gone": gone, "stays": stays, "reasons": reasons})


def _attached(batch: ImportBatch, articles: Collection[Article], photos: Collection[Photo]) -> list[Photo]:
    """The photos of `articles` that are not among `photos` and that may go with them."""
    known = {photo.pk for photo in photos}
    going = Q(dump__batch=batch) | Q(dump__undone_at__isnull=False)
    return [
        photo
        for keys in slices(article.pk for article in articles)
        for photo in Photo.objects.filter(going, article__in=keys)
        if photo.pk not in known
    ]
