"""Errors (纠错) that citizens report to the newsroom."""

import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from articles import senders
from articles.models import Article, Photo, Report
from articles.report_form import ReportForm
from articles.same_origin import is_same_origin

PAGES: dict[str, type[Article] | type[Photo]] = {"article": Article, "photo": Photo}
_KEY = re.compile(r"[1-9]\d{0,17}")
FORM = "application/x-www-form-urlencoded"


@csrf_exempt  # A token would need a cookie: `is_same_origin` stands in for it.
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Show the form (GET), and keep what was reported (POST), about `?article=` or `?photo=` or the site."""
    about = _about(request)
    if request.method != "POST":
        return _form_page(request, about, ReportForm())
    if request.content_type != FORM:  # Before anything sent is read: files have no business here.
        return _form_page(request, about, ReportForm(), 415, refused="没有收到内容，请直接填写下面的表单。")
    form = ReportForm(request.POST)
    if not is_same_origin(request):
        return _form_page(
            request, about, form, 403, refused="请从本站的这个页面提交。填写的内容还在，再提交一次即可。"
        )
    if not form.is_valid():
        return _form_page(request, about, form, 422)
    return _keep(request, about, form)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What citizens see once their report has come in."""
    return render(
        request, "articles/report_thanks.html", {"about": next(iter(_about(request).values()), None)}
    )


def _keep(request: HttpRequest, about: dict[str, Any], form: ReportForm) -> HttpResponse:
    """Keep a report, unless its sender has sent too many; one of a machine vanishes, and is thanked."""
    now = timezone.now()
    today, yesterday = senders.hashes(request, now)
    if left := senders.wait((today, yesterday), now):
        minutes = int(left.total_seconds()) // 60 + 1
        response = _form_page(request, about, form, 429, minutes=minutes)
        response.headers["Retry-After"] = str(minutes * 60)
        return response
    said = dict(form.cleaned_data)
    if not said.pop("website"):
        senders.forget(now)
        address = next((thing.get_absolute_url() for thing in about.values()), "")
        Report.objects.create(**about, **said, address=address, sender=today, created_at=now)
    query = urlencode({name: thing.pk for name, thing in about.items()})
    thanked = f"{reverse('articles:report_thanks')}{'?' if query else ''}{query}"
    return HttpResponseRedirect(thanked, status=303)


def _about(request: HttpRequest) -> dict[str, Any]:
    """The article or photo that a report is about, by its kind; empty for the site. Raises Http404."""
    for name, model in PAGES.items():
        if name in request.GET:
            if not _KEY.fullmatch(request.GET[name]):
                raise Http404
            return {name: get_object_or_404(model.objects.published(), pk=request.GET[name])}
    return {}


def _form_page(
    request: HttpRequest, about: dict[str, Any], form: ReportForm, status: int = 200, **said: Any
) -> HttpResponse:
    context = {"form": form, "about": next(iter(about.values()), None), **said}
    return render(request, "articles/report.html", context, status=status)
