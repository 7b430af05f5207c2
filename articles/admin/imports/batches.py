"""Batches at the desk: their list, and every page about one of them."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path

from articles.admin.imports import batch as one
from articles.admin.imports import doubts, releasing, reparsing, starting, undoing
from articles.admin.imports.adding import import_page
from articles.admin.imports.pages import ADD, RELEASE, SEE, UNDO, BatchPage, may
from articles.admin.imports.records import RecordAdmin
from articles.models import ImportBatch

OWN = BatchPage("change", "change/", one.batch_page, SEE)

# Who may stop and resume depends on what is being done, and is asked there.
PAGES = (
    OWN,
    BatchPage("progress", "progress/", one.progress_data, SEE),
    BatchPage("doubts", "doubts/", doubts.doubts_page, SEE),
    BatchPage("stop", "stop/", one.stop, SEE, post_only=True),
    BatchPage("resume", "resume/", one.resume, SEE, post_only=True),
    BatchPage("preview", "preview/", starting.preview_page, [ADD]),
    BatchPage("file", "preview/<int:position>/", starting.file_page, [ADD]),
    BatchPage("start", "start/", starting.start, [ADD], post_only=True),
    BatchPage("discard", "discard/", starting.discard, [ADD], post_only=True),
    BatchPage("undo", "undo/", undoing.undo_page, [UNDO]),
    BatchPage("kept", "kept/", undoing.kept_page, SEE),
    BatchPage("reparse", "reparse/", reparsing.reparse_page, [ADD]),
    BatchPage("release", "release/", releasing.release_page, [RELEASE]),
)


@admin.register(ImportBatch)
class BatchAdmin(RecordAdmin):
    list_display = (
        *("__str__", "kind", "progress", "created_at", "created_by"),
        *("imported", "refused", "articles"),
    )
    list_filter = ("state", "kind")
    list_select_related = ("created_by",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, ADD)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return may(request, *SEE)

    def get_urls(self) -> list[URLPattern]:
        adding = self.admin_site.admin_view(import_page)
        own = path("add/", adding, name="articles_importbatch_add")
        return [own, *(page.url() for page in PAGES), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """An address that names no batch by its number. Raises Http404."""
        raise Http404

    @admin.display(description="状态", ordering="state")
    def progress(self, batch: ImportBatch) -> str:
        state = batch.get_state_display()
        return state if batch.state == ImportBatch.State.WAITING else f"{batch.get_job_display()}{state}"
