"""A table taken back: what only it has made, and nobody has changed since. The rest is kept.

The rows are gone through from the last to the first, so that what two of them changed gets back what
it had before both. A row that has been taken back leaves no digest behind: those that still have one
are what was kept, with the reason as their message.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.crossings import in_one_piece
from articles.importing.belongings import KINDS, users_of
from articles.importing.judgement import Judgement, Reason, slices
from articles.importing.lease import Lease
from articles.importing.relied import relied_on
from articles.importing.tables.kinds import TABLES, Kind, table_of
from articles.importing.tables.opening import CHUNK_ROWS, Row
from articles.importing.tables.photos import FILE, delete_files
from articles.importing.tables.plans import ID, PRINTED, STAMP, Context
from articles.importing.tables.resource import TableResource
from articles.importing.undo import let_go_left
from articles.models import ArticleTopic, BatchRow, Byline, ImportBatch, PhotoCredit
from people.models import Regrouping

New, Changed = BatchRow.Outcome.NEW, BatchRow.Outcome.CHANGED

_KEPT = "撤销时保留："


def undo_table(lease: Lease) -> None:
    """Take the table of a batch back, chunk by chunk, from where it stands. Raises LeaseLostError.

    The batch's report tells how much is `gone`, has got `back` what it was, and `stays`, by kind, and
    the `reasons` why.
    """
    batch = lease.batch
    lease.begin(_rows(batch).count(), batch.done)
    for positions in _chunks(batch):
        in_one_piece(partial(_undo, lease, positions))
    for keys in slices(_found(batch)):
        in_one_piece(partial(_let_go_left, lease, keys))
    lease.finish(undone_at=timezone.now())


def kept(batch: ImportBatch) -> QuerySet[BatchRow]:
    """Return the rows that an undo of `batch` has left as they are; each tells why."""
    return _rows(batch).exclude(after="")


def _rows(batch: ImportBatch) -> QuerySet[BatchRow]:
    return batch.rows.filter(outcome__in=(New, Changed))


def _chunks(batch: ImportBatch) -> Iterator[list[int]]:
    """The positions of rows, the last first, after those that are done; in a chunk each object only once."""
    left = _rows(batch).order_by("-position").values_list("position", "object_id")[batch.done :]
    chunk: dict[int | None, int] = {}
    for position, key in left.iterator(chunk_size=CHUNK_ROWS):
        if len(chunk) == CHUNK_ROWS or key in chunk:
            yield list(chunk.values())
            chunk = {}
        chunk[key] = position
    if chunk:
        yield list(chunk.values())


def _undo(lease: Lease, positions: Sequence[int]) -> None:
    rows = list(_rows(lease.batch).filter(position__in=positions).order_by("-position"))
    reasons = _Chunk(lease.batch, rows).take_back()
    for row in rows:
        if row in reasons:
            row.message = f"{_KEPT}{reasons[row]}"
        else:
            row.after = ""
    BatchRow.objects.bulk_update(rows, ["after", "message"])
    lease.renew(done=len(rows))


def _found(batch: ImportBatch) -> list[int]:
    """The articles or photos that the table has found in."""
    if batch.kind not in (Kind.ARTICLES, Kind.PHOTOS):
        return []
    found = batch.rows.filter(outcome=BatchRow.Outcome.ALREADY, object_id__isnull=False)
    return sorted(key for key in set(found.order_by().values_list("object_id", flat=True)) if key)


def _let_go_left(lease: Lease, keys: Sequence[int]) -> None:
    """What an undo of dumps has left for the sake of this table alone goes with it."""
    batch = lease.batch
    gone = let_go_left(batch, TABLES[Kind(batch.kind)]._meta.model, keys)
    this = ImportBatch.objects.filter(pk=batch.pk)
    report = this.values_list("report", flat=True).get()
    this.update(report={**report, "gone": gone + Counter(report.get("gone", {}))})
    lease.renew()


class _Chunk:
    """Some rows of a batch, the last first."""

    def __init__(self, batch: ImportBatch, rows: Sequence[Any]) -> None:
        self.batch, self.rows = batch, rows
        self.files: list[str] = []
        table = self._table()
        keys = {row.object_id for row in rows if row.object_id}
        self.objects = {instance.pk: instance for instance in table.locked(keys)}
        self.digests = {key: table.digest(instance) for key, instance in self.objects.items()}

    def take_back(self) -> dict[Any, str]:
        """Take the rows back, and return why each of the others is kept."""
        reasons: dict[Any, str] = {row: Reason.EDITED for row in self.rows if not self._is_as_left(row)}
        reasons |= self._needed([row for row in self._of(New) if row not in reasons])
        gone = [row for row in self._of(New) if row not in reasons]
        self._delete(gone)
        back = [row for row in self._of(Changed) if row not in reasons and row.object_id in self.objects]
        lost = self._put_back(back)
        self.files += [
            self.objects[row.object_id].image.name for row in back if FILE in row.before and row not in lost
        ]
        reasons |= dict.fromkeys(lost, "原来的内容不能原样恢复")
        self._report(gone, [row for row in back if row not in lost], reasons)
        transaction.on_commit(partial(delete_files, self.files))
        return reasons

    def _table(self, printed: Mapping[int, Sequence[str]] | None = None) -> TableResource:
        return table_of(self.batch.kind, Context(is_undoing=True, printed=printed or {}))

    def _of(self, outcome: str) -> list[Any]:
        return [row for row in self.rows if row.outcome == outcome]

    def _is_as_left(self, row: Any) -> bool:
        """Whether nobody has changed what the row made; what is gone needs no more."""
        key = row.object_id
        return key not in self.digests or self.digests[key] == row.after

    def _needed(self, rows: Sequence[Any]) -> dict[Any, str]:
        """Why new ones stay though nobody has changed them."""
        there = {row: self.objects[row.object_id] for row in rows if row.object_id in self.objects}
        if self.batch.kind in (Kind.ARTICLES, Kind.PHOTOS):
            judged: Any = list(there.values())
            articles = judged if self.batch.kind == Kind.ARTICLES else ()
            photos = judged if self.batch.kind == Kind.PHOTOS else ()
            judgement = Judgement(articles, photos, self.batch)
            verdicts = {row: judgement.of(instance) for row, instance in there.items()}
            return {row: str(verdict) for row, verdict in verdicts.items() if verdict}
        used = _used(self.batch, [instance.pk for instance in there.values()])
        return {row: Reason.USED for row, instance in there.items() if instance.pk in used}

    def _delete(self, rows: Iterable[Any]) -> None:
        keys = [row.object_id for row in rows if row.object_id in self.objects]
        self.files += [self.objects[key].image.name for key in keys if self.batch.kind == Kind.PHOTOS]
        TABLES[Kind(self.batch.kind)]._meta.model.objects.filter(pk__in=keys).delete()

    def _put_back(self, rows: Sequence[Any]) -> set[Any]:
        """Give objects back what they had. Return those rows whose cells cannot be read to just that."""
        lost: set[Any] = set()
        while wanted := [row for row in rows if row not in lost]:
            with transaction.atomic():
                failed = self._try_back(wanted)
                transaction.set_rollback(bool(failed))
            if not failed:
                break
            lost |= failed
        return lost

    def _try_back(self, rows: Sequence[Any]) -> set[Any]:
        headers = [ID, *(set(chain.from_iterable(row.before for row in rows)) - {PRINTED, STAMP})]
        cells = ({ID: str(row.object_id), **row.before} for row in rows)
        given = [Row(row.position, of_one) for row, of_one in zip(rows, cells, strict=True)]
        table = self._table({row.object_id: row.before.get(PRINTED, ()) for row in rows})
        table.run(given, headers)
        found = table.read(table.with_keys([row.object_id for row in rows]))
        now = {instance.pk: table.texts(instance)[STAMP] for instance in found}
        return {row for row in rows if now[row.object_id] != row.before[STAMP]}

    def _report(self, gone: Any, back: Any, reasons: dict[Any, str]) -> None:
        """Add to what the batch tells about this undo."""
        this = ImportBatch.objects.filter(pk=self.batch.pk)
        report = this.values_list("report", flat=True).get()
        counts = {name: Counter(report.get(name, {})) for name in ("gone", "back", "stays", "reasons")}
        counts["gone"][self.batch.kind] += len(gone)
        counts["back"][self.batch.kind] += len(back)
        counts["stays"][self.batch.kind] += len(reasons)
        counts["reasons"].update(str(reason) for reason in reasons.values())
        for kind, (removed, left) in _let_go([*gone, *back]).items():
            counts["gone"][kind] += removed
            counts["stays"][kind] += left
        this.update(report={**report, **counts})


def _used(batch: ImportBatch, keys: Sequence[int]) -> set[int]:
    """Which correspondents or topics something links to, or another table has found in."""
    links: Any = [
        (Byline.objects, "correspondent"),
        (PhotoCredit.objects, "correspondent"),
        (Regrouping.objects, "person"),
    ]
    if batch.kind == Kind.TOPICS:
        links = [(ArticleTopic.objects, "topic")]
    links.append((relied_on(TABLES[Kind(batch.kind)]._meta.model, batch), "object_id"))
    return {
        key
        for rows, name in links
        for key in rows.filter(**{f"{name}__in": keys}).values_list(name, flat=True)
    }


def _let_go(rows: Iterable[Any]) -> dict[str, tuple[int, int]]:
    """Remove what was made for `rows`, nobody has changed, and nobody uses; how much of it went and stays."""
    counts = {}
    for kind in KINDS:
        claims = {int(key): digest for row in rows for key, digest in row.made.get(kind.name, {}).items()}
        there = {found.pk: kind.digest(found) for found in kind.rows(claims).select_for_update()}
        fitting = {key for key, digest in there.items() if digest == claims[key]}
        used = {
            key
            for users, name, _ in users_of(kind.model, fitting)
            for key in users.values_list(name, flat=True)
        }
        kind.model.objects.filter(pk__in=fitting - used).delete()
        counts[kind.name] = len(fitting - used), len(there.keys() - (fitting - used))
    return counts
