"""Rest from Python's cycle collector, for work whose objects all live to its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Rest the collector: it looks over what is being made again and again, and finds nothing to collect.

    On a long text that costs more than linear time. Whoever has rested it already keeps it so.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
