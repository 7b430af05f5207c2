"""Names with offices (人名–职务) that editors keep, held against the office printed beside a name (norms §3).

Looked at are titles right before a name (区委副书记、区长李明) and right after it (李明区长). A short form is
the same office (书记 for 区委书记); a deputy is another. 原, 时任 and the like speak of the past: left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .findings import Hit
from .vocabulary import Vocabulary

_TITLES = (
    "书记|区长|市长|县长|镇长|乡长|村长|部长|局长|厅长|司长|处长|科长|主任|主席|常委|委员|院长|检察长|秘书长|会长|理事长"
    "|校长|所长|站长|队长|政委|司令员|董事长|经理|总编辑|社长|台长|馆长|巡视员|调研员|组长"
)
_BEFORE = 40  # Characters before a name in which its titles may stand.
_UNBROKEN = re.compile(r"[^，。；：！？…“”‘’（）()《》\s]*\Z")
_TITLE = f"(?:第一|常务)?副?(?:{_TITLES})"
_TITLE_AT_END = re.compile(rf"{_TITLE}\Z")
_TITLE_AFTER = re.compile(rf"{_TITLE}(?!医师|科员|团|处|级|助理|会|台|人)")
_PAST = re.compile("原|时任|前任|曾任|已故")


@dataclass(frozen=True, slots=True)
class Holder:
    """A person and every office that they hold now: `Holder("李明", ("区委副书记", "区长"))`."""

    name: str
    offices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Offices:
    """Compiled names: see `compile_offices`."""

    names: Vocabulary = Vocabulary()
    held: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[Hit]:
        """All hits, in order of the names. A longer name on the list hides a shorter one inside it."""
        free = 0
        for start, name in self.names.find(text):
            if start < free:
                continue
            free = start + len(name)
            offices = self.held[name]
            for end, printed in (*_titles_before(text, start), *_titles_after(text, free)):
                if not any(_is_same(printed, office) for office in offices):
                    yield _hit(name, offices, end, printed)


def compile_offices(holders: Iterable[Holder]) -> Offices:
    """Make the list ready to be looked for. Two holders of one name share their offices."""
    held: dict[str, tuple[str, ...]] = {}
    for holder in holders:
        if holder.name and any(holder.offices):
            for name in _settings(holder.name):
                held[name] = (*held.get(name, ()), *filter(None, holder.offices))
    return Offices(Vocabulary.of(held), held)


def _settings(name: str) -> tuple[str, ...]:
    """A name as it may be set: one of two characters also with a space inside (norms §4: 余 辉)."""
    return (name, f"{name[0]} {name[1]}", f"{name[0]}\u3000{name[1]}") if len(name) == 2 else (name,)


def _titles_before(text: str, name_at: int) -> Iterator[tuple[int, str]]:
    """Where each title before a name ends, and the title: 区长 and 区委副书记 in 区委副书记、区长李明."""
    end = len(text[max(0, name_at - 2) : name_at].rstrip()) + max(0, name_at - 2)
    match = _UNBROKEN.search(text, max(0, end - _BEFORE), end)
    for title in reversed(match[0].split("、") if match else []):
        if not _TITLE_AT_END.search(title) or _PAST.search(title):
            break
        yield end, title
        end -= len(title) + 1


def _titles_after(text: str, name_end: int) -> Iterator[tuple[int, str]]:
    if match := _TITLE_AFTER.match(text, name_end):
        yield match.end(), match[0]


def _is_same(printed: str, office: str) -> bool:
    """Whether one is the other, or its short form: 书记 of 区委书记, but not of 区委副书记."""
    longer, shorter = sorted((printed, office), key=len, reverse=True)
    return longer.endswith(shorter) and not longer.removesuffix(shorter).endswith("副")


def _hit(name: str, offices: tuple[str, ...], end: int, printed: str) -> Hit:
    """At the title itself: what stands before it may be the rest of a sentence (近日区委书记)."""
    title = _TITLE_AT_END.search(printed)
    start = end - len(title[0] if title else printed)
    message = f"名单上{name}的职务是“{'、'.join(offices)}”，此处为“{printed}”，请核对"
    return Hit("name-office", start, end, message)
