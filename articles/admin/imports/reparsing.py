"""A batch parsed anew: first what would change, so many dumps a page, then the job."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles import pagedump
from articles.admin.differences import compared
from articles.admin.imports.pages import log, page_of, show, to_batch
from articles.admin.imports.undoing import check_ended
from articles.importing import jobs
from articles.importing.reparse import Change, Kind, changes, outdated
from articles.models import Article, Dump, ImportBatch, Photo

A_PAGE = 10  # Dumps; each is parsed, written and taken back to see what would come of it.


def reparse_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Show what a new reading would change (GET), and have it done (POST). Raises BusyError and Http404."""
    if batch.kind != ImportBatch.Kind.DUMPS:
        raise Http404
    check_ended(batch)
    force = "force" in (request.POST if request.method == "POST" else request.GET)
    if request.method == "POST":
        jobs.enqueue(batch, ImportBatch.Job.REPARSE, by=request.user, force=force)
        log(request, [batch], f"重新解析，解析器版本 {pagedump.PARSER_VERSION}")
        return to_batch(batch)
    page = page_of(request, outdated(batch, force=force).defer("text").order_by("name", "pk"), A_PAGE)
    shown = _shown(batch, page, force=force)
    return show(
        request,
        "importbatch/reparse",
        batch,
        f"重新解析{batch}",
        page=page,
        dumps=shown,
        unchanged=sum(not one["changes"] for one in shown),
        force=force,
        version=pagedump.PARSER_VERSION,
    )


def told(batch: ImportBatch) -> str:
    """Return what the batch's own page tells of its having been parsed anew; blank where it was not."""
    if batch.job != ImportBatch.Job.REPARSE or batch.state != ImportBatch.State.FINISHED:
        return ""
    numbers = batch.report.get("changes", {})
    said = [
        f"{model._meta.verbose_name}{kind} {number}"
        for model in (Article, Photo, Dump)
        for kind in Kind
        if (number := numbers.get(f"{model._meta.model_name}_{kind.name.lower()}"))
    ]
    return f"重新解析的结果：{'，'.join(said) or '没有变化'}。"


def _shown(batch: ImportBatch, dumps: Iterable[Dump], *, force: bool) -> list[dict[str, Any]]:
    """Each dump with what would change in it."""
    told: dict[Dump, list[dict[str, Any]]] = {dump: [] for dump in dumps}
    for change in changes(batch, told.keys(), force=force):
        told[change.dump].append(_told(change))
    return [{"dump": dump, "changes": found} for dump, found in told.items()]


def _told(change: Change) -> dict[str, Any]:
    """A change with what differs; what would be new has no page of its own yet."""
    row = change.row
    address = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    return {
        "kind": change.kind,
        "title": str(row),
        "of": row._meta.verbose_name,
        "address": "" if change.kind == Kind.NEW else address,
        "reason": change.reason,
        "differences": compared(change.fields),
    }
