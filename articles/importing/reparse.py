"""A batch parsed anew, with a newer parser: what would change, and the changes made.

Each dump's text is kept as it came, so it can be read again at any time. Only drafts that nobody has
touched change; of the others, the difference is shown.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from django.db import transaction
from django.db.models import QuerySet

from articles import pagedump
from articles.crossings import in_one_piece
from articles.importing import wording
from articles.importing.drafts import PageDraft, draft
from articles.importing.lease import Lease
from articles.importing.reading import Text, understood
from articles.importing.renewal import Left, Renewal
from articles.importing.results import Options
from articles.models import Article, Dump, ImportBatch, Photo
from articles.pagedump import Decoded, DumpError
from articles.rulebook import Rulebook

CHUNK_DUMPS = 20  # A second or less in the database, in which editors wait.


class Kind(StrEnum):
    """What becomes of something."""

    NEW = "新增"
    CHANGED = "更新"
    GONE = "移除"
    LEFT = "不动"


@dataclass(frozen=True, slots=True)
class Change:
    """What a new reading changes in an article, a photo or a dump, or would, had nobody touched it.

    `row` is as it was; what is new and only shown has a key that it will not keep. `fields` are those
    that differ, each before and after. `reason` is why something is left as it is.
    """

    kind: Kind
    dump: Dump
    row: Article | Photo | Dump
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)
    reason: str = ""

    @property
    def line(self) -> int:
        """Where it stands in the dump."""
        return 0 if isinstance(self.row, Dump) else self.row.line_start or 0

    @property
    def counted_as(self) -> str:
        """What it is and what becomes of it: `article_changed`."""
        return f"{self.row._meta.model_name}_{self.kind.name.lower()}"


Readings = dict[int, PageDraft | DumpError]
Said = dict[Article | Photo, wording.Fields]


def outdated(batch: ImportBatch, *, force: bool = False) -> QuerySet[Dump]:
    """Return the dumps of a batch that an older parser has read, or with `force` all."""
    dumps = batch.dumps.filter(undone_at=None)
    return dumps if force else dumps.exclude(parser_version=pagedump.PARSER_VERSION)


def changes(
    batch: ImportBatch, only: Collection[Dump] | None = None, *, force: bool = False
) -> Iterator[Change]:
    """Yield what parsing a batch anew would change now, or some of its dumps `only`. Writes nothing."""
    dumps = outdated(batch, force=force)
    if only is not None:
        dumps = dumps.filter(pk__in=[dump.pk for dump in only])
    rulebook = Rulebook()
    for keys in _chunks(dumps):
        yield from _tried(batch, _readings(batch, keys, rulebook))


def reparse(lease: Lease) -> None:
    """Parse the batch of `lease` anew, chunk by chunk, from where it stands. Raises LeaseLostError.

    The batch's report may say `force`; it tells the `changes` by kind, and `at` which dump it stands. What
    is up to date is passed over, so that it may be done again at any time.
    """
    batch, rulebook = lease.batch, Rulebook()
    dumps = outdated(batch, force=bool(batch.report.get("force"))).filter(pk__gt=batch.report.get("at", 0))
    lease.begin(batch.done + dumps.count(), batch.done)
    for keys in _chunks(dumps):
        readings = _readings(batch, keys, rulebook)
        in_one_piece(partial(_write, lease, readings))
    lease.finish()


def _chunks(dumps: QuerySet[Dump]) -> Iterator[list[int]]:
    """Part the keys of dumps into chunks, each read when its turn comes."""
    last = 0
    while keys := list(dumps.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:CHUNK_DUMPS]):
        yield keys
        last = keys[-1]


def _readings(batch: ImportBatch, keys: list[int], rulebook: Rulebook) -> Readings:
    """Parse dumps. This needs no transaction, and takes most of the time."""
    options = Options.from_json(batch.options)
    return {dump.pk: _reading(dump, options, rulebook) for dump in Dump.objects.filter(pk__in=keys)}


def _reading(dump: Dump, options: Options, rulebook: Rulebook) -> PageDraft | DumpError:
    text = Text(dump.name, dump.sha256, Decoded(dump.text, dump.encoding))
    try:
        return draft(understood(text, options), rulebook)
    except DumpError as error:
        return error


def _tried(batch: ImportBatch, readings: Readings) -> list[Change]:
    """Write, look at what came of it, and take it back."""
    with transaction.atomic():
        found = _renewed(batch, readings)
        transaction.set_rollback(True)
    return found


def _write(lease: Lease, readings: Readings) -> None:
    found = _renewed(lease.batch, readings)
    rows = ImportBatch.objects.filter(pk=lease.batch.pk)
    report = rows.values_list("report", flat=True).get()
    counts = Counter(report.get("changes", {}))
    counts.update(change.counted_as for change in found)
    rows.update(report={**report, "changes": counts, "at": max(readings, default=report.get("at", 0))})
    lease.renew(done=len(readings))


def _renewed(batch: ImportBatch, readings: Readings) -> list[Change]:
    """Bring dumps in line with their readings, and return what has changed."""
    locked = Dump.objects.filter(pk__in=readings, undone_at=None).order_by("pk").select_for_update()
    dumps = {dump.pk: dump for dump in locked.defer("text")}
    pages = {key: page for key, page in readings.items() if isinstance(page, PageDraft) and key in dumps}
    before = _said(pages)
    renewal = Renewal(batch, [(dumps[key], page) for key, page in pages.items()])
    renewal.renew()
    found = [*_compared(dumps, before, _said(pages)), *(_left(dumps, pages, left) for left in renewal.left)]
    for key, error in readings.items():
        if isinstance(error, DumpError) and key in dumps:
            found.append(Change(Kind.LEFT, dumps[key], dumps[key], reason=str(error)))
    return sorted(found, key=lambda change: (change.dump.pk, change.line))


def _said(dumps: Collection[int]) -> Said:
    """What all articles and photos of some dumps say."""
    articles = Article.objects.filter(dump__in=dumps).prefetch_related(
        *wording.OF_ARTICLES, "topic_links__topic"
    )
    photos = Photo.objects.filter(dump__in=dumps).prefetch_related(*wording.OF_PHOTOS)
    said: Said = {article: wording.of_row(article) | _topics(article) for article in articles}
    return said | {photo: wording.of_row(photo) for photo in photos}


def _topics(article: Article) -> wording.Fields:
    links = article.topic_links.all()
    return {"主题": "、".join(sorted(link.topic.name for link in links if link.confirmed is not False))}


def _compared(dumps: dict[int, Dump], before: Said, after: Said) -> Iterator[Change]:
    for row in dict.fromkeys((*before, *after)):
        fields = wording.differences(before.get(row, {}), after.get(row, {}))
        kind = Kind.NEW if row not in before else Kind.GONE if row not in after else Kind.CHANGED
        if fields:
            yield Change(kind, dumps[row.dump_id or 0], row, fields)


def _left(dumps: dict[int, Dump], pages: dict[int, PageDraft], left: Left) -> Change:
    key = left.row.dump_id or 0
    now = wording.of_draft(left.draft, pages[key]) if left.draft else {}
    fields = wording.differences(wording.of_row(left.row), now)
    return Change(Kind.LEFT, dumps[key], left.row, fields, str(left.verdict))
