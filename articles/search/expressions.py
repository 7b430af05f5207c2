"""What the index is asked for a query: an expression of grams, written as each database reads it."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from articles.search.grams import HEAD, covering, runs
from articles.search.queries import Forms, Query

MOST_GRAMS = 8  # Of one term: what a long phrase is narrowed by. It is looked at in the text in any case.


class Syntax(NamedTuple):
    """How a database writes an expression."""

    all_of: str
    one_of: str
    but_not: str
    gram: str
    beginning: str


def is_exact(form: str) -> bool:
    """Whether one gram says all: two letters side by side."""
    return len(form) == 2 and len(runs(form)) == 1 and len(runs(form)[0]) == 2


def needs_a_look(query: Query) -> bool:
    """Whether what the index finds is to be looked at in the text."""
    by_letters = not has_pairs(query)
    wanted = (form for forms in query.wanted for form in forms)
    unwanted = (form for forms in query.unwanted for form in forms)
    return not (
        all(is_exact(form) or (by_letters and len(form) == 1) for form in wanted)
        and all(map(is_exact, unwanted))
    )


def has_pairs(query: Query) -> bool:
    """Whether some term narrows the search by pairs. Where none does, letters are looked for by prefix."""
    return any(all(_pairs(form) for form in forms) for forms in query.wanted)


def expression(query: Query, syntax: Syntax, marks: Iterable[str] = (), *, in_head: bool = False) -> str:
    """Return what to ask the index for: rows in which all is that is wanted, with one of `marks`.

    `in_head` asks for rows that have it all in their headline parts.
    """
    prefix = HEAD if in_head else ""
    use_letters = not has_pairs(query)
    terms = [_one_of(forms, syntax, prefix, use_letters) for forms in query.wanted]
    days = syntax.one_of.join(syntax.gram.format(mark) for mark in marks)
    found = syntax.all_of.join(f"({part})" for part in (*terms, days) if part)
    unwanted = [syntax.gram.format(form) for forms in query.unwanted for form in forms if is_exact(form)]
    if found and unwanted:
        return f"({found}){syntax.but_not}({syntax.one_of.join(unwanted)})"
    return found


def _one_of(forms: Forms, syntax: Syntax, prefix: str, use_letters: bool) -> str:
    """The forms of one term; nothing where one of them narrows nothing.

    Each pair is asked for in any of its forms (钟便 or 鐘便), so that what the forms have in common is read
    but once. What mixes forms is found too, and does not fit when it is looked at.
    """
    pairs = [_pairs(form) for form in forms]
    if all(pairs) and len({len(some) for some in pairs}) == 1:
        places = (dict.fromkeys(place) for place in zip(*pairs, strict=True))
        return syntax.all_of.join(_any(place, syntax, prefix) for place in places)
    parts = [_grams(form, syntax, prefix, use_letters) for form in forms]
    return syntax.one_of.join(f"({part})" for part in parts) if all(parts) else ""


def _any(pairs: Iterable[str], syntax: Syntax, prefix: str) -> str:
    terms = [syntax.gram.format(prefix + pair) for pair in pairs]
    return f"({syntax.one_of.join(terms)})" if len(terms) > 1 else terms[0]


def _grams(form: str, syntax: Syntax, prefix: str, use_letters: bool) -> str:
    if pairs := _pairs(form):
        return syntax.all_of.join(syntax.gram.format(prefix + pair) for pair in pairs)
    return syntax.beginning.format(prefix + runs(form)[0]) if use_letters else ""


@lru_cache(maxsize=1024)  # Asked for each span of days.
def _pairs(form: str) -> list[str]:
    pairs = list(dict.fromkeys(pair for run in runs(form) for pair in covering(run)))
    return pairs[: MOST_GRAMS - 1] + pairs[-1:] if len(pairs) > MOST_GRAMS else pairs
