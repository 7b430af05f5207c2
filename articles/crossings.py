"""Patience with other processes that write at the same moment."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

from django.db import DatabaseError, IntegrityError, transaction

T = TypeVar("T")

TRIES = 8


class CrossedError(Exception):
    """Another process has changed what was just looked at. Trying again helps."""


def in_one_piece(write: Callable[[], T]) -> T:
    """Do `write` in a transaction of its own, again where another process has crossed it.

    Raises what `write` raises, and at last what the crossing raised.
    """
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                return write()
        except (CrossedError, DatabaseError) as error:
            if attempt == TRIES - 1 or not is_crossing(error):
                raise
            give_way(attempt)
    raise AssertionError("the last try returns or raises")


def once_more(write: Callable[[], T]) -> T:
    """Do `write`, which is one transaction, and again where somebody else has just saved the same.

    What must be there once is then found to be there. Raises what `write` raises.
    """
    try:
        return write()
    except IntegrityError:
        return write()


def is_crossing(error: Exception) -> bool:
    """Whether trying again helps: another process was quicker, or two wait for each other."""
    said = str(error).lower()
    return isinstance(error, CrossedError | IntegrityError) or "deadlock" in said or "locked" in said


def give_way(attempt: int) -> None:
    """Wait a moment that nobody else is likely to choose, a longer one with each `attempt` from 0 on."""
    time.sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311  # nosec B311
