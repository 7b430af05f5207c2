"""Bulk release: what would be published is counted, and published on somebody's word that it was printed."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import releases
from articles.admin.imports.pages import log, show, to_batch
from articles.admin.imports.undoing import check_ended
from articles.importing import jobs
from articles.models import ImportBatch, Issue


def release_page(request: HttpRequest, batch: ImportBatch) -> HttpResponse:
    """Count what a batch would publish (GET), and have it published (POST). Raises BusyError."""
    check_ended(batch)
    if request.method != "POST":
        return _asked(request, batch)
    with_notices = _with_notices(request)
    with transaction.atomic():
        record = releases.announce(batch, by=request.user, with_notices=with_notices)
        jobs.enqueue(batch, ImportBatch.Job.RELEASE, by=request.user, release=record.pk)
    log(request, [batch], _said(with_notices))
    return to_batch(batch)


def release_issue_page(request: HttpRequest, issue: Issue) -> HttpResponse:
    """Count what an issue would publish (GET), and publish it (POST)."""
    if request.method != "POST":
        return _asked(request, issue)
    with_notices = _with_notices(request)
    done = releases.release_issue(issue, by=request.user, with_notices=with_notices)
    log(request, [issue], f"{_said(with_notices)}：稿件 {done.articles} 篇，图片 {done.photos} 张")
    text = f"已标记为已刊发，发布稿件 {done.articles} 篇、图片 {done.photos} 张。"
    messages.success(request, text)
    return redirect(reverse("admin:articles_issue_change", args=[issue.pk]))


def _asked(request: HttpRequest, of: ImportBatch | Issue) -> HttpResponse:
    certain = releases.forecast(of)
    return show(
        request,
        "release",
        of,
        f"标记为已刊发：{of}",
        certain=certain,
        doubtful=certain.doubtful_articles + certain.doubtful_photos,
        everything=releases.forecast(of, with_notices=True),
        releases=of.releases.select_related("created_by"),
    )


def _with_notices(request: HttpRequest) -> bool:
    return "with_notices" in request.POST


def _said(with_notices: bool) -> str:
    return f"标记为已刊发，{'包括' if with_notices else '不包括'}有待核对提示的"


def can_release(batch: ImportBatch) -> bool:
    """Whether there may be something to publish in a batch."""
    kinds = ImportBatch.Kind
    return batch.kind in (kinds.DUMPS, kinds.ARTICLES, kinds.PHOTOS)
