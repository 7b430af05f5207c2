import random

import pytest

from tests.articles import releasing
from tests.faults.newsrooms import KilledError, count_statements, new_newsroom


def test_a_release_that_is_killed_goes_on_and_counts_nothing_twice(tmp_path):
    with new_newsroom() as newsroom:
        key = newsroom.call(releasing.bring_pages_in, tmp_path)
        steps = newsroom.call(count_statements, releasing.work, key)
    for step in random.Random(1).sample(range(1, steps + 1), 6):
        with new_newsroom() as newsroom:
            key = newsroom.call(releasing.bring_pages_in, tmp_path)
            with pytest.raises(KilledError):
                newsroom.start(releasing.work, key, kill_at=step).result()
            newsroom.call(releasing.work_later, key)
            assert newsroom.call(releasing.released) == ("finished", 5, 5, 5, True), f"{step} of {steps}"
