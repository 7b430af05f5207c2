"""Every check has places that it must find, and places that it must leave alone."""

from __future__ import annotations

from articles.proofreading import CODES

from . import (
    test_characters,
    test_dates,
    test_lists,
    test_pairs,
    test_personal,
    test_punctuation,
    test_wording,
)

HITS = {
    **test_characters.HITS,
    **test_personal.HITS,
    **test_punctuation.HITS,
    "wrong-word": test_lists.WORD_HITS,
    "forbidden-word": test_lists.FORBIDDEN_HITS,
    "name-office": test_lists.OFFICE_HITS,
    "unpaired-mark": test_pairs.UNPAIRED,
    "nested-marks": test_pairs.NESTED,
    "mixed-brackets": test_pairs.MIXED,
    "vague-number": test_wording.HITS,
    "impossible-date": test_dates.IMPOSSIBLE,
    "wrong-weekday": test_dates.WRONG_WEEKDAY,
}
MISSES = {
    **test_characters.MISSES,
    **test_personal.MISSES,
    **test_punctuation.MISSES,
    "wrong-word": test_lists.WORD_MISSES,
    "forbidden-word": test_lists.FORBIDDEN_MISSES,
    "name-office": test_lists.OFFICE_MISSES,
    "unpaired-mark": test_pairs.PAIRED,
    "nested-marks": test_pairs.RIGHTLY_NESTED,
    "mixed-brackets": test_pairs.NOT_MIXED,
    "vague-number": test_wording.MISSES,
    "impossible-date": test_dates.POSSIBLE,
    "wrong-weekday": test_dates.RIGHT_WEEKDAY,
}


def test_each_has_both() -> None:
    for cases in (HITS, MISSES):
        assert set(cases) == {code.slug for code in CODES}
        assert all(cases.values())
