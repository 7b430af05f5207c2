"""Proofreading: what a machine can see in a text that somebody should look at (norms §3).

Pure Python on the standard library alone. `check` is the one door: it finds, and changes nothing. What a
newsroom has chosen, and the lists that its editors keep, come in as `Rules`.
"""

from .checker import check
from .findings import CODES, Code, Finding, Severity
from .offices import Holder, Offices, compile_offices
from .rules import Rules
from .words import ForbiddenWord, WordList, WrongWord, compile_words

__all__ = [
    "CODES",
    "Code",
    "Finding",
    "ForbiddenWord",
    "Holder",
    "Offices",
    "Rules",
    "Severity",
    "WordList",
    "WrongWord",
    "check",
    "compile_offices",
    "compile_words",
]
