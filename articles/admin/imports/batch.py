"""A batch's own page: how far it is, what became of its files, what is doubtful, what can be done with it."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse

from articles.admin.imports import doubts, progress, reparsing, undoing
from articles.admin.imports.pages import ADD, RELEASE, UNDO, address, log, may, page_of, show, to_batch
from articles.admin.imports.releasing import can_release
from articles.importing import jobs
from articles.models import BatchFile, BatchRow, ImportBatch

State, Job, Kind = ImportBatch.State, ImportBatch.Job, ImportBatch.Kind

A_PAGE = 50
PERMISSIONS = {Job.IMPORT: ADD, Job.REPARSE: ADD, Job.UNDO: UNDO, Job.RELEASE: RELEASE}
OPTIONS = {"date": "出版日期", "page": "版次", "encoding": "编码"}


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do with a batch: a page to look at first, or at once where `is_post`."""

    label: str
    address: str
    is_post: bool = False


def batch_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Show a batch."""
    is_table = batch.kind != Kind.DUMPS
    groups = list(doubts.groups_of(batch)[: doubts.SHOWN + 1]) if not is_table else []
    return show(
        request,
        "importbatch/batch",
        batch,
        str(batch),
        is_own_page=True,
        batch=batch,
        is_table=is_table,
        has_results=any((batch.finished_at, batch.imported, batch.already, batch.refused)),
        asked=asked(batch),
        progress=progress.of(request, batch),
        actions=actions(request, batch),
        report=undoing.told(batch),
        parsed_anew=reparsing.told(batch),
        releases=batch.releases.select_related("created_by"),
        doubtful=doubts.doubtful(groups[: doubts.SHOWN]),
        has_more_doubts=len(groups) > doubts.SHOWN,
        outcomes=_outcomes(request, BatchRow.Outcome if is_table else BatchFile.Outcome),
        page=page_of(request, _results(request, batch, is_table), A_PAGE),
    )


def progress_data(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Tell the page's script how far a batch is."""
    return JsonResponse(progress.of(request, batch).as_json())


def stop(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Stop what waits or runs."""
    _check(request, batch)
    if jobs.stop(batch, by=request.user):
        log(request, [batch], f"停止{batch.get_job_display()}")
    return to_batch(batch)


def resume(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Go on with what was stopped. Raises BusyError."""
    _check(request, batch)
    jobs.resume(batch, by=request.user)
    log(request, [batch], f"继续{batch.get_job_display()}")
    return to_batch(batch)


def actions(request: HttpRequest, batch: ImportBatch) -> list[Action]:
    """Return what this user may do with a batch as it stands."""
    if batch.state == State.WAITING:
        offered = [(ADD, Action("查看预览并开始导入", address("preview", batch)))]
    elif batch.state in progress.BUSY:
        offered = [(PERMISSIONS[Job(batch.job)], Action("停止", address("stop", batch), is_post=True))]
    else:
        offered = [*_resuming(batch), *_looking_back(batch)]
    return [action for permission, action in offered if may(request, permission)]


def asked(batch: ImportBatch) -> str:
    """Return in words what whoever imported has said."""
    given = [f"{label}：{batch.options[name]}" for name, label in OPTIONS.items() if batch.options.get(name)]
    if batch.options.get("publish"):
        given.append("导入后立即发布")
    return "，".join(given) or "—"


def _resuming(batch: ImportBatch) -> list[tuple[str, Action]]:
    if not jobs.can_resume(batch):
        return []
    label = f"继续{batch.get_job_display()}"
    return [(PERMISSIONS[Job(batch.job)], Action(label, address("resume", batch), is_post=True))]


def _looking_back(batch: ImportBatch) -> list[tuple[str, Action]]:
    """What can be done with what a batch has brought in."""
    offered = [(UNDO, Action("撤销…", address("undo", batch)))]
    if batch.kind == Kind.DUMPS:
        offered.insert(0, (ADD, Action("重新解析…", address("reparse", batch))))
    if can_release(batch):
        offered.insert(0, (RELEASE, Action("标记为已刊发…", address("release", batch))))
    return offered


def _check(request: HttpRequest, batch: ImportBatch) -> None:
    """Refuse whoever may not do the batch's job: they may not stop it either. Raises PermissionDenied."""
    if not may(request, PERMISSIONS[Job(batch.job)]):
        raise PermissionDenied


def _results(request: HttpRequest, batch: ImportBatch, is_table: bool) -> Any:
    """What became of the batch's files or rows, those of one outcome where the address names it."""
    results = batch.rows.all() if is_table else batch.files.select_related("dump").defer("dump__text")
    outcome = request.GET.get("outcome")
    if outcome is None:
        return results
    if outcome not in (BatchRow.Outcome if is_table else BatchFile.Outcome).values:
        raise Http404
    return results.filter(outcome=outcome)


def _outcomes(request: HttpRequest, kinds: Any) -> list[dict[str, Any]]:
    """The links that choose files or rows by outcome."""
    chosen = request.GET.get("outcome")
    every = {"label": "全部", "query": "?", "is_chosen": chosen is None}
    return [every, *({"label": k.label, "query": f"?outcome={k}", "is_chosen": chosen == k} for k in kinds)]
