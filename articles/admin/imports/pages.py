"""What all pages about a batch share: who may open them, how the batch is found, how they are shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import events
from articles.importing.jobs import BusyError
from articles.models import ImportBatch

ADD = "articles.add_importbatch"
UNDO = "articles.undo_importbatch"
RELEASE = "articles.release_importbatch"
SEE = ("articles.view_importbatch", ADD, UNDO, RELEASE)  # Any of them.

M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class BatchPage:
    """A page about one batch: its name and place among the addresses, its view, and who may open it.

    Any of `permissions` opens it. The view takes the request, the batch, and what the address names.
    """

    name: str
    route: str
    view: Callable[..., HttpResponse]
    permissions: Sequence[str]
    post_only: bool = False

    def url(self) -> URLPattern:
        """Return the page's address, for those who are signed in at the desk."""
        view = admin.site.admin_view(self.respond)
        return path(f"<int:key>/{self.route}", view, name=f"articles_importbatch_{self.name}")

    def respond(self, request: HttpRequest, key: int, **named: Any) -> HttpResponse:
        """Answer a request. Raises PermissionDenied and Http404; an action that cannot be is told."""
        if not may(request, *self.permissions):
            raise PermissionDenied
        if self.post_only and request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        batch = get_object_or_404(ImportBatch.objects.select_related("created_by"), pk=key)
        try:
            return self.view(request, batch, **named)
        except BusyError as error:
            messages.error(request, str(error))
            return to_batch(batch)


def may(request: HttpRequest, *permissions: str) -> bool:
    """Whether the user has any of `permissions`."""
    return any(request.user.has_perm(permission) for permission in permissions)


def show(
    request: HttpRequest, template: str, subject: Model | None, title: str, **context: Any
) -> TemplateResponse:
    """Return a page of the desk. `subject` is the batch or issue that it is about, for the way back."""
    common = {
        **admin.site.each_context(request),
        "opts": (subject or ImportBatch)._meta,
        "subject": subject,
        "title": title,
    }
    return TemplateResponse(request, f"admin/articles/{template}.html", {**common, **context})


def address(name: str, batch: ImportBatch, *named: Any) -> str:
    """Return where the page `name` about a batch is."""
    return reverse(f"admin:articles_importbatch_{name}", args=[batch.pk, *named])


def to_batch(batch: ImportBatch) -> HttpResponse:
    """Lead to the batch's own page."""
    return redirect(address("change", batch))


def log(request: HttpRequest, rows: Sequence[M], message: str, flag: int = CHANGE) -> None:
    """Record that the user has done something with `rows`; of jobs on batches these tell by themselves."""
    LogEntry.objects.log_actions(request.user.pk or 0, rows, flag, message)
    if flag != CHANGE:
        events.tell("import", "、".join(map(str, rows)), message)


def page_of(request: HttpRequest, rows: Any, size: int) -> Page:
    """Return the page of `rows` that the address asks for by `page`. Raises Http404 where there is none."""
    try:
        return Paginator(rows, size).page(request.GET.get("page", 1))
    except InvalidPage:
        raise Http404 from None
