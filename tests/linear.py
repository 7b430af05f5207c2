"""Whether ten times the text takes ten times as long, told so that a busy machine changes nothing.

CPU time is measured, by turns, and of each size the least counts: what else runs can only add to it. The
short text is read ten times in a row, so that neither is finished before somebody else has a turn.
"""

import gc
import time
from collections.abc import Callable

ASKED = 12  # Times the CPU that ten times the text may take, measured on a machine that does nothing else.
MOST = 20  # On any other: its caches are shared. What grows with the square of the text takes 100 times.
TIMES = 10  # As much longer the long text is.
ROUNDS = 12
LEAST = 0.001  # Seconds. What takes less says nothing.


def growth(work: Callable[[str], object], short: str, long: str) -> float:
    """Return how many times the CPU `work` takes for the longer text. It stops as soon as that is settled."""
    costs: tuple[list[float], list[float]] = ([], [])
    was_on = gc.isenabled()
    gc.disable()  # Its passes would be measured too.
    try:
        for turn in range(ROUNDS):
            for text, times, seconds in ((short, TIMES, costs[0]), (long, 1, costs[1])):
                started = time.process_time()
                for _ in range(times):
                    work(text)
                seconds.append((time.process_time() - started) / times)
            if turn and min(costs[1]) <= ASKED * max(min(costs[0]), LEAST):
                break
        return min(costs[1]) / max(min(costs[0]), LEAST)
    finally:
        if was_on:
            gc.enable()
