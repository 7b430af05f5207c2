"""The one door: a text and the rules in, findings out."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from itertools import chain

from . import characters, dates, doubled, pairs, personal, punctuation, wording
from .findings import CODES, Finding, Hit, Severity
from .rules import Rules

_RANK = {code.slug: rank for rank, code in enumerate(CODES)}
_NO_RULES = Rules()

MOST = 200  # Findings of one code in a text: nobody reads more of them at once.


def check(text: str, *, rules: Rules = _NO_RULES, on: datetime.date | None = None) -> list[Finding]:
    """Everything in a text that somebody should look at, in its order: the first `MOST` of each code.

    `text` is plain: paragraphs with a line feed between them. Headline parts, captions, credits and bylines
    are texts of their own. `on` is the issue date, from which the year of 3月7日（星期五） is known:
    without it, only dates with a year are held against their weekday. The time taken grows with the text.
    """
    findings: dict[tuple[int, int], Finding] = {}
    for finding in sorted(_first(_hits(text, rules, on), rules), key=_order):
        findings.setdefault((finding.start, finding.end), finding)
    return list(findings.values())


def _order(finding: Finding | Hit) -> tuple[int, int, int]:
    return finding.start, finding.end, _RANK[finding.code]


def _first(hits: Iterable[Hit], rules: Rules) -> Iterator[Finding]:
    """The first of each code that is looked for. One code takes no room from another, which may be grave."""
    by_code: dict[str, list[Hit]] = {code.slug: [] for code in CODES}
    for hit in hits:
        by_code[hit.code].append(hit)
    for code, found in by_code.items():
        severity = rules.severity(code)
        if severity is not Severity.OFF:
            found.sort(key=_order)
            for number, hit in enumerate(found[:MOST], 1):
                yield Finding(*hit, severity, has_more=number == MOST < len(found))


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
