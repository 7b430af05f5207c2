"""What is due at a time, done by every worker beside its work: an import of an hour delays nothing."""

import logging
import threading

from django.db import Error, close_old_connections, connections

from articles import signs, workflow

logger = logging.getLogger(__name__)

INTERVAL = 30  # Seconds between two looks for what is due.


class Clock(threading.Thread):
    """Publishes what is scheduled, from a thread with a database connection of its own.

    Several may run at once, in several workers: whoever locks a text first publishes it.
    """

    def __init__(self, interval: float = INTERVAL) -> None:
        super().__init__(name="clock", daemon=True)
        self._interval = interval
        self._is_stopped = threading.Event()

    def run(self) -> None:
        """Look again and again, until it is stopped."""
        try:
            while not self._is_stopped.is_set():
                close_old_connections()
                tick()
                give_sign()
                self._is_stopped.wait(self._interval)
        finally:
            connections.close_all()

    def stop(self) -> None:
        """Let it finish what it is at, and wait for that."""
        self._is_stopped.set()
        self.join()


def give_sign() -> None:
    """Leave a sign of life, where there is room for one."""
    try:
        signs.leave(signs.WORKER)
    except OSError as error:
        logger.warning("could not leave a sign of life: %s", error)


def tick() -> None:
    """Publish what is due. A database that is away is asked again at the next tick."""
    try:
        moved = workflow.send_due()
    except Error as error:  # Those of the connection among them, which are no DatabaseError.
        logger.warning("could not publish what is scheduled: %s", error)
        return
    if moved.keys:
        logger.info("published as scheduled: %s", moved.keys)
    for key, reason in moved.refused.items():
        logger.warning("not published as scheduled: %s, %s", key, reason)
