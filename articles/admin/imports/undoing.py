"""A batch taken back: first what would go and what would stay, then the job, afterwards what has stayed."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.http import HttpRequest, HttpResponse

from articles.admin.imports.kept import item_of, kept_of
from articles.admin.imports.pages import log, page_of, show, to_batch
from articles.importing import jobs
from articles.importing.undo_forecast import forecast
from articles.models import BatchRow, ImportBatch

State, Job, Kind = ImportBatch.State, ImportBatch.Job, ImportBatch.Kind

MOST = 300  # Dumps looked at for a page that comes at once.
A_PAGE = 50
SHOWN = 10  # Of what has stayed, on the batch's own page.

LABELS = {
    "articles": "稿件",
    "photos": "图片",
    "dumps": "版面文本",
    "correspondents": "通讯员",
    "people": "署名人员",
    "topics": "主题",
    "columns": "栏目",
    "issues": "刊期",
}


def undo_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Show what an undo would do (GET), and have it done (POST). Raises BusyError."""
    check_ended(batch)
    if request.method == "POST":
        jobs.enqueue(batch, Job.UNDO, by=request.user)
        log(request, [batch], "撤销")
        return to_batch(batch)
    context = _of_table(batch) if batch.kind != Kind.DUMPS else _of_dumps(batch)
    return show(request, "importbatch/undo", batch, f"撤销{batch}", **context)


def kept_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """List what an undo has left, and why."""
    page = page_of(request, kept_of(batch), A_PAGE)
    return show(request, "importbatch/kept", batch, f"{batch}：撤销后保留的", page=page)


def told(batch: ImportBatch) -> dict[str, Any]:
    """Return what the batch's own page tells of its undo; nothing where there was none."""
    if batch.job != Job.UNDO:
        return {}
    kept = kept_of(batch)
    said = batch.report
    return {
        "counts": _counts(said.get("gone", {}), said.get("stays", {}), said.get("back", {})),
        "reasons": said.get("reasons", {}),
        "kept": kept[:SHOWN],
        "has_more": len(kept) > SHOWN,
    }


def check_ended(batch: ImportBatch) -> None:
    """Refuse a batch of which nothing has been imported yet. Raises BusyError."""
    if batch.state == State.WAITING:
        raise jobs.BusyError(f"{batch}还没有导入任何内容。")


def _of_dumps(batch: ImportBatch) -> dict[str, Any]:
    found = forecast(batch, MOST)
    return {
        "forecast": found,
        "counts": _counts(found.gone, found.stays, {}),
        "kept": [item_of(row, verdict) for row, verdict in found.kept],
        "number_kept": found.stays["articles"] + found.stays["photos"],
    }


def _of_table(batch: ImportBatch) -> dict[str, Any]:
    """What a table has done; which of it somebody has changed since is found by the undo itself."""
    numbers = dict(batch.rows.order_by().values_list("outcome").annotate(Count("pk")))
    return {"new": numbers.get(BatchRow.Outcome.NEW, 0), "changed": numbers.get(BatchRow.Outcome.CHANGED, 0)}


def _counts(
    gone: Mapping[str, int], stays: Mapping[str, int], back: Mapping[str, int]
) -> list[tuple[str, int, int, int]]:
    """By kind, how much goes, gets back what it was, and stays."""
    rows = (
        (label, gone.get(name, 0), back.get(name, 0), stays.get(name, 0)) for name, label in LABELS.items()
    )
    return [row for row in rows if any(row[1:])]
