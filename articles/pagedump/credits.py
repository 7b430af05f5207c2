"""Who made it: byline and picture credit lines, read as role words with names between them.

The forms are those of norms §4 and their near relatives: `■ 通讯员 A`, `本报记者 A B 通讯员 C`,
`□本报记者A本报通讯员B`, `文并摄/本报记者 A`, `A B 摄影报道`, `本报记者 A 摄`, `（A 摄）`, `图/A`,
`新华社发（A 摄）`, `资料图片`. Most bylines are read here at a glance; `role_credits` has the general form,
and `rare_credits` what is left.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .chars import BYLINE_MARKS, HAN
from .document import Credit
from .names import is_plain_name
from .rare_credits import read_rare, read_writer
from .role_credits import Credits, Setting, read_roles
from .roles import HINT, STAFF_ROLES

__all__ = ["Credits", "parse_credits"]

LONGEST = 90
_USUAL_ROLE = "(?:特约|见习|实习|首席|融媒体|全媒体)?(?:记者|通讯员)|实习生"
_USUAL_NAME = f"(?!本报|通讯员|记者|实习|特约|见习|首席|[融全]媒|..?丨)[{HAN}]{{2,3}}(?<![摄文图画等])"
_USUAL_NAMES = rf"{_USUAL_NAME}(?:[ \u3000、]{_USUAL_NAME}){{0,3}}"
_USUAL_PART = re.compile(rf"(?:本报)?(?P<role>{_USUAL_ROLE})[ \u3000]?(?P<names>{_USUAL_NAMES})")
_USUAL_WHOLE = f"(?:本报)?(?:{_USUAL_ROLE})[ \u3000]?{_USUAL_NAMES}"
_USUAL = re.compile(rf"[{BYLINE_MARKS}]?[ \u3000]?{_USUAL_WHOLE}(?:[ \u3000]+{_USUAL_WHOLE}){{0,2}}$")
_USUAL_PICTURE = re.compile(rf"(?P<name>{_USUAL_NAME})[ \u3000]+(?P<role>摄影?|供图)$")
_NAME_BREAK = re.compile("[ \u3000、]")
_AGENCY = re.compile(rf"^[{HAN}]{{2,8}}社[发记]?[ \u3000]*[（(](?P<inside>[^（()）]{{2,40}})[）)]$")
_BRACKETED = re.compile(r"^[（(【\[](?P<inside>[^（()）【】\[\]]+)[）)】\]]$")
_MARKS = BYLINE_MARKS + " \u3000|｜"
_LEAD = _MARKS + "丨·•—"


def parse_credits(text: str, *, bare: bool = False) -> Credits | None:
    """Read a whole text as a credit; None when it is anything else. `bare` accepts names without a role."""
    text = text.strip()
    if not 2 <= len(text) <= LONGEST or not (bare or text[0] in BYLINE_MARKS or HINT.search(text)):
        return None
    return _parse(text, bare)


@lru_cache(maxsize=4096)
def _parse(text: str, bare: bool) -> Credits | None:
    return _usual(text) or _usual_picture(text) or _unusual(text, bare)


def _usual(text: str) -> Credits | None:
    """The form of most bylines, roles with plain names behind them, read at a glance."""
    if not _USUAL.match(text):
        return None
    people: list[Credit] = []
    for part in _USUAL_PART.finditer(text):
        names = _NAME_BREAK.split(part["names"])
        if not all(map(is_plain_name, names)):
            return None
        before = text[part.start() : part.start("names")]
        people += [Credit(name, part["role"], name if k else before + name) for k, name in enumerate(names)]
    return Credits(tuple(people))


def _usual_picture(text: str) -> Credits | None:
    """The form of most credits of pictures, a plain name and what it did, read at a glance."""
    match = _USUAL_PICTURE.match(text)
    if not match or HINT.search(match["name"]) or not is_plain_name(match["name"]):
        return None
    return Credits((Credit(match["name"], match["role"], text),))


def _unusual(text: str, bare: bool) -> Credits | None:
    """Any other form, with the marks before it, which are printed with the first of its people."""
    inside = text.lstrip(_LEAD)
    found = _unmarked(inside, Setting.BYLINE if bare or text[0] in BYLINE_MARKS else Setting.PLAIN)
    lead = text[: len(text) - len(inside)].strip(_MARKS)
    if not found or not lead:
        return found
    first, *others = found.people
    return Credits((first._replace(printed=lead + first.printed), *others), found.doubtful)


def _unmarked(text: str, setting: Setting) -> Credits | None:
    """Read a credit that has lost the marks before it."""
    if agency := _AGENCY.match(text):
        return _of_agency(text, agency["inside"])
    if bracketed := _BRACKETED.match(text):
        text = bracketed["inside"].strip()
        setting = Setting.BRACKETED if setting is Setting.PLAIN else setting
    found = read_writer(text) or read_roles(text, setting)
    if not found:
        return read_rare(text)
    return found if found.people[0].role not in STAFF_ROLES else None


def _of_agency(printed: str, inside: str) -> Credits | None:
    """`新华社发（A 摄）`: the brackets hold a credit of one, which the agency is printed with."""
    found = parse_credits(inside)
    if not found or len(found.people) != 1:
        return None
    return Credits((found.people[0]._replace(printed=printed),), found.doubtful)
