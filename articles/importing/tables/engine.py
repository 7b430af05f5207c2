"""Tables to rows of the database: a chunk a transaction, resumed where it stopped.

What each row has become is written in the transaction of its chunk, as is how far the batch is.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import islice
from typing import IO, Any

from django.db import DataError, IntegrityError

from articles.crossings import in_one_piece
from articles.importing import bulk
from articles.importing.batches import StoppedError
from articles.importing.lease import Lease
from articles.importing.pictures import Pictures
from articles.importing.results import LASTING
from articles.importing.sources import is_zip
from articles.importing.tables.kinds import check_headers, kind_of, table_of
from articles.importing.tables.opening import CHUNK_ROWS, Row, Table
from articles.importing.tables.photos import FILE, Album, HasPictures, PhotoTable, delete_files
from articles.importing.tables.plans import Context, Outcome
from articles.models import BatchRow, ImportBatch, Upload
from articles.pagedump import DumpError

logger = logging.getLogger(__name__)

UNUSED_TOLD = 50  # Pictures that no row names, one by one; the rest is counted.
NAME_TOLD = 200  # Characters of the name of one.
PICTURE_ROWS = 20  # Photos a chunk, since their pictures are held until they are written.

Kind = ImportBatch.Kind


@dataclass(frozen=True, slots=True)
class Survey:
    """What a table is, as far as can be told without its rows."""

    kind: Kind
    headers: list[str]
    total: int
    encoding: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A table and the pictures that came with it."""

    table: Table
    pictures: HasPictures | None


def survey(file: IO[bytes], name: str, *, kind: str | None = None, encoding: str | None = None) -> Survey:
    """Look a table through and tell what it is. Raises DumpError where it is refused whole."""
    with _opened(name, file, encoding, None, checked=False) as found:
        table = found.table
        try:
            known = Kind(kind) if kind else kind_of(table.headers)
            check_headers(known, table.headers)
        except DumpError as error:
            raise DumpError(error.reason, table.encoding.doubt or error.remedy) from None
        return Survey(known, table.headers, table.total, table.encoding.name, table.encoding.doubt)


def preview(upload: Upload, start: int, count: int) -> list[tuple[Row, Outcome]]:
    """Return `count` rows after the first `start` of an upload, and what would become of each.

    Writes nothing. The table is looked through whole where its batch has no `total` yet. Raises DumpError.
    """
    batch = upload.batch
    with opened(batch, checked=batch.total > 0) as found:
        check_headers(batch.kind, found.table.headers)
        rows = [row for row in islice(found.table.rows(start), count) if not row.is_blank]
        outcomes = Planner(batch.kind, found).outcomes(rows)
        return list(zip(rows, outcomes, strict=True))


def dry_run(file: IO[bytes], name: str, kind: str, *, encoding: str | None = None) -> Iterator[list[Outcome]]:
    """Yield what would become of the rows of a surveyed table, chunk by chunk. Writes nothing."""
    with _opened(name, file, encoding, None, checked=True) as found:
        planner = Planner(kind, found)
        for rows in found.table.chunks():
            yield planner.outcomes([row for row in rows if not row.is_blank])


def unused_pictures(file: IO[bytes], name: str, *, encoding: str | None = None) -> dict[str, Any]:
    """Return the `number` and the `first` names of pictures that no row of a surveyed table names, if any."""
    with _opened(name, file, encoding, None, checked=True) as found:
        return _unused(found)


def import_table(lease: Lease) -> None:
    """Import the table that was sent for a batch, from where the batch stands.

    The batch's report tells at last the `doubt` about its encoding, and the pictures that are `unused`, if
    any. Raises StoppedError where the table is refused whole, and what the lease raises.
    """
    batch = lease.batch
    try:
        with opened(batch, tick=lease.renew) as found:
            check_headers(batch.kind, found.table.headers)
            lease.begin(found.table.total, batch.done)
            run = Run(lease, found)
            for rows in found.table.chunks(batch.done, run.chunk_rows):
                run.write(rows)
            report = {name: said for name, said in batch.report.items() if name not in LASTING}
            report |= _lasting(found)
    except DumpError as error:
        lease.stop(str(error))
        raise StoppedError(str(error)) from error
    lease.finish(report=report)


class Planner:
    """Tells what would become of rows."""

    def __init__(self, kind: str, found: Opened) -> None:
        self.kind, self.headers = kind, found.table.headers
        self.album = Album(found.pictures)
        self.context = Context(self.album)

    def outcomes(self, rows: Sequence[Row]) -> list[Outcome]:
        """Return what would become of `rows`, their pictures looked at too."""
        self.make_pictures(rows)
        return table_of(self.kind, self.context, dry_run=True).run(rows, self.headers)

    def make_pictures(self, rows: Sequence[Row]) -> None:
        """Make the pictures that `rows` need: this takes long, so it is done outside the transaction."""
        if self.kind == Kind.PHOTOS and FILE in self.headers:
            self.album.made = None
            planned = table_of(self.kind, self.context, dry_run=True).run(rows, self.headers)
            self.album.make(o.differences[FILE][1] for o in planned if FILE in o.differences)


