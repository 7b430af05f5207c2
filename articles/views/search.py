"""Looking for articles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import paging, search


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, newest first; without a word to look for, the box alone."""
    query = search.asked_for(request.GET.get("q", ""))
    page = paging.newest(request, search.search(query).for_cards(), kept={"q": query})
    context = {
        "query": query,
        "has_terms": bool(search.terms(query)),
        "is_cut": len(request.GET.get("q", "")) > search.LONGEST_QUERY,
        "page": page,
        "articles": page.rows,
    }
    return render(request, "articles/search.html", context)
