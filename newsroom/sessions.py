"""Sessions are the desk's own: a citizens' page neither prolongs one nor sets its cookie."""

import logging
from collections.abc import Iterator

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse

from articles.away import is_lost
from articles.full_disk import is_full
from newsroom.desk import is_desk

logger = logging.getLogger(__name__)


class DeskSessionMiddleware(SessionMiddleware):
    """Saves sessions on the desk's pages alone, so that a public page is the same for everybody.

    Neither a full disk nor a database that is away by then keeps anybody from a page that is made: a session
    is then no older than when it was last saved.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if not is_desk(request):
            return response
        try:
            return super().process_response(request, response)
        except (DatabaseError, SessionInterrupted) as error:
            if not any(is_full(behind) or is_lost(behind) for behind in _behind(error)):
                raise
            logger.error("a session is not prolonged: %s", error)
            return response


def _behind(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those on the way to it: the library says “interrupted” of whatever the database says."""
    while error is not None:
        yield error
        error = error.__context__
