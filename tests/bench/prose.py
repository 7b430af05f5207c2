"""Invented prose with as many different pairs of letters as a newspaper has: what an index is measured on.

Letters, words and set phrases go by frequency, as they do in a paper: a few stand everywhere, most seldom;
and an article comes back to its own subject. How many of each, and how often, is fitted to print: a month of
a national daily (2,300 pieces of 800 characters) has 565 grams a piece and 35,000, 96,000 and 233,000
different ones in its first 100,000, 400,000 and 1,600,000 characters; our own samples have 580 a piece.
Of this prose it is 580, and 34,000, 94,000 and 243,000.
"""

from __future__ import annotations

import random
from itertools import accumulate

LETTERS, WORDS, PHRASES = 3_000, 20_000, 40_000
OF_PHRASES = 0.55  # So much of a text is set phrases, of two words each.
SUBJECT, OF_SUBJECT = 8, 0.22  # Words and phrases of an article's own, and how often it comes back to them.
LENGTHS, SHARES = (1, 2, 3, 4), (15, 65, 12, 8)  # Of words, in letters.
FREQUENT = ("社区", "居民", "服务", "工作", "街道", "食堂", "活动", "建设", "2025年", "开展", "全区", "群众")


def _by_rank(number: int, flat: int, share: float = 1) -> list[float]:
    """Weights that fall with the rank, the first `flat` nearly alike; all together they are `share`."""
    weights = [1 / (rank + flat) for rank in range(number)]
    return [weight * share / sum(weights) for weight in weights]


def _words(rng: random.Random) -> list[str]:
    letters = [chr(0x4E00 + number) for number in range(LETTERS)]
    weights = list(accumulate(_by_rank(LETTERS, 60)))
    lengths = rng.choices(LENGTHS, SHARES, k=WORDS)
    words = ["".join(rng.choices(letters, cum_weights=weights, k=length)) for length in lengths]
    return [*FREQUENT, *words[len(FREQUENT) :]]


def _phrases(rng: random.Random, words: list[str]) -> list[str]:
    weights = list(accumulate(_by_rank(WORDS, 20)))
    return ["".join(rng.choices(words, cum_weights=weights, k=2)) for _ in range(PHRASES)]


_made = random.Random(1)
_WORDS = _words(_made)
_STOCK = [*_WORDS, *_phrases(_made, _WORDS)]
_WEIGHTS = list(accumulate([*_by_rank(WORDS, 20, 1 - OF_PHRASES), *_by_rank(PHRASES, 60, OF_PHRASES)]))


def sentences(rng: random.Random, length: int) -> list[str]:
    """Return sentences about one subject, `length` characters all together or a few more."""
    subject = _drawn(rng, SUBJECT)
    found: list[str] = []
    while length > 0:
        said = [rng.choice(subject) if rng.random() < OF_SUBJECT else one for one in _drawn(rng, 6)]
        found.append(f"{''.join(said[:3])}，{''.join(said[3:])}。")
        length -= len(found[-1])
    return found


def _drawn(rng: random.Random, number: int) -> list[str]:
    return rng.choices(_STOCK, cum_weights=_WEIGHTS, k=number)
