"""People merged by two editors at once."""

from tests.articles import people_races as races
from tests.faults.newsrooms import new_newsroom


def test_merges_that_cross_wait_for_each_other_and_lose_nothing():
    with new_newsroom() as newsroom:
        for turn in range(5):
            first, second, third = newsroom.call(races.begin, turn)
            pairs = ((first, second), (second, first), (second, third), (third, second))
            running = [newsroom.start(races.merge, *pair) for pair in pairs]
            refused = [one.result() for one in running]
            assert refused.count("") in (1, 2)
            signers = newsroom.call(races.signers)
            assert len(signers) % 3 == 0
            assert None not in signers
