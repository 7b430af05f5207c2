"""Texts that others have sent, on one line: a path, a name, a file's name.

A control character in one could begin a line of its own, colour a terminal, or turn the reading order round.
"""

import json
import re
import unicodedata

# Controls, marks of direction and other unseen ones, lone surrogates, separators of lines and paragraphs.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_SUSPECT = re.compile(r"[^\x20-\x7e\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]")


def escaped(text: str) -> str:
    """Return `text` on one line, each character that cannot be seen written as JSON writes it."""
    return _SUSPECT.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it where it cannot be seen, else as it is."""
    character = match[0]
    if unicodedata.category(character) not in _UNSEEN:
        return character
    return json.dumps(character)[1:-1] if character != "\x7f" else "\\u007f"
