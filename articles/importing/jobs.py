"""Jobs on batches: put into the queue, stopped, resumed, and found again where their worker died.

The batch's row says what is to be done and who does it; the queue only wakes a worker. So a task
too many does no harm, and one that is lost is made anew by `sweep`.
"""

from contextlib import suppress
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.importing import lease
from articles.importing.lease import Lease
from articles.importing.results import LASTING
from articles.models import ImportBatch
from articles.tasks import do, work, work_on

__all__ = [
    "BusyError",
    "can_resume",
    "discard",
    "do",
    "enqueue",
    "resume",
    "start",
    "stop",
    "sweep",
    "work",
]

State, Job = ImportBatch.State, ImportBatch.Job

BUSY = (State.QUEUED, State.RUNNING)
DEATHS = 3  # Of workers at one place of a batch, after which it is taken out of the queue.


class BusyError(Exception):
    """The batch is not in a state for this. The message says why, and what to do."""


class WorkerLostError(Exception):
    """The worker that had the task is gone."""


def enqueue(batch: ImportBatch, job: str, *, by: Any = None, **report: Any) -> None:
    """Have `job` done on `batch` in the background, for the user `by`. Raises BusyError.

    `report` is what the job needs to know; it is kept in the batch's report with the user's key
    as `by`. In a transaction the worker sees nothing until it is committed.
    """
    before = [State.WAITING] if job == Job.IMPORT else [State.STOPPED, State.FINISHED]
    free = ImportBatch.objects.filter(state__in=before)
    lasting = {name: batch.report[name] for name in LASTING if name in batch.report}
    with transaction.atomic():
        _queue(batch, free, job=job, done=0, report={"by": by.pk if by else None, **lasting, **report})
        lease.tell(batch, "开始", by=by)


def start(batch: ImportBatch, job: str, *, by: Any = None, **report: Any) -> Lease:
    """Return the lease for doing `job` on `batch` here and now, with `do`. Raises BusyError.

    Where the same job was stopped, it goes on where it stands.
    """
    with transaction.atomic():
        if batch.state == State.STOPPED and batch.job == job:
            resume(batch, by=by)
        else:
            enqueue(batch, job, by=by, **report)
        taken = Lease.take(batch.pk)  # The task will find that somebody has the batch already.
    if taken is None:
        raise BusyError(_refusal(batch))
    return taken


def stop(batch: ImportBatch, *, by: Any) -> bool:
    """Stop what waits or runs, at the end of a chunk; False where it had ended already."""
    who = by.get_full_name() or by.get_username()
    busy = ImportBatch.objects.filter(pk=batch.pk, state__in=BUSY)
    with transaction.atomic():
        is_stopped = busy.update(state=State.STOPPED, worker="", error=f"已由{who}停止。")
        if is_stopped:
            lease.tell(batch, "停止", by=by)
    return bool(is_stopped)


def can_resume(batch: ImportBatch) -> bool:
    """Whether `resume` would go on with a batch: its files have to be at hand."""
    return batch.state == State.STOPPED and (batch.job != Job.IMPORT or batch.uploads.exists())


def resume(batch: ImportBatch, *, by: Any = None) -> None:
    """Go on with a stopped job where it stands, now for the user `by`. Raises BusyError."""
    batch.refresh_from_db()
    if not can_resume(batch):
        raise BusyError(_refusal(batch))
    report = {**batch.report, "by": by.pk if by else None, "deaths": []}
    with transaction.atomic():
        _queue(batch, ImportBatch.objects.filter(state=State.STOPPED), report=report)
        lease.tell(batch, "继续", by=by)


def discard(batch: ImportBatch) -> None:
    """Delete a batch that nobody has confirmed, and what was sent for it. Raises BusyError."""
    with transaction.atomic():
        waiting = ImportBatch.objects.select_for_update().filter(pk=batch.pk, state=State.WAITING)
        if not waiting.exists():
            raise BusyError(f"{batch}已经开始导入，不能丢弃。要取回已导入的内容，请撤销这一批。")
        files = [(upload.file.storage, upload.file.name) for upload in batch.uploads.all()]
        waiting.delete()
        transaction.on_commit(lambda: _delete(files))


def sweep() -> None:
    """Put batches whose worker is gone back into the queue, and say of its tasks that they are lost."""
    before = timezone.now() - lease.STALE_AFTER
    stale = ImportBatch.objects.filter(state__in=BUSY, heartbeat_at__lt=before)
    waited_for = {_key(task) for task in _tasks().ready()}
    for batch in stale:
        if batch.state == State.RUNNING or batch.pk not in waited_for:
            _recover(batch)
    alive = ImportBatch.objects.filter(state=State.RUNNING, heartbeat_at__gte=before)
    keys = set(alive.values_list("pk", flat=True))
    for task in _tasks().running().filter(started_at__lt=before):
        if _key(task) not in keys:
            task.set_failed(WorkerLostError("the worker is gone"))


def _queue(batch: ImportBatch, allowed: QuerySet[ImportBatch], **fields: Any) -> None:
    """Queue a batch that is among those `allowed`, with its task. Raises BusyError."""
    values = {"state": State.QUEUED, "worker": "", "heartbeat_at": timezone.now(), "error": "", **fields}
    with transaction.atomic():
        if not allowed.filter(pk=batch.pk).update(**values):
            batch.refresh_from_db()
            raise BusyError(_refusal(batch))
        work_on.enqueue(batch.pk)
    batch.refresh_from_db()


def _recover(batch: ImportBatch) -> None:
    as_seen = ImportBatch.objects.filter(state=batch.state, heartbeat_at=batch.heartbeat_at)
    deaths = [*batch.report.get("deaths", []), batch.done][-DEATHS:]
    if batch.job == Job.IMPORT and not batch.uploads.exists():
        _give_up(batch, as_seen, "命令行导入中断。请重新运行同一命令，已导入的会跳过。")
    elif deaths == [batch.done] * DEATHS:
        _give_up(batch, as_seen, "执行者在同一处多次中断。请把日志交给系统维护人员，然后继续。")
    else:
        with suppress(BusyError):  # Another sweep was quicker.
            _queue(batch, as_seen, report={**batch.report, "deaths": deaths})


def _give_up(batch: ImportBatch, as_seen: QuerySet[ImportBatch], error: str) -> None:
    as_seen.filter(pk=batch.pk).update(state=State.STOPPED, worker="", error=error)


def _tasks() -> Any:
    return DBTaskResult.objects.filter(task_path=work_on.module_path)


def _key(task: DBTaskResult) -> int:
    return int(task.args_kwargs["args"][0])


def _delete(files: list[tuple[Any, str]]) -> None:
    for storage, name in files:
        storage.delete(name)


def _refusal(batch: ImportBatch) -> str:
    """Why a job cannot be begun, nor gone on with, and what to do."""
    return {
        State.WAITING: f"{batch}还没有导入任何内容。请先开始导入。",
        State.QUEUED: f"{batch}正在排队。请等它结束，或先停止它。",
        State.RUNNING: f"{batch}正在进行。请等它结束，或先停止它。",
        State.STOPPED: f"{batch}的导入停在中途，文件不在系统里。请重新运行导入的命令，已导入的会跳过。",
        State.FINISHED: f"{batch}已经完成。请刷新页面查看结果。",
    }[State(batch.state)]
