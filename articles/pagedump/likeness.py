"""How much a heading resembles a text: pairs of neighbouring characters, no dictionary."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_WORD_RUN = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """`shared` pairs of a heading that the text has too, and their share of all pairs of the heading."""

    shared: int
    ratio: float


def grams(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters after folding; pairs never cross a space or a mark."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return frozenset(run[i : i + 2] for run in _WORD_RUN.findall(folded) for i in range(len(run) - 1))


def likeness(heading: str, text_grams: frozenset[str]) -> Likeness:
    """Compare a heading with the pairs of a text."""
    wanted = grams(heading)
    shared = len(wanted & text_grams)
    return Likeness(shared, shared / len(wanted) if wanted else 0.0)


def folded(text: str) -> str:
    """A heading reduced to its letters and digits, to tell doubles."""
    return "".join(_WORD_RUN.findall(unicodedata.normalize("NFKC", text).lower()))
