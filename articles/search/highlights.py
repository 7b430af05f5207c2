"""Where in a text the words stand that were looked for, as parts for a template to escape and to mark."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from articles.search.grams import fold
from articles.search.queries import Query

SNIPPET = 90  # Characters.
BEFORE = 20  # So many of them stand before the first hit, or fewer, from the beginning of a sentence on.

_CHINESE = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]+")
_PLAIN = re.compile("[0-9\u3400-\u4dbf\u4e00-\u9fff]+")
_NEVER_FIRST = "，、；：。！？”’）》」』…— \n"  # Of a line of Chinese.
_SENTENCE_ENDS = "。！？；\n"


class Part(NamedTuple):
    """A piece of a text, and whether it was looked for."""

    text: str
    is_hit: bool


class _Span(NamedTuple):
    start: int
    end: int
    term: int


def highlighted(text: str, query: Query) -> list[Part]:
    """Return the whole of `text` in parts."""
    return list(_parts(text, 0, len(text), _spans(text, query)))


def snippet(text: str, query: Query, length: int = SNIPPET) -> list[Part]:
    """Return `length` characters of `text`, in parts: those in which most of the words stand.

    Without a hit they are the first ones. `…` stands for what is left out.
    """
    spans = _spans(text, query)
    start = _start(text, spans, length)
    end = min(len(text), start + length)
    left, right = "…" if start else "", "…" if end < len(text) else ""
    parts = [Part(part.text.replace("\n", " "), part.is_hit) for part in _parts(text, start, end, spans)]
    return [Part(left, False)] * bool(left) + parts + [Part(right, False)] * bool(right)


def _spans(text: str, query: Query) -> list[_Span]:
    """Where the terms stand, in the letters of the text as it is; those that overlap are one."""
    apart: list[_Span] = []
    for span in _hits(text, query):
        if apart and span.start < apart[-1].end:
            apart[-1] = apart[-1]._replace(end=max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return apart


def _hits(text: str, query: Query) -> list[_Span]:
    """Where each of the terms stands.

    Folding leaves Chinese characters and figures alone, so these are looked for without, in a tenth of the
    time. Figures may be written in other ways, so where a text has not all that is looked for, it is folded.
    """
    if _is_all(_PLAIN, query):
        hits = _found(query, text, range(len(text)))
        if hits and (_is_all(_CHINESE, query) or len({hit.term for hit in hits}) == len(query.wanted)):
            return hits
    return _found(query, *_with_places(text))


@lru_cache(maxsize=64)
def _is_all(letters: re.Pattern[str], query: Query) -> bool:
    """Whether all that is looked for is of such letters."""
    return all(letters.fullmatch(form) for forms in query.wanted for form in forms)


def _found(query: Query, text: str, places: Sequence[int]) -> list[_Span]:
    return sorted(
        _Span(places[at], places[at + len(form) - 1] + 1, number)
        for number, forms in enumerate(query.wanted)
        for form in forms
        for at in _everywhere(form, text)
    )


def _with_places(text: str) -> tuple[str, Sequence[int]]:
    """A text folded letter by letter, and from where in it each letter comes."""
    folded = text.translate(_FOLDED)
    if len(folded) == len(text):  # No letter becomes none, so each has become one.
        return folded, range(len(text))
    return folded, [at for at, letter in enumerate(text) for _ in _FOLDED[ord(letter)]]


class _Folded(dict[int, str]):
    """What each letter is folded to, as far as it was asked for."""

    def __missing__(self, letter: int) -> str:
        self[letter] = fold(chr(letter))
        return self[letter]


_FOLDED = _Folded()


def _everywhere(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


def _start(text: str, spans: list[_Span], length: int) -> int:
    """Where a snippet begins: before the hit after which most terms stand within it."""
    if not spans or len(text) <= length:
        return 0
    starts = [span.start for span in spans]

    def terms_from(number: int) -> int:
        end = bisect_left(starts, starts[number] + length - BEFORE)
        return len({span.term for span in spans[number:end]})

    best = max(range(len(spans)), key=lambda number: (terms_from(number), -number))
    first = max(0, starts[best] - BEFORE)
    sentence = max(text.rfind(mark, first, starts[best]) for mark in _SENTENCE_ENDS) + 1
    start = max(0, min(sentence or first, len(text) - length))
    while start and start < starts[best] and text[start] in _NEVER_FIRST:
        start += 1
    return start


def _parts(text: str, start: int, end: int, spans: list[_Span]) -> Iterator[Part]:
    at = start
    for span in spans:
        begin, stop = max(span.start, at), min(span.end, end)
        if begin >= stop:
            continue
        if begin > at:
            yield Part(text[at:begin], False)
        yield Part(text[begin:stop], True)
        at = stop
    if at < end:
        yield Part(text[at:end], False)
