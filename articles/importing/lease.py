"""The right of one process to work on a batch: taken once, renewed with every chunk, lost when stale.

Whoever holds it has their token in the batch's row. Each chunk renews it inside its own transaction,
so that a process which was thought dead and wakes up can write nothing any more.
"""

import datetime
import threading
import uuid
from collections.abc import Callable
from functools import partial
from typing import Any, Self

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from articles import events
from articles.models import ImportBatch

State = ImportBatch.State

STALE_AFTER = datetime.timedelta(seconds=60)  # A chunk takes a second; a process that rests longer is dead.
LEAVING = threading.Event()  # Set where this process is to end after the chunk that it is at.


class LeaseLostError(Exception):
    """Somebody else works on the batch, or has stopped it."""


class LeavingError(Exception):
    """This process is to end. The chunk is written; whoever comes next goes on from there."""


class Lease:
    """Held by whoever works on `batch`. `on_progress` hears the batch whenever it gets further."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self.on_progress: Callable[[ImportBatch], object] = lambda batch: None

    @classmethod
    def new(cls, **fields: Any) -> Self:
        """Make a batch of `fields` and take its lease in one: nobody else sees it free."""
        held = {"state": State.RUNNING, "worker": uuid.uuid4().hex, "heartbeat_at": timezone.now()}
        with transaction.atomic():
            batch = ImportBatch.objects.create(**fields, **held)
            tell(batch, "开始", by=batch.created_by)
        return cls(batch)

    @classmethod
    def take(cls, key: int) -> Self | None:
        """Take the lease of the batch with the primary key `key`; None where it is not to be had.

        It is to be had where the batch is queued, or where whoever worked on it has gone stale.
        """
        now = timezone.now()
        is_free = Q(state=State.QUEUED) | Q(state=State.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
        token = uuid.uuid4().hex
        free = ImportBatch.objects.filter(is_free, pk=key)
        if not free.update(state=State.RUNNING, worker=token, heartbeat_at=now, error=""):
            return None
        return cls(ImportBatch.objects.select_related("created_by").get(pk=key))

    def begin(self, total: int, done: int = 0) -> None:
        """Say how much there is to do, files, rows or dumps, and what is done. Raises LeaseLostError."""
        self._write(heartbeat_at=timezone.now(), total=total, done=done)
        self.batch.total, self.batch.done = total, done
        self.on_progress(self.batch)

    def catch_up(self) -> None:
        """Read the batch anew: nobody knows whether the last chunk was written. Raises LeaseLostError."""
        with transaction.atomic():
            self._write(heartbeat_at=timezone.now())
            self.batch.refresh_from_db()

    def renew(self, **added: int) -> None:
        """Add to the batch's counters and say that its worker lives. Raises LeaseLostError.

        The last thing to do in a chunk's transaction: from here the batch's row stays locked until all
        is written. Once it is, LeavingError is raised where this process is to end.
        """
        counts: dict[str, Any] = {name: F(name) + number for name, number in added.items()}
        self._write(heartbeat_at=timezone.now(), **counts)
        transaction.on_commit(partial(self._go_on, added))

    def finish(self, **fields: Any) -> None:
        """Give the lease back: the job is done. `fields` are set on the batch with it."""
        with transaction.atomic():
            self._write(state=State.FINISHED, worker="", finished_at=timezone.now(), **fields)
            tell(self.batch, "完成")

    def stop(self, error: str) -> None:
        """Give the lease back with the job undone, for the reason `error`; it can be resumed."""
        with transaction.atomic():
            self._write(state=State.STOPPED, worker="", error=error)
            tell(self.batch, f"停止：{error}")

    def give_back(self) -> None:
        """Give the lease back into the queue, for the next worker to go on. Raises LeaseLostError."""
        self._write(state=State.QUEUED, worker="", heartbeat_at=timezone.now())

    def _go_on(self, added: dict[str, int]) -> None:
        for name, number in added.items():
            setattr(self.batch, name, getattr(self.batch, name) + number)
        self.on_progress(self.batch)
        if LEAVING.is_set():
            raise LeavingError(f"{self.batch}：执行者退出，其余由下一个执行者继续")

    def _write(self, **fields: Any) -> None:
        held = ImportBatch.objects.filter(pk=self.batch.pk, state=State.RUNNING, worker=self.batch.worker)
        if not held.update(**fields):
            raise LeaseLostError(f"{self.batch}：任务已被停止，或由另一个进程接手")


def tell(batch: ImportBatch, what: str, *, by: Any = None) -> None:
    """Tell the audit what has become of the job of a batch. Use inside its transaction."""
    events.tell(batch.job, str(batch), f"{batch.get_kind_display()}，{what}", by=by)
