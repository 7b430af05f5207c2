"""From preview to import: the preview of whatever a batch holds, its start, its end unread."""

from django.contrib import messages
from django.contrib.admin.models import DELETION
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import pagedump
from articles.admin.imports.forms import keep
from articles.admin.imports.pages import address, log, to_batch
from articles.admin.imports.previews import dumps_preview, file_preview
from articles.admin.imports.table_previews import table_preview
from articles.importing import jobs
from articles.importing.tables import may_import
from articles.models import ImportBatch

State, Job, Kind = ImportBatch.State, ImportBatch.Job, ImportBatch.Kind


def preview_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Show what an import would bring (GET), under other options (POST)."""
    if batch.state != State.WAITING:
        return to_batch(batch)
    if request.method == "POST":
        return _with_options(request, batch)
    show = dumps_preview if batch.kind == Kind.DUMPS else table_preview
    return show(request, batch)


def file_page(request: HttpRequest, batch: ImportBatch, position: int) -> HttpResponse:
    """Show one file beside what would become of it (GET), under other options (POST). Raises Http404."""
    if batch.state != State.WAITING or batch.kind != Kind.DUMPS:
        raise Http404
    if request.method == "POST":
        return _with_options(request, batch)
    return file_preview(request, batch, position)


def start(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Import a batch in the background, as its preview has shown it. Raises BusyError."""
    if batch.state != State.WAITING:
        raise jobs.BusyError(f"{batch}已经开始导入过了。")
    has_changed = keep(request, batch)
    if has_changed is None or has_changed:
        if has_changed:
            messages.warning(request, "选项改了，预览已随之更新。请看过再开始导入。")
        return redirect(address("preview", batch))
    if batch.kind != Kind.DUMPS and not may_import(request.user, batch.kind):
        raise PermissionDenied
    batch.parser_version = pagedump.PARSER_VERSION
    batch.save(update_fields=["parser_version"])
    jobs.enqueue(batch, Job.IMPORT, by=request.user)
    log(request, [batch], "开始导入")
    return to_batch(batch)


def _with_options(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    if keep(request, batch):
        messages.success(request, "选项已保存，预览随之更新。")
    return redirect(request.path)


def discard(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Delete a batch that nobody has confirmed, and its files. Raises BusyError."""
    jobs.discard(batch)
    log(request, [batch], "放弃，没有导入", DELETION)
    messages.success(request, f"{batch}已放弃，上传的文件已删除，没有导入任何内容。")
    return redirect(reverse("admin:articles_importbatch_changelist"))
