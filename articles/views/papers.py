"""The paper as it was printed: years, issues, pages."""

import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import paper
from articles.models import Article, Issue, Photo


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """The issues of one year, the newest year unless `?year=` names another."""
    years = Issue.objects.with_content().years()
    asked = request.GET.get("year", "")
    year = next((year for year in years if str(year) == asked), years[0] if years else None)
    if asked and asked != str(year):
        raise Http404
    shown = Issue.objects.with_content().filter(date__year=year) if year else Issue.objects.none()
    return render(request, "articles/issues.html", {"years": years, "year": year, "issues": shown})


@require_safe
def issue(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """One day's paper, page by page."""
    return render(request, "articles/issue.html", _day(date))


@require_safe
def page(request: HttpRequest, date: datetime.date, number: int) -> HttpResponse:
    """One page of a day's paper."""
    day = _day(date)
    page = next((page for page in day["pages"] if page.number == number), None)
    if page is None:
        raise Http404
    return render(request, "articles/page.html", {"page": page, **day})


def _day(date: datetime.date) -> dict[str, Any]:
    with_content = Issue.objects.with_content()
    issues = list(with_content.filter(date=date))
    if not issues:
        raise Http404
    articles = Article.objects.published().filter(issue__in=issues).for_cards().as_printed()
    photos = Photo.objects.published().filter(issue__in=issues).for_cards().as_printed()
    return {
        "date": date,
        "issues": issues,
        "pages": paper.pages(articles, photos),
        "previous": with_content.filter(date__lt=date).order_by("-date").first(),
        "next": with_content.filter(date__gt=date).order_by("date").first(),
    }
