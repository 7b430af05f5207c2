"""An author's name on a line of its own, with no role word or with 文 alone: below a title, or at the end.

Such a line is a guess by its place and its surname, so the name is always one to check.
"""

from __future__ import annotations

import re

from .chars import BYLINE_MARKS, HAN
from .credits import Credits, parse_credits
from .document import Credit
from .headings import is_box

_LONGEST = 14
_LONGEST_NAME = 4
_DRESS = " \u3000·•—－-|｜丨/／" + BYLINE_MARKS
_BRACKETS = re.compile(r"^[（(【\[〔](?P<inside>[^（()）]+)[）)】\]〕]$")
_ROLE = re.compile(r"^(?P<role>文|诗|词|作者|撰文|图文)(?:\s*[/／:：·丨|｜]|\s)\s*(?=\S)")
_PLACE_BEFORE = re.compile(rf"^[{HAN}]{{2,5}}(?<![工员长师者人任记手民授家生官警])[ \u3000]+(?=[{HAN}])")
_PLACE_BEHIND = re.compile(rf"[ \u3000]*[（(][{HAN}]{{2,8}}[）)]$")
_PEN_NAME = re.compile(f"[{HAN}]{{2,4}}")


def read_author(text: str) -> Credits | None:
    """Read a short line as the name of one author; None when it can be anything else."""
    if not 2 <= len(text) <= _LONGEST or is_box(text):
        return None
    bare = text.strip(_DRESS)
    if brackets := _BRACKETS.match(bare):
        bare = brackets["inside"].strip(_DRESS)
    role = _ROLE.match(bare)
    rest = bare[role.end() :] if role else bare
    names = _known(rest)
    if not names and (role or text[0] in BYLINE_MARKS) and _PEN_NAME.fullmatch(rest):
        names = [rest]
    if not names:
        return None
    people = [Credit(name, role["role"] if role else "", "" if k else text) for k, name in enumerate(names)]
    return Credits(tuple(people), tuple(names))


def _known(text: str) -> list[str]:
    """The names with known surnames that a text is made of, a place beside them aside."""
    for pattern in (None, _PLACE_BEHIND, _PLACE_BEFORE):
        rest = pattern.sub("", text) if pattern else text
        found = parse_credits(rest, bare=True) if rest != text or not pattern else None
        names = [person.name for person in found.people] if found else []
        if names and all(2 <= len(name) <= _LONGEST_NAME for name in names):
            return names
    return []
