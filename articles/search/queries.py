"""What readers type, taken apart: words, "phrases" and -what they leave out.

Whatever is typed means something: a quote that is never closed ends with the query, and what other search
engines take for operators are words, or nothing where they hold no letter.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from articles.search.grams import fold, runs

LONGEST_QUERY = 100  # Characters; what is typed beyond them is not looked for.
MOST_TERMS = 8

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ue000\ue001]")
_QUOTES = '"“”„‟«»「」『』〝〞＂'
_WORD = re.compile(rf"([-－−]?)(?:[{_QUOTES}]([^{_QUOTES}]*)[{_QUOTES}]?|([^\s{_QUOTES}]+))")

Forms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for: each of `wanted` in one of its forms, and nothing of `unwanted`. Forms are folded."""

    wanted: tuple[Forms, ...] = ()
    unwanted: tuple[Forms, ...] = ()

    def fits(self, folded: str) -> bool:
        """Whether a folded text is what is looked for."""
        return self.all_in(folded) and not any(_one_in(forms, folded) for forms in self.unwanted)

    def all_in(self, folded: str) -> bool:
        """Whether all that is wanted is in a folded text."""
        return all(_one_in(forms, folded) for forms in self.wanted)


def asked_for(typed: str) -> str:
    """Return what a reader typed as one line that can be looked for, and shown to them again."""
    return _CONTROL.sub(" ", typed[:LONGEST_QUERY]).strip()


def parse(typed: str, forms_of: Callable[[str], Iterable[str]] = lambda term: (term,)) -> Query:
    """Return the query that `typed` means; `forms_of` returns the ways to write a term, itself among them.

    A term without a letter is none. Nothing wanted finds nothing.
    """
    wanted: dict[str, None] = {}
    unwanted: dict[str, None] = {}
    for minus, phrase, word in _WORD.findall(asked_for(typed)):
        term = fold(" ".join((phrase or word).split())).strip()
        for part in [term] if phrase else term.split():
            if runs(part):
                (unwanted if minus else wanted)[part] = None
    return Query(_in_forms(wanted, forms_of), _in_forms(unwanted, forms_of))


def _in_forms(terms: Iterable[str], forms_of: Callable[[str], Iterable[str]]) -> tuple[Forms, ...]:
    return tuple(
        tuple(dict.fromkeys((term, *map(fold, forms_of(term))))) for term in list(terms)[:MOST_TERMS]
    )


def _one_in(forms: Forms, folded: str) -> bool:
    return any(form in folded for form in forms)
