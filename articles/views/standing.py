"""Standing pages: about the site, how accessible it is, and a map of it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import contents
from articles.years import years_of_print


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Who publishes the site, where its articles come from, how its dates are to be read."""
    return render(request, "articles/about.html", {"stages": settings.REVIEW_STAGES})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What the site does for readers with a disability, and what it does not do yet (norms: 适老化)."""
    return render(request, "articles/accessibility.html")


@require_safe
def site_map(request: HttpRequest) -> HttpResponse:
    """All topics, columns and years that have something in them, and the standing pages."""
    context = {
        "nav_topics": contents.topics(),
        "columns": contents.columns(),
        "years": years_of_print(),
    }
    return render(request, "articles/site_map.html", context)
