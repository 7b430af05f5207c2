"""The general form of a credit: role words with names behind or before them, in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from itertools import zip_longest
from typing import NamedTuple

from .chars import HAN
from .document import Credit
from .names import Name, split_names
from .roles import PHOTO_ROLES, PROSE_WORDS, REPORT_ROLES, ROLE, SUFFIX, SURE_SUFFIXES, one_form, stronger

_PLACE_REPORT = re.compile(rf"[ \u3000]+(?:发自)?(?!摄影|图片|图文|文图|摄像)[{HAN}/／]{{2,6}}报道$")
_PLACE = re.compile("..[省市区县镇乡村]$")


class Credits(NamedTuple):
    """The people of one credit. `doubtful` names what an editor should check; it may be empty."""

    people: tuple[Credit, ...]
    doubtful: tuple[str, ...] = ()

    @property
    def is_photo(self) -> bool:
        """Whether all of it credits pictures."""
        return all(person.role in PHOTO_ROLES for person in self.people)

    @property
    def is_report(self) -> bool:
        """Whether it is a 摄影报道, which signs a text as well as its pictures."""
        return all(person.role in REPORT_ROLES for person in self.people)


class Setting(Enum):
    """How a text is set: the more it looks like a credit, the less its names have to prove."""

    PLAIN = "as any text"
    BRACKETED = "in brackets of its own"
    BYLINE = "behind a byline mark, or where a byline is looked for"


class _Segment(NamedTuple):
    """A role word and what follows it; the names end before a 发自某地报道, the segment behind it.

    `may_be_prose` asks for known surnames: the word may as well open prose.
    """

    start: int
    names_start: int
    names_end: int
    end: int
    role: str
    may_be_prose: bool = False


def read_roles(text: str, setting: Setting = Setting.PLAIN) -> Credits | None:
    """Read a text of roles and names; None when anything in it is neither."""
    people: list[Credit] = []
    doubtful: list[str] = []
    for segment in _segments(text):
        found = _read_segment(text, segment, setting)
        if found is None:
            return None
        people.extend(found.people)
        doubtful.extend(found.doubtful)
    return Credits(tuple(people), tuple(doubtful)) if people and _covers(text, people) else None


def credits_of(text: str, names: list[Name], role: str, start: int, end: int) -> Iterator[Credit]:
    """One credit a name, each with its own piece of the printed line; the pieces do not overlap.

    An organisation beside a person is where that person works.
    """
    people = [name for name in names if not name.is_organisation] or names[:1]
    if not people:
        yield Credit("", role, text[start:end].strip())
    for i, name in enumerate(people):
        stop = end if i == len(people) - 1 else name.end
        printed = text[start:stop].strip(" \u3000、，,；;")
        yield Credit("" if name.is_organisation else name.text, role, printed)
        start = stop


def _covers(text: str, people: list[Credit]) -> bool:
    """No letter of the line may be lost."""
    printed = "".join(person.printed for person in people)
    return sum(map(str.isalnum, printed)) == sum(map(str.isalnum, text))


def _segments(text: str) -> Iterator[_Segment]:
    """Cut before each role word; role words without a name between are one (文并摄/本报记者 A)."""
    matches = _role_words(text)
    start = matches[0].start() if matches else len(text)
    if not matches or text[:start].strip():
        yield _Segment(0, 0, start, start, "")
    role = ""
    for match, following in zip_longest(matches, matches[1:]):
        role = stronger(role, match["person"] or one_form(match["mode"] or match["spaced"]))
        end = following.start() if following else len(text)
        if following and not text[match.end() : end].strip():
            continue
        place = _PLACE_REPORT.search(text, match.end(), end)
        may_be_prose = match["spaced"] is not None or match["mode"] in PROSE_WORDS
        yield _Segment(start, match.end(), place.start() if place else end, end, role, may_be_prose)
        start, role = end, ""


def _role_words(text: str) -> list[re.Match[str]]:
    """The role words before names. Behind other text, a word with a mere space after it is a suffix."""
    matches = list(ROLE.finditer(text))
    if matches and text[: matches[0].start()].strip():
        return [match for match in matches if not match["spaced"]]
    return matches


def _read_segment(text: str, segment: _Segment, setting: Setting) -> Credits | None:
    """People and their roles; 文 or 图, and a role word set solid, may as well be a piece of a name."""
    suffixes = list(SUFFIX.finditer(text, segment.names_start, segment.names_end))
    found = _read_people(text, segment, suffixes, setting)
    if found is None and not all(map(_is_no_name, suffixes)):
        found = _read_people(text, segment, list(filter(_is_no_name, suffixes)), setting)
    return found


def _is_no_name(suffix: re.Match[str]) -> bool:
    return suffix["role"] not in ("文", "图") and suffix.group()[0] in " \u3000/／"


def _read_people(
    text: str, segment: _Segment, suffixes: list[re.Match[str]], setting: Setting
) -> Credits | None:
    """The names up to each suffix have its role; those behind the last have the segment's."""
    start, names_start = segment.start, segment.names_start
    people: list[Credit] = []
    doubtful: list[str] = []
    for suffix in [*suffixes, None]:
        stop = suffix.start() if suffix else segment.names_end
        if not suffix and people and not text[names_start:stop].strip():
            break
        role = _role_of(segment.role, suffix["role"]) if suffix else segment.role
        names = split_names(text, names_start, stop)
        if names is None or not _are_credible(text, names, role, segment, setting):
            return None
        printed_end = suffix.end() if suffix else segment.end
        people += credits_of(text, names, role, start, printed_end)
        doubtful += [name.text for name in names if name.doubtful or not name.known]
        start = names_start = printed_end
    return Credits(tuple(people), tuple(doubtful))


