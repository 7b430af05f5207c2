"""Looking for articles."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import search
from articles.paging import Page


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, newest first; without a word to look for, the box alone."""
    typed = request.GET.get("q", "")
    query = search.asked_for(typed)
    page = _page(query, request.GET.get("before", ""))
    context = {
        "query": query,
        "has_terms": bool(search.parse(query).wanted),
        "is_cut": len(typed) > search.LONGEST_QUERY,
        "page": page,
        "articles": page.rows,
    }
    return render(request, "articles/search.html", context)


def _page(query: str, before: str) -> Page:
    try:
        found = search.search(query, after=before)
    except search.BadCursorError:
        raise Http404 from None
    following = urlencode({"q": query, "before": found.after}) if found.after else ""
    return Page(found.rows, following, not before, urlencode({"q": query}))
