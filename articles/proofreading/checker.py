"""The one door: a text and the rules in, findings out."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain

from . import characters, dates, doubled, pairs, personal, punctuation, wording
from .findings import CODES, Finding, Hit, Severity
from .rules import Rules

_RANK = {code.slug: rank for rank, code in enumerate(CODES)}
_NO_RULES = Rules()


def check(text: str, *, rules: Rules = _NO_RULES, on: datetime.date | None = None) -> list[Finding]:
    """Everything in a text that somebody should look at, in the order of the text.

    `text` is plain: paragraphs with a line feed between them. Headline parts, captions, credits and bylines
    are texts of their own. `on` is the issue date, from which the year of 3月7日（星期五） is known:
    without it, only dates with a year are held against their weekday. The time taken grows with the text.
    """
    findings: dict[tuple[int, int], Finding] = {}
    for hit in sorted(_hits(text, rules, on), key=_order):
        severity = rules.severity(hit.code)
        if severity is not Severity.OFF:
            findings.setdefault((hit.start, hit.end), Finding(*hit, severity))
    return list(findings.values())


def _order(hit: Hit) -> tuple[int, int, int]:
    return hit.start, hit.end, _RANK[hit.code]


def _hits(text: str, rules: Rules, on: datetime.date | None) -> Iterator[Hit]:
    return chain(
        pairs.find(text),
        punctuation.find(text),
        characters.find(text),
        doubled.find(text),
        wording.find(text),
        dates.find(text, on),
        personal.find(text, rules.printable_numbers),
        rules.words.find(text),
        rules.offices.find(text),
    )
