"""A full disk, as those meet it who save something: told in words, with what they have typed still there.

Readers do not notice: their pages write nothing.
"""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.full_disk import is_full

logger = logging.getLogger(__name__)


class FullDiskMiddleware:
    """Answers 507 where a view could not write because there is no room."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Take a full disk's error alone; the transaction that met it is undone already."""
        if not is_full(exception):
            return None
        logger.error("the disk is full: %s", exception)
        return HttpResponse(render_to_string("507.html"), status=507, headers={"Cache-Control": "no-store"})