def _role_of(prefix: str, suffix: str) -> str:
    suffix = one_form(suffix.strip("/／ \u3000"))
    return suffix if suffix in PHOTO_ROLES or not prefix else prefix


def _are_credible(text: str, names: list[Name], role: str, segment: _Segment, setting: Setting) -> bool:
    """Whether names and role are a credit and not a piece of prose.

    Without a role word that only credits have, every name must be known.
    """
    if not names:
        return role in PHOTO_ROLES
    if not role or role == "报道":
        return setting is Setting.BYLINE and _are_persons(names)
    has_person = not all(name.is_organisation for name in names)
    if role == "作者" and not has_person:
        return False
    if segment.may_be_prose or (not segment.role and role not in SURE_SUFFIXES):
        return _are_known(names) and (has_person or role in PHOTO_ROLES or role == "供稿")
    if not segment.role and len(names) > 2 and _are_solid(names):
        return False
    return _stand_apart(text, names, segment, setting)


def _are_persons(names: list[Name]) -> bool:
    """Whether names without a role are those of people: known, apart, and no place among them."""
    people = [name for name in names if not name.is_organisation]
    if not people or len(people[-1].text) > 4 or any(_PLACE.search(name.text) for name in names):
        return False
    return _are_known(names) and not _are_solid(names)


def _stand_apart(text: str, names: list[Name], segment: _Segment, setting: Setting) -> bool:
    """Unknown surnames and organisations need a mark, or a space to part them from their role.

    Names set solid, which are cut by guess, need a mark, brackets or a space.
    """
    if setting is Setting.BYLINE:
        return True
    sure_cut = setting is Setting.BRACKETED or not _are_solid(names)
    if sure_cut and _are_known(names) and not any(name.is_organisation for name in names):
        return True
    return _is_set_off(text, names, segment.names_start)


def _is_set_off(text: str, names: list[Name], start: int) -> bool:
    """Whether a space or a mark parts the names from their role."""
    if names[0].start > start or (start and text[start - 1] in " \u3000：:/／|｜丨"):
        return True
    return text[names[-1].end : names[-1].end + 1] in (" ", "\u3000", "/", "／")


def _are_known(names: list[Name]) -> bool:
    return all(name.known for name in names)


def _are_solid(names: list[Name]) -> bool:
    return any(a.end == b.start for a, b in zip(names, names[1:], strict=False))
