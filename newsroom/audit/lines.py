"""Events as lines: one JSON object each, whatever names and files are called.

What cannot be seen in a name is escaped as JSON does, so that a reader of JSON has it back from the log; in
the table it is written out.
"""

import json
from collections.abc import Mapping

from newsroom.lines import escaped


def plain(text: str, length: int) -> str:
    """Return `text` on one line, what cannot be seen written out as `\\u202e`, cut to `length` characters."""
    return escaped(text[:length])[:length]


def line(event: Mapping[str, object]) -> str:
    """Return `event` as one line of JSON. Chinese stays readable."""
    return escaped(json.dumps(event, ensure_ascii=False))