class Run(Planner):
    """Writes the rows of a table for the batch of `lease`."""

    def __init__(self, lease: Lease, found: Opened) -> None:
        super().__init__(lease.batch.kind, found)
        self.lease = lease
        has_pictures = self.kind == Kind.PHOTOS and found.pictures is not None
        self.chunk_rows = PICTURE_ROWS if has_pictures else CHUNK_ROWS

    def write(self, rows: Sequence[Row]) -> None:
        """Write `rows`, again where another process crossed them, in halves where one spoils the others."""
        full = [row for row in rows if not row.is_blank]
        self.make_pictures(full)
        try:
            return in_one_piece(partial(self._write, full, len(rows)))
        except (IntegrityError, DataError):
            if len(rows) == 1:
                return self._give_up(rows[0])
        self.write(rows[: len(rows) // 2])
        return self.write(rows[len(rows) // 2 :])

    def _write(self, rows: Sequence[Row], number: int) -> None:
        table = table_of(self.kind, self.context)
        try:
            self._record(table.run(rows, self.headers), number)
        except BaseException:
            if isinstance(table, PhotoTable):
                delete_files(table.saved)
            raise

    def _record(self, outcomes: Sequence[Outcome], number: int) -> None:
        told = [_values(outcome) for outcome in outcomes if outcome.outcome != "same" or outcome.is_found]
        bulk.insert(BatchRow, told, batch_id=self.lease.batch.pk)
        counts = {
            kind: sum(o.outcome == kind for o in outcomes) for kind in ("new", "changed", "same", "refused")
        }
        new = {self.kind: counts["new"]} if self.kind in (Kind.ARTICLES, Kind.PHOTOS) else {}
        imported = counts["new"] + counts["changed"]
        self.lease.renew(
            done=number, imported=imported, already=counts["same"], refused=counts["refused"], **new
        )

    def _give_up(self, row: Row) -> None:
        logger.error("the database takes row %d of %s in no way", row.number, self.lease.batch)
        message = "与已有的数据冲突，数据库不接受。请核对这一行，必要时交给系统维护人员。"
        refused = Outcome(row.number, BatchRow.Outcome.REFUSED, "", message)
        in_one_piece(partial(self._record, [refused], 1))


def _values(outcome: Outcome) -> dict[str, object]:
    """What a batch keeps of a row."""
    is_changed = outcome.outcome == BatchRow.Outcome.CHANGED
    return {
        "position": outcome.number,
        "outcome": str(BatchRow.Outcome.ALREADY if outcome.is_found else outcome.outcome),
        "field": outcome.column[:60],
        "message": outcome.message[:500],
        "object_id": outcome.object_id,
        "before": outcome.before if is_changed else None,
        "after": outcome.digest,
        "made": outcome.made,
    }


def _lasting(found: Opened) -> dict[str, Any]:
    """What a batch's report keeps of a table for good."""
    told = {"doubt": found.table.encoding.doubt, "unused": _unused(found)}
    return {name: said for name, said in told.items() if said}


def _unused(found: Opened) -> dict[str, Any]:
    if found.pictures is None:
        return {}
    calls = {str(row.cells[FILE]) for row in found.table.rows() if row.cells.get(FILE)}
    unused = found.pictures.unused(calls)
    return (
        {"number": len(unused), "first": [name[:NAME_TOLD] for name in unused[:UNUSED_TOLD]]}
        if unused
        else {}
    )


@contextmanager
def opened(
    batch: ImportBatch, *, checked: bool = False, tick: Callable[[], object] = lambda: None
) -> Iterator[Opened]:
    """Open the table of `batch`, and the zip of pictures that came with it or that holds it."""
    with ExitStack() as stack:
        uploads = list(batch.uploads.all())
        tables = [upload for upload in uploads if not is_zip(upload.name)]
        zips = [stack.enter_context(_file_of(upload)) for upload in uploads if is_zip(upload.name)]
        if not uploads or len(tables) > 1 or len(zips) > 1:
            raise DumpError("一次只能导入一个表格，最多带一个图片压缩包", "请分开上传")
        encoding = batch.options.get("encoding")
        name, file = (tables[0].name, stack.enter_context(_file_of(tables[0]))) if tables else ("", None)
        found = _opened(name, file, encoding, zips[0] if zips else None, checked=checked, tick=tick)
        yield stack.enter_context(found)


@contextmanager
def _opened(
    name: str,
    file: IO[bytes] | None,
    encoding: str | None,
    archive: IO[bytes] | None,
    *,
    checked: bool,
    tick: Callable[[], object] = lambda: None,
) -> Iterator[Opened]:
    if file is not None and is_zip(name):
        file, archive = None, file
    pictures = Pictures(archive) if archive else None
    if pictures and file is None:
        name, data = pictures.table
        file = BytesIO(data)
    if file is None:
        raise DumpError("没有表格", "请选择 CSV、XLSX 或 JSON 文件")
    yield Opened(Table(file, name, encoding, checked=checked, tick=tick), pictures)


def _file_of(upload: Upload) -> IO[bytes]:
    try:
        file: IO[bytes] = upload.file.storage.open(upload.file.name, "rb")
    except FileNotFoundError:
        raise DumpError("上传的文件已不在存储里", "请重新上传") from None
    return file
