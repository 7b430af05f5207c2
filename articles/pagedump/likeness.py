"""How much a heading resembles a text: pairs of neighbouring characters, no dictionary."""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from typing import NamedTuple

_LEDE_LENGTH = 400
_WORD_RUN = re.compile(r"[^\W_]+")
_WIDE_FORMS = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f]")


class Likeness(NamedTuple):
    """`shared` pairs of a heading that the text has too, and their share of all pairs of the heading."""

    shared: int
    ratio: float


def folded(text: str) -> str:
    """A heading reduced to its letters and digits, to tell doubles."""
    return "".join(_WORD_RUN.findall(_fold(text)))


@lru_cache(maxsize=512)
def pairs(heading: str) -> frozenset[int]:
    """Pairs of neighbouring letters of a heading; they never cross a space or a mark."""
    return frozenset().union(*map(_neighbours, _WORD_RUN.findall(_fold(heading))))


def lede_pairs(lede: str) -> frozenset[int]:
    """Pairs of neighbouring characters of the beginning of an article, to compare headings with."""
    return _pairs_of(lede[:_LEDE_LENGTH])


@lru_cache(maxsize=128)
def _pairs_of(text: str) -> frozenset[int]:
    return frozenset(_neighbours(_fold(text)))


def likeness(heading: str, text_pairs: frozenset[int]) -> Likeness:
    """Compare a heading with the pairs of a text."""
    wanted = pairs(heading)
    shared = len(wanted.intersection(text_pairs))
    return Likeness(shared, shared / len(wanted) if wanted else 0.0)


def _neighbours(text: str) -> set[int]:
    """Each two neighbours as one number: four bytes of UTF-16, three times as fast as pieces of text."""
    units = text.encode("utf-16-le", "surrogatepass")
    even, odd = units[: len(units) & ~3], units[2:]
    return {*array("I", even), *array("I", odd[: len(odd) & ~3])}


def _fold(text: str) -> str:
    return (unicodedata.normalize("NFKC", text) if _WIDE_FORMS.search(text) else text).lower()
