"""Citizens' pages read from a streaming replica of the database (`REPLICA_URL`); all else asks the primary.

Most of the read side has its statements written out, for `django.db.connection`, where a router of Django's
is not asked. So a whole request is sent elsewhere: while one is answered, the connection by the name of
“default” is the replica's in its thread. Without a replica the middleware takes itself away.

A replica lags behind. It is asked only where it has all that the page is to be kept as: its number of
`articles.generation`, read before anything else, is that of the page cache or a later one. So nothing old is
kept for new, and what is withdrawn is gone as soon as without a replica. Where it lags or is away, the
primary makes the page; where the primary is away, what the replica has can be read on.
"""

import logging
import time
from collections.abc import Callable
from threading import local

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DEFAULT_DB_ALIAS, Error, InterfaceError, OperationalError, connections
from django.http import HttpRequest, HttpResponse

from articles import generation
from newsroom.desk import is_desk
from newsroom.pagecache.asking import GENERATION, METHODS

REPLICA = "replica"
AWAY = 2.0  # Seconds after which a replica that did not answer is asked again, by one request of a process.

logger = logging.getLogger(__name__)


class ReplicaMiddleware:
    """Has citizens' pages made from the replica, where it answers and is new enough.

    It stands last: whatever reads for such a page comes after it, and nothing else is tried twice.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self._away_until = 0.0
        self._thread = local()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        wanted = int(request.META.get(GENERATION, 0))
        if not (is_of_citizens(request) and self._has(wanted)):
            return self.get_response(request)
        self._thread.primary = connections[DEFAULT_DB_ALIAS]
        connections[DEFAULT_DB_ALIAS] = connections[REPLICA]
        try:
            return self.get_response(request)
        finally:
            self._return_to_primary()

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Have the primary make a page that the replica could not."""
        if not isinstance(exception, Error) or connections[DEFAULT_DB_ALIAS].alias != REPLICA:
            return None
        self._return_to_primary()
        if isinstance(exception, OperationalError | InterfaceError):
            self._leave(exception)
        else:  # As where a page writes, or where a migration has not come through yet.
            logger.warning("the replica cannot make %s: %s", request.path, exception)
        return self.get_response(request)

    def _return_to_primary(self) -> None:
        connections[DEFAULT_DB_ALIAS] = self._thread.primary

    def _has(self, wanted: int) -> bool:
        """Whether the replica answers and has all up to this generation."""
        now = time.monotonic()
        if now < self._away_until:
            return False
        if self._away_until:  # This request alone tries; the others need not wait for what it finds.
            self._away_until = now + AWAY
        try:
            number = generation.current(REPLICA)
        except Error as error:
            self._leave(error)
            return False
        if self._away_until:
            self._away_until = 0.0
            logger.warning("the replica is back")
        return number >= wanted

    def _leave(self, error: Exception) -> None:
        if not self._away_until:
            logger.warning("the replica is away, citizens' pages are read from the primary: %s", error)
        self._away_until = time.monotonic() + AWAY


def is_of_citizens(request: HttpRequest) -> bool:
    """Whether a request reads a public page for somebody who is not signed in, so cannot have written."""
    return (
        request.method in METHODS
        and not is_desk(request)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )
