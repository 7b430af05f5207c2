"""The page 导入, where files come in: nothing is imported before its preview is confirmed."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import ADDITION
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.admin.imports.forms import OptionsForm
from articles.admin.imports.pages import ADD, address, log, may, show
from articles.admin.imports.receiving import receiving, stored
from articles.admin.imports.sorting import Parcel, sort_out
from articles.admin.imports.surveys import survey
from articles.importing.tables import may_export
from articles.models import ImportBatch, Upload
from articles.pagedump import DumpError

Kind = ImportBatch.Kind

# Whose pages at the desk offer an empty table to be filled in.
TEMPLATES = {
    Kind.ARTICLES: "articles_article",
    Kind.CORRESPONDENTS: "people_correspondent",
    Kind.PHOTOS: "articles_photo",
    Kind.TOPICS: "articles_topic",
}


@csrf_exempt  # Checked in `_received`: the check reads the request, and reading it may fail in words.
def import_page(request: HttpRequest) -> HttpResponse:
    """Ask for files (GET), and keep them in batches that wait for their preview (POST)."""
    if not may(request, ADD):
        raise PermissionDenied
    if request.method != "POST":
        return _form(request, OptionsForm())
    try:
        with receiving(request):
            return _received(request)
    except DumpError as error:
        return _form(request, OptionsForm(), str(error))


@csrf_protect
def _received(request: HttpRequest) -> HttpResponse:
    files = [file for file in request.FILES.getlist("files") if isinstance(file, UploadedFile)]
    form = OptionsForm(request.POST)
    if not files:
        return _form(request, form, "没有选择文件。请选择或拖入要导入的文件。")
    if not form.is_valid():
        return _form(request, form, "选项有误，文件没有保存。请改正后重新选择文件。")
    batches = _make_batches(sort_out(files), form.options(), request.user)
    log(request, batches, f"上传 {len(files)} 个文件，待确认", ADDITION)
    return _to_preview(request, batches)


def _make_batches(parcels: list[Parcel], options: dict[str, Any], user: Any) -> list[ImportBatch]:
    """Make a batch of each parcel, all or none. Raises OSError where the storage takes them not."""
    with stored(chain.from_iterable(parcel.files for parcel in parcels)) as uploads, transaction.atomic():
        rows = iter(uploads)
        batches = []
        for parcel in parcels:
            kind = Kind.ARTICLES if parcel.is_table else Kind.DUMPS
            batch = ImportBatch.objects.create(kind=kind, created_by=user, options=options)
            _attach(batch, (next(rows) for _ in parcel.files))
            batches.append(batch)
    for batch in batches:
        if batch.kind != Kind.DUMPS:
            survey(batch)
    return batches


def _attach(batch: ImportBatch, uploads: Iterable[Upload]) -> None:
    rows = list(uploads)
    for position, upload in enumerate(rows):
        upload.batch, upload.position = batch, position
    Upload.objects.bulk_create(rows)


def _to_preview(request: HttpRequest, batches: list[ImportBatch]) -> HttpResponse:
    if len(batches) == 1:
        return redirect(address("preview", batches[0]))
    text = f"收到的文件分成 {len(batches)} 个批次，还没有导入。请逐个查看预览，再开始导入。"
    messages.success(request, text)
    waiting = ImportBatch.State.WAITING
    return redirect(f"{reverse('admin:articles_importbatch_changelist')}?state__exact={waiting}")


def _form(request: HttpRequest, form: OptionsForm, error: str = "") -> HttpResponse:
    return show(
        request,
        "importbatch/add",
        None,
        "导入",
        form=form,
        error=error,
        files_limit=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
        size_limit=settings.UPLOAD_SIZE_LIMIT,
        templates=[
            (kind.label, reverse(f"admin:{name}_template", args=["xlsx"]))
            for kind, name in TEMPLATES.items()
            if may_export(request.user, kind)
        ],
    )
