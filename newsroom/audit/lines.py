"""Events as lines: one JSON object each, whatever names and files are called.

A control character in a name could begin a line of its own, colour a terminal, or turn the reading order
round. In a line of the log it is escaped as JSON does, so that a reader of JSON has it back; in the table
it is written out.
"""

import json
import re
import unicodedata
from collections.abc import Mapping

# Controls, marks of direction and other unseen ones, lone surrogates, separators of lines and paragraphs.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SUSPECT = re.compile(r"[^\x20-\x7e\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")


def plain(text: str, length: int) -> str:
    """Return `text` on one line, what cannot be seen written out as `\\u202e`, cut to `length` characters."""
    return _SUSPECT.sub(_escaped, text[:length])[:length]


def line(event: Mapping[str, object]) -> str:
    """Return `event` as one line of JSON. Chinese stays readable."""
    return _SUSPECT.sub(_escaped, json.dumps(event, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it where it cannot be seen, else as it is."""
    character = match[0]
    if unicodedata.category(character) not in _UNSEEN:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"
