"""How much a heading resembles a text: pairs of neighbouring characters, no dictionary."""

from __future__ import annotations

import operator
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD_RUN = re.compile(r"[^\W_]+")
_WIDE_FORMS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`shared` pairs of a heading that the text has too, and their share of all pairs of the heading."""

    shared: int
    ratio: float


@lru_cache(maxsize=512)
def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters after folding; pairs never cross a space or a mark."""
    pairs: set[str] = set()
    for run in _WORD_RUN.findall(_fold(text)):
        pairs.update(map(operator.add, run, run[1:]))
    return frozenset(pairs)


def likeness(heading: str, text_grams: frozenset[str]) -> Likeness:
    """Compare a heading with the pairs of a text."""
    wanted = grams(heading)
    shared = len(wanted & text_grams)
    return Likeness(shared, shared / len(wanted) if wanted else 0.0)


def folded(text: str) -> str:
    """A heading reduced to its letters and digits, to tell doubles."""
    return "".join(_WORD_RUN.findall(_fold(text)))


def _fold(text: str) -> str:
    return (unicodedata.normalize("NFKC", text) if _WIDE_FORMS.search(text) else text).lower()
