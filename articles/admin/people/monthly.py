"""The monthly table of pieces per person, for their fees: on a page, and as files."""

import datetime
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from articles import events
from articles.admin.imports.pages import page_of
from articles.admin.people.pages import show
from articles.people.monthly import BASES, FIGURES, PRINT, Month, earned_in, totals
from articles.people.monthly_tables import PEOPLE, PIECES, as_csv, as_xlsx, tables

A_PAGE = 50
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def monthly_page(request: HttpRequest) -> HttpResponse:
    """Show who has signed what in the month that the address names, or else in the last one."""
    month = _month(request)
    rows = earned_in(month)
    page = page_of(request, rows, A_PAGE)
    return show(
        request,
        "monthly",
        None,
        f"{month.first:%Y} 年 {month.first.month} 月稿件统计",
        month=month,
        bases=BASES,
        figures=FIGURES,
        totals=totals(rows),
        page=page,
        rows=[(row, row.figures()) for row in page.object_list],
        query=_query(month),
    )


def monthly_file(request: HttpRequest, form: str) -> HttpResponse:
    """Send the table of a month: `people.csv`, `pieces.csv`, or both as `all.xlsx`. Raises Http404."""
    month = _month(request)
    made: dict[str, Any] = {
        "people.csv": lambda both: (as_csv(both[PEOPLE]), CSV),
        "pieces.csv": lambda both: (as_csv(both[PIECES]), CSV),
        "all.xlsx": lambda both: (as_xlsx(both), XLSX),
    }
    if form not in made:
        raise Http404
    content, kind = made[form](tables(earned_in(month)))
    events.tell("export", f"{month.first:%Y-%m} 稿件统计", form)
    response = HttpResponse(content, content_type=kind)
    name = f"monthly-{month.first:%Y-%m}-{month.basis}-{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _month(request: HttpRequest) -> Month:
    """The month that the address names. Raises Http404 for one that is none."""
    basis = request.GET.get("basis", PRINT)
    if basis not in BASES:
        raise Http404
    return Month(_first(request.GET.get("month", "")), basis, "everything" in request.GET)


def _first(typed: str) -> datetime.date:
    if not typed:
        return (timezone.localdate().replace(day=1) - datetime.timedelta(days=1)).replace(day=1)
    match = re.fullmatch("([0-9]{4})-([0-9]{1,2})", typed, re.ASCII)
    try:
        year, number = map(int, match.groups() if match else (0, 0))
        if not 1900 <= year <= 2999:
            raise ValueError(typed)
        return datetime.date(year, number, 1)
    except ValueError:
        raise Http404 from None


def _query(month: Month) -> str:
    everything = "&everything=1" if month.everything else ""
    return f"month={month.first:%Y-%m}&basis={month.basis}{everything}"
