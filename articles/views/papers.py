"""The paper as it was printed: years, months, issues, pages."""

import datetime
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import calendars, paper
from articles.calendars import Month
from articles.cards import cards
from articles.models import Article, Issue, Photo
from articles.years import years_of_print


@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """The issues of one year, the newest year unless `?year=` names another; `&month=` for one month."""
    years = years_of_print()
    year = _asked_year(request, years)
    shown = list(Issue.objects.with_content().filter(date__year=year)) if year else []
    months = calendars.months(shown)
    context = {"year": year, "weekdays": calendars.WEEKDAYS}
    if "month" in request.GET:
        found = _asked_month(request, months)
        return render(request, "articles/month.html", context | found)
    return render(
        request, "articles/issues.html", context | {"years": years, "issues": shown, "months": months}
    )


@require_safe
def issue(request: HttpRequest, date: datetime.date) -> HttpResponse:
    """One day's paper, page by page."""
    return render(request, "articles/issue.html", _day(date, brief=True))


@require_safe
def page(request: HttpRequest, date: datetime.date, number: int) -> HttpResponse:
    """One page of a day's paper."""
    day = _day(date, brief=False)
    page = next((page for page in day["pages"] if page.number == number), None)
    if page is None:
        raise Http404
    before, after = paper.around(day["pages"], number)
    context = {"page": page, "page_before": before, "page_after": after, **day}
    return render(request, "articles/page.html", context)


def _asked_year(request: HttpRequest, years: Sequence[int]) -> int | None:
    """The year that `?year=` names, else the newest. Raises Http404 where the paper has none of that year."""
    asked = request.GET.get("year", "")
    year = next((year for year in years if str(year) == asked), years[0] if years else None)
    if asked and asked != str(year):
        raise Http404
    return year


def _asked_month(request: HttpRequest, months: list[Month]) -> dict[str, Any]:
    """The month that `?month=` names, and its neighbours. Raises Http404 where the year has no such month."""
    month = next((each for each in months if str(each.number) == request.GET["month"]), None)
    if month is None:
        raise Http404
    return {
        "month": month,
        "issues": month.issues,
        "previous": calendars.month_before(month),
        "next": calendars.month_after(month),
    }


def _day(date: datetime.date, *, brief: bool) -> dict[str, Any]:
    with_content = Issue.objects.with_content()
    month = calendars.month_of(date)
    issues = [issue for issue in month.issues if issue.date == date]
    if not issues:
        raise Http404
    articles = Article.objects.published().filter(issue__in=issues).as_printed()
    photos = Photo.objects.published().filter(issue__in=issues).for_cards().as_printed()
    return {
        "date": date,
        "issues": issues,
        "names": [name for name in map(calendars.name_of, issues) if name],
        "pages": paper.pages(cards(articles.values_list("pk", flat=True), brief=brief), photos),
        "previous": with_content.filter(date__lt=date).order_by("-date").first(),
        "next": with_content.filter(date__gt=date).order_by("date").first(),
        "month": month,
        "weekdays": calendars.WEEKDAYS,
    }
