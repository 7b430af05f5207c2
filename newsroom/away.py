"""A database that does not answer: pages wait as long as a restart of it takes, then they say so calmly.

What was cut off in its middle is asked for once more where it only reads; what may have been written is not.
The status is 504 and not 503, which is that of maintenance: nginx sends an older page instead, if it has one.
A store of files that does not answer is said as calmly, and nobody waits for it.
"""

import logging
import sys
import time
from collections.abc import Callable
from typing import Any

from django.db import DEFAULT_DB_ALIAS, close_old_connections
from django.db.backends.signals import connection_created
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from articles.away import StoreAwayError, is_lost
from newsroom.pagecache.asking import METHODS

STATUS = 504
WAIT = 3.0  # Seconds from when the database was first missed; PostgreSQL restarts in one or two.
PAUSE = 0.2  # Seconds between two tries.

logger = logging.getLogger(__name__)


class AwayMiddleware:
    """Asks again for what only reads while the database is away, but not for long.

    When it stays away nobody waits any more: who waits keeps a thread that could send finished pages.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._missed_at: float | None = None
        connection_created.connect(self._is_back)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        while response.status_code == STATUS and request.method in METHODS and self._may_wait():
            time.sleep(PAUSE)
            close_old_connections()
            response = self.get_response(request)
        return response

    def _may_wait(self) -> bool:
        now, missed_at = time.monotonic(), self._missed_at  # Another thread may find it back meanwhile.
        if missed_at is None:
            missed_at = self._missed_at = now
        return now < missed_at + WAIT

    def _is_back(self, *, connection: Any, **_: Any) -> None:
        if connection.alias == DEFAULT_DB_ALIAS:
            self._missed_at = None


def failed(request: HttpRequest) -> HttpResponse:
    """The answer to a request that failed: for a database or a store that is away, or for a fault of ours."""
    error = sys.exc_info()[1]
    if is_lost(error):
        logger.warning("the database is away: %s", error)
        return _calmly("504.html", STATUS)
    if isinstance(error, StoreAwayError):
        logger.warning("the store of files is away: %s", error)
        return _calmly("503_store.html", 503)  # Asked for again at once, it would not come any sooner.
    return HttpResponse(render_to_string("500.html"), status=500)


def _calmly(page: str, status: int) -> HttpResponse:
    response = HttpResponse(render_to_string(page), status=status, headers={"Cache-Control": "no-store"})
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would tell where, for each try.
    return response
