"""What is not there, or no longer."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from articles.models import Article, Photo, Status


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to an address that leads nowhere."""
    return render(request, "404.html", status=404)


def not_public(request: HttpRequest, thing: Article | Photo, what: str) -> HttpResponse:
    """410 for what was on the web once (norms: it does not silently vanish), else there is nothing here.

    Why it was withdrawn is the newsroom's own business: only the day is told.
    """
    if thing.published_at is None:
        raise Http404
    withdrawn_at = thing.moved_at if thing.status == Status.WITHDRAWN else None
    context = {"what": what, "withdrawn_at": withdrawn_at}
    return render(request, "articles/gone.html", context, status=410)
