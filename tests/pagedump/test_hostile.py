"""Text made to be slow takes as long as any other."""

import gc
import time

import pytest

from articles.pagedump import parse
from tests.bench.hostile import LINES, PAGES, Pattern, of_size

SMALL, LARGE = 8_000, 80_000  # Bytes.
PATTERNS = PAGES | {f"one line of {name}": pattern for name, pattern in LINES.items()}


@pytest.mark.parametrize("pattern", PATTERNS.values(), ids=PATTERNS.keys())
def test_the_time_taken_grows_with_the_text(pattern: Pattern) -> None:
    def cost(size: int) -> float:
        text = of_size(pattern, size)
        started = time.process_time()
        parse(text)
        return time.process_time() - started

    gc.disable()  # Its passes would be measured too.
    try:
        # Ten times the text; a square would be a hundred times as slow. Between: caches, and a busy machine.
        assert min(cost(LARGE) for _ in range(2)) < 40 * max(min(cost(SMALL) for _ in range(3)), 0.002)
    finally:
        gc.enable()
