"""Waiting for something that other processes do."""

import time
from collections.abc import Callable

PATIENCE = 90.0  # Seconds for what takes one or two on a machine at rest.


def until(is_so: Callable[[], object]) -> None:
    """Wait until `is_so()` is true; fail where that never comes."""
    latest = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < latest
        time.sleep(0.1)
