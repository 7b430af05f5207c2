"""What a background worker does: the job that a batch waits for, under its lease."""

import logging
from collections.abc import Callable

from django.db import transaction
from django_tasks import task

from articles.importing import tables
from articles.importing.batches import StoppedError, import_sources, stopping
from articles.importing.files import in_uploads
from articles.importing.lease import Lease, LeaseLostError, LeavingError
from articles.importing.patience import patiently
from articles.importing.reparse import reparse
from articles.importing.results import Options
from articles.importing.undo import undo
from articles.models import ImportBatch
from articles.releases import release

logger = logging.getLogger(__name__)

Job, Kind = ImportBatch.Job, ImportBatch.Kind


@task()
def work_on(key: int) -> None:
    """Do the job that the batch with the primary key `key` waits for, from the queue."""
    work(key)


def work(key: int) -> None:
    """Do the job that a batch waits for. Nothing is done where somebody else has it or has stopped it.

    What stopped it is told by the batch. A fault of the program's own is raised too, for the log.
    """
    lease = Lease.take(key)
    if lease is None:
        return
    try:
        _do_or_leave(lease)
    except (LeaseLostError, StoppedError) as error:
        logger.warning("%s: %s", lease.batch, error)


def do(lease: Lease) -> None:
    """Do the job of a batch whose lease is held; the database may be away for a while meanwhile.

    Raises StoppedError, LeaseLostError, LeavingError.
    """
    with stopping(lease):
        patiently(_doing(lease.batch), lease)


def _do_or_leave(lease: Lease) -> None:
    try:
        do(lease)
    except LeavingError:
        with transaction.atomic():
            lease.give_back()
            work_on.enqueue(lease.batch.pk)


def _doing(batch: ImportBatch) -> Callable[[Lease], object]:
    if batch.job == Job.RELEASE:
        return release
    if batch.job == Job.REPARSE:
        return reparse
    if batch.kind == Kind.DUMPS:
        return undo if batch.job == Job.UNDO else _import_dumps
    return tables.undo_table if batch.job == Job.UNDO else tables.import_table


def _import_dumps(lease: Lease) -> None:
    batch = lease.batch
    sources = list(in_uploads(batch.uploads.all()))
    lease.begin(len(sources), batch.done)
    import_sources(sources, Options.from_json(batch.options), lease)
