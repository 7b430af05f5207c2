"""Response headers that Django and django-csp do not set."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from newsroom.desk import is_desk

# What browsers and caches on the way may do with a page. It is as old as a minute at most, or as ten where
# the site does not answer; our own cache knows better (`newsroom.pagecache`).
PAGE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=86400"
ABSENT = "public, max-age=10"
KEPT = {200: PAGE, 301: PAGE, 404: ABSENT, 410: PAGE}

PERMISSIONS_POLICY = "camera=(), microphone=(), geolocation=()"


class SecurityHeadersMiddleware:
    """Close what no page here needs, and tell caches what they may keep: all that is public.

    Whoever is signed in at the desk sees the site as it is now.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers["Permissions-Policy"] = PERMISSIONS_POLICY
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if is_desk(request):
            response.headers["Cache-Control"] = "no-store"
        elif request.method in ("GET", "HEAD"):
            _tell_caches(request, response)
        return response


def _tell_caches(request: HttpRequest, response: HttpResponse) -> None:
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        response.headers["Cache-Control"] = "private, no-cache"
    elif response.status_code in KEPT and not response.cookies:
        response.headers.setdefault("Cache-Control", KEPT[response.status_code])
