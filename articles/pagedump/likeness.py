"""How much a heading resembles a text: pairs of neighbouring characters, no dictionary."""

from __future__ import annotations

import operator
import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_WORD_RUN = re.compile(r"[^\W_]+")
_WIDE_FORMS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]")


class Likeness(NamedTuple):
    """`shared` pairs of a heading that the text has too, and their share of all pairs of the heading."""

    shared: int
    ratio: float


def fold(text: str) -> str:
    """Full-width letters and digits as half-width ones, capitals as small letters: a text to compare with."""
    return (unicodedata.normalize("NFKC", text) if _WIDE_FORMS.search(text) else text).lower()


def folded(text: str) -> str:
    """A heading reduced to its letters and digits, to tell doubles."""
    return "".join(_WORD_RUN.findall(fold(text)))


@lru_cache(maxsize=512)
def pairs(heading: str) -> frozenset[str]:
    """Pairs of neighbouring letters of a heading; they never cross a space or a mark."""
    found: set[str] = set()
    for run in _WORD_RUN.findall(fold(heading)):
        found.update(map(operator.add, run, run[1:]))
    return frozenset(found)


def likeness(heading: str, text: str) -> Likeness:
    """Compare a heading with a folded text. Headings are short: looking pairs up costs less than sets."""
    wanted = pairs(heading)
    shared = sum([pair in text for pair in wanted])
    return Likeness(shared, shared / len(wanted) if wanted else 0.0)
