"""What somebody has written or photographed, as a list: by year, page by page."""

import re

from django.http import Http404, HttpRequest, HttpResponse

from articles.admin.imports.pages import page_of
from articles.admin.people.pages import person_of, show
from articles.people.works import ARTICLES, KINDS, UNDATED, by_year, listed

A_PAGE = 50


def works_page(request: HttpRequest, key: int) -> HttpResponse:
    """Show a person's articles or photos. Raises Http404 for a kind or year that is none."""
    person = person_of(key)
    kind = KINDS.get(request.GET.get("kind", ARTICLES.name))
    year = request.GET.get("year", "")
    if kind is None or not re.fullmatch(f"|[1-9][0-9]{{3}}|{UNDATED}", year, re.ASCII):
        raise Http404
    public = "public" in request.GET
    page = page_of(request, listed(kind, key, year, public=public), A_PAGE)
    return show(
        request,
        "works",
        person,
        f"{kind.label}：{person}",
        kind=kind,
        year=year,
        public=public,
        page=page,
        works=[(credit, getattr(credit, kind.link)) for credit in page.object_list],
        years=by_year([key]).get(key, {}),
        undated=UNDATED,
    )
