"""Patience with a database that is away: a job goes on from where it stands as soon as it is back."""

import logging
import time
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection

from articles.away import is_lost
from articles.importing.lease import LEAVING, Lease, LeavingError

FIRST, LONGEST = 0.5, 10.0  # Seconds between two tries; each pause is twice the one before.
TRIES = 20  # At one place of a batch: for three minutes about.

logger = logging.getLogger(__name__)


def patiently(job: Callable[[Lease], object], lease: Lease) -> None:
    """Do `job`, and again from where its batch stands when the database was away meanwhile.

    Raises what `job` raises; LeavingError where this process is to end while it waits; LeaseLostError where
    somebody else has taken the batch up; and what the database said last where no try got any further: who
    finds the batch later goes on with it.
    """
    tries, place = 0, lease.batch.done
    while True:
        try:
            if tries:
                lease.catch_up()
            job(lease)
            return
        except (InterfaceError, OperationalError) as error:
            if lease.batch.done != place:
                tries, place = 0, lease.batch.done
            if tries == TRIES or not is_lost(error):
                raise
            _wait(lease, tries, error)
            tries += 1


def _wait(lease: Lease, tries: int, error: Exception) -> None:
    pause = min(FIRST * 2**tries, LONGEST)
    logger.warning("%s: the database is away, trying again in %.1f s: %s", lease.batch, pause, error)
    connection.close()
    time.sleep(pause)
    if LEAVING.is_set():
        raise LeavingError(lease.batch) from error
