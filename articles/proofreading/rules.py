"""What a newsroom has chosen to look for, and how grave it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .findings import CODES, Severity
from .offices import Offices
from .words import WordList

_DEFAULTS = {code.slug: code.default for code in CODES}


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings and editor-kept lists (norms §3), compiled once and used for any number of texts.

    `severities` holds what differs from the defaults in `CODES`, by code. `printable_numbers` are telephone,
    card and identity numbers that may be printed, such as the paper's own hotline: digits alone, no spaces.
    """

    severities: Mapping[str, Severity] = field(default_factory=dict)
    words: WordList = WordList()
    offices: Offices = Offices()
    printable_numbers: frozenset[str] = frozenset()

    def severity(self, code: str) -> Severity:
        """What a finding of this code does. An unknown code is a KeyError."""
        return self.severities.get(code, _DEFAULTS[code])
