"""Whether ten times the text takes ten times as long, told so that a busy machine changes nothing.

CPU time is measured, by turns, and of each size the least counts: what else runs can only add to it.
"""

import gc
import time
from collections.abc import Callable

MOST = 12  # Times the CPU that ten times the text may take.
ROUNDS = 12
LEAST = 0.001  # Seconds. What takes less says nothing.


def growth(work: Callable[[str], object], short: str, long: str) -> float:
    """Return how many times the CPU `work` takes for the longer text. It stops as soon as that is settled."""
    costs: tuple[list[float], list[float]] = ([], [])
    was_on = gc.isenabled()
    gc.disable()  # Its passes would be measured too.
    try:
        for turn in range(ROUNDS):
            for text, seconds in zip((short, long), costs, strict=True):
                started = time.process_time()
                work(text)
                seconds.append(time.process_time() - started)
            if turn and min(costs[1]) <= MOST * max(min(costs[0]), LEAST):
                break
        return min(costs[1]) / max(min(costs[0]), LEAST)
    finally:
        if was_on:
            gc.enable()
