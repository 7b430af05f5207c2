"""What is not there, or no longer."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from articles.models import Article, Photo, Status


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to what no browser of a reader sends; even its host name may not be one of ours."""
    return HttpResponseBadRequest(render_to_string("400.html"))


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The answer to whoever may not do what they asked for, with the reason where we gave one."""
    reason = str(exception)
    context = {
        "reason": "" if reason.isascii() else reason,  # Django's own are English, and for programmers.
        "is_at_desk": request.path.startswith(reverse("admin:index")),
    }
    return render(request, "403.html", context, status=403)


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
