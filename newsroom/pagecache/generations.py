"""The number of `articles.generation` as this process last saw it, without asking for each request."""

import logging
import time
from collections.abc import Callable
from threading import Event, Lock, Thread

from django.db import Error, close_old_connections, connection

from articles import generation

INTERVAL = 0.5  # Seconds between two looks: what is published is seen everywhere within a second.
IDLE = 60.0  # Seconds without a request after which nobody looks any more.

logger = logging.getLogger(__name__)


class Generations:
    """Looks at the number in a thread of its own, which begins with the first request (after any fork).

    While the database does not answer, the last number goes on: readers are sent what there is.
    """

    def __init__(self, read: Callable[[], int] = generation.current) -> None:
        self.read = read
        self.number = 0
        self._asked_at = 0.0
        self._lock = Lock()
        self._watching: Thread | None = None
        self._leaving = Event()

    def __call__(self) -> int:
        """Return the number. It is half a second old at most, or as old as the database's last answer."""
        self._asked_at = time.monotonic()
        if self._watching is None:
            self._watch()
        return self.number

    def leave(self) -> None:
        """Look no more."""
        self._leaving.set()
        if watching := self._watching:
            watching.join()

    def _watch(self) -> None:
        with self._lock:
            if self._watching is None:
                seen = Event()
                self._watching = Thread(target=self._go_on, args=(seen,), name="generations", daemon=True)
                self._watching.start()
                seen.wait()

    def _go_on(self, seen: Event) -> None:
        try:
            self.look()
            seen.set()
            while time.monotonic() - self._asked_at < IDLE and not self._leaving.wait(INTERVAL):
                self.look()
        finally:
            connection.close()
            self._watching = None  # Whatever has happened: the next request has somebody look again.
            seen.set()

    def look(self) -> None:
        """See the number as it is now."""
        try:
            self.number = self.read()
        except Error as error:
            logger.warning("the generation of pages cannot be seen: %s", error)
        finally:
            close_old_connections()  # One that was cut off is opened anew.
