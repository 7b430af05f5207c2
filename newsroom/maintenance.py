"""A calm page while the site is being worked on."""

from collections.abc import Callable
from os.path import exists  # A path object's own takes twice as long, and every request asks.

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from newsroom.desk import is_desk

RETRY_AFTER = 10 * 60  # seconds


def is_on() -> bool:
    """Whether the site is closed to citizens."""
    return settings.MAINTENANCE or exists(settings.MAINTENANCE_FILE)


class MaintenanceMiddleware:
    """Answers 503 for citizens' pages, without a database, while `MAINTENANCE` is on or its file is there.

    The file, `var/maintenance`, closes and opens a running site. The desk stays open, and with it the
    pictures that its pages show: staff can mend what is wrong before citizens are let in again.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if is_on() and not is_desk(request) and request.headers.get("Sec-Fetch-Dest") != "image":
            headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
            return HttpResponse(render_to_string("503.html"), status=503, headers=headers)
        return self.get_response(request)
