"""A run over many files: chunk by chunk, each in one short transaction, one bad file harming no other."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import DatabaseError, Error, IntegrityError, OperationalError, transaction

from articles.away import StoreAwayError
from articles.crossings import TRIES, give_way, is_crossing
from articles.full_disk import is_full
from articles.importing import bulk, files
from articles.importing.chunks import Chunk
from articles.importing.drafts import PageDraft, draft
from articles.importing.files import Source
from articles.importing.lease import Lease, LeaseLostError, LeavingError
from articles.importing.patience import patiently
from articles.importing.reading import Text, text_of, understood
from articles.importing.results import Options, Outcome, Result, Summary
from articles.models import BatchFile, Dump, ImportBatch
from articles.pagedump import PARSER_VERSION, DumpError
from articles.pagedump.collector import collector_at_rest
from articles.rulebook import Rulebook

logger = logging.getLogger(__name__)

CHUNK_FILES = 100
CHUNK_TEXT = 1_000_000  # Characters; a transaction over them is done in a fraction of a second.


class StoppedError(Exception):
    """The run cannot go on: a full disk, a database gone. What is written stays whole."""


@dataclass(slots=True)
class File:
    """One file on its way: where it stands in the batch, and its text or its result."""

    position: int
    name: str
    text: Text | None = None
    page: PageDraft | None = None
    result: Result | None = None
    dump: int | None = None


def run(
    paths: Iterable[Path],
    options: Options,
    *,
    user: Any = None,
    on_start: Callable[[int], None] = lambda total: None,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Summary:
    """Import the files at `paths` and return what became of them.

    `user` is who imports, None on the command line. `on_start` hears the number of files,
    `on_result` each result as it comes. A dry run writes nothing. The database may be away for a while
    meanwhile. Raises StoppedError, and LeaseLostError where somebody has stopped the batch.
    """
    sources = list(files.find(paths))
    on_start(len(sources))
    lease = None if options.dry_run else _new_batch(len(sources), options, user)
    summary = Summary(lease.batch if lease else None)

    def hear(result: Result) -> None:
        summary.results.append(result)
        on_result(result)

    def go_on(lease: Lease) -> None:
        for result in _untold(lease.batch, told=len(summary.results)):
            hear(result)
        import_sources(sources, options, lease, on_result=hear)

    with stopping(lease):
        if lease:
            patiently(go_on, lease)
        else:
            import_sources(sources, options, None, on_result=hear)
    return summary


def import_sources(
    sources: Sequence[Source],
    options: Options,
    lease: Lease | None,
    *,
    on_result: Callable[[Result], None] = lambda result: None,
) -> None:
    """Import `sources` into the batch of `lease`, from where it stands; without one, only tell what would be.

    Raises LeaseLostError where somebody has stopped the batch, and LeavingError.
    """
    rulebook = Rulebook()
    for group in _groups(sources, options, start=lease.batch.done if lease else 0):
        for file in _import(group, options, lease, rulebook):
            if file.result:
                on_result(file.result)
    if lease:
        lease.finish()


def preview(sources: Sequence[Source], options: Options, batch: ImportBatch) -> list[File]:
    """Return what would become of a few `sources` were they imported now. Writes nothing."""
    group = [_read(position, source, options) for position, source in enumerate(sources)]
    _understand(group, options, Rulebook())
    return _tried(group, options, batch)


@contextmanager
def stopping(lease: Lease | None) -> Iterator[None]:
    """Whatever ends a run before its time is written into its batch, in words for people."""
    try:
        yield
    except (LeaseLostError, LeavingError, StoppedError):
        raise
    except BaseException as error:
        reason = _reason(error)
        with suppress(Exception):
            if lease:
                lease.stop(reason)
        if isinstance(error, OSError | Error):
            raise StoppedError(reason) from error
        raise


def _new_batch(total: int, options: Options, user: Any) -> Lease:
    return Lease.new(created_by=user, options=options.as_json(), parser_version=PARSER_VERSION, total=total)


def _untold(batch: ImportBatch, told: int) -> list[Result]:
    """Return what is written and nobody has heard of: the database went away before it could say so."""
    if told == batch.done:
        return []
    names = ("name", "outcome", "message", "articles", "linked", "photos", "notices")
    rows = batch.files.filter(position__gte=told).values(*names)
    return [Result(**{**row, "outcome": Outcome(row["outcome"])}) for row in rows]


def _groups(sources: Sequence[Source], options: Options, start: int) -> Iterator[list[File]]:
    group: list[File] = []
    size = 0
    for position, source in enumerate(sources[start:], start=start):
        file = _read(position, source, options)
        group.append(file)
        size += len(file.text.decoded.text) if file.text else 0
        if len(group) == CHUNK_FILES or size >= CHUNK_TEXT:
            yield group
            group, size = [], 0
    if group:
        yield group


def _read(position: int, source: Source, options: Options) -> File:
    file = File(position, source.name)
    try:
        file.text = text_of(source, options)
    except DumpError as error:
        file.result = _refused(file, error)
    return file


def _import(group: list[File], options: Options, lease: Lease | None, rulebook: Rulebook) -> list[File]:
    with collector_at_rest():
        _understand(group, options, rulebook)
        return _written(group, options, lease) if lease else _tried(group, options, None)


def _understand(group: list[File], options: Options, rulebook: Rulebook) -> None:
    """Parse what is not in already. Parsing needs no transaction, and takes most of the time."""
    texts = {file.text.sha256: file for file in reversed(group) if file.text}
    rows = Dump.objects.filter(sha256__in=texts, undone_at=None).values_list("sha256", "pk")
    known = dict(rows)
    for file in group:
        if file.text is None:
            continue
        if file.text.sha256 in known or texts[file.text.sha256] is not file:
            file.result = Result(file.name, Outcome.ALREADY)
            file.dump = known.get(file.text.sha256)
            continue
        try:
            file.page = draft(understood(file.text, options), rulebook)
        except DumpError as error:
            file.result = _refused(file, error)


def _tried(group: list[File], options: Options, batch: ImportBatch | None) -> list[File]:
    """Write, look at what came of it, and take it back: a dry run is the real one, undone."""
    with transaction.atomic():
        _write(group, batch or ImportBatch.objects.create(), replace(options, publish=False))
        transaction.set_rollback(True)
    return group


def _written(group: list[File], options: Options, lease: Lease) -> list[File]:
    """Write a group, again where another process has crossed it, and in halves where one file spoils it."""
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                _write(group, lease.batch, options)
                _record(group, lease)
            return group
        except (IntegrityError, OperationalError) as error:
            if not is_crossing(error):
                raise
            give_way(attempt)
        except DatabaseError:
            break
    if len(group) > 1:
        middle = len(group) // 2
        return _written(group[:middle], options, lease) + _written(group[middle:], options, lease)
    return _given_up(group, lease)


def _write(group: list[File], batch: ImportBatch, options: Options) -> None:
    pages = [file.page for file in group if file.page]
    results = Chunk(batch, pages).write(publish=options.publish) if pages else {}
    for file in group:
        if file.page:
            known = (Result(file.name, Outcome.ALREADY), None)
            file.result, file.dump = results.get(file.page.found.sha256, known)


def _record(group: list[File], lease: Lease) -> None:
    results = [(file, file.result) for file in group if file.result]
    bulk.insert(
        BatchFile,
        [
            {
                "batch_id": lease.batch.pk,
                "position": file.position,
                "name": file.name[-255:],
                "outcome": result.outcome.value,
                "message": result.message[:500],
                "articles": result.articles,
                "linked": result.linked,
                "photos": result.photos,
                "notices": result.notices,
                "dump_id": file.dump,
            }
            for file, result in results
        ],
    )
    counts = {outcome.value: sum(r.outcome == outcome for _, r in results) for outcome in Outcome}
    sums = {name: sum(getattr(r, name) for _, r in results) for name in ("articles", "photos", "notices")}
    lease.renew(done=len(group), **counts, **sums)


def _given_up(group: list[File], lease: Lease) -> list[File]:
    (file,) = group
    logger.error("the database takes %r in no way", file.name)
    error = DumpError("数据库不接受这个文件的内容", "请把它交给系统维护人员，其余文件不受影响")
    file.page, file.dump, file.result = None, None, _refused(file, error)
    with transaction.atomic():
        _record(group, lease)
    return group


def _refused(file: File, error: DumpError) -> Result:
    return Result(file.name, Outcome.REFUSED, str(error))


def _reason(error: BaseException) -> str:
    if is_full(error):
        return "磁盘已满。请腾出空间后继续，已导入的不受影响。"
    if isinstance(error, StoreAwayError):
        return "存放文件的存储服务没有应答。请等它恢复后继续，已导入的不受影响。"
    if isinstance(error, Error):
        return f"数据库出错（{error}）。请检查数据库后继续，已导入的不受影响。"
    if isinstance(error, KeyboardInterrupt):
        return "已被中断。再次运行会从中断处继续。"
    return "程序出错，详情见日志。请把日志交给系统维护人员，已导入的不受影响。"
