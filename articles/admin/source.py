"""The source panel: the lines of a dump that an article or a photo came from, with what was doubtful."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.models import Dump, Notice

CONTEXT = 3  # Lines shown before and after those of the article.


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line of a dump; `is_own` where it belongs to what is being edited."""

    number: int
    text: str
    is_own: bool
    notice: Notice | None
    follows_gap: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A dump, the lines of it to show, the notices about them, and how many about the page are open."""

    dump: Dump
    lines: list[Line]
    notices: list[Notice]
    open_page_notices: int


def source_of(thing: Any) -> Source | None:
    """Return the source of an article or photo; None where nobody imported it."""
    if thing.dump is None:
        return None
    notices = list(thing.notices.all())
    own = range(thing.line_start or 1, (thing.line_end or 0) + 1)
    lines = _lines(thing.dump, own, notices, _with_context([*own, *(notice.line for notice in notices)]))
    return Source(thing.dump, lines, notices, thing.dump.notices.of_page().open().count())


def all_lines(dump: Dump, notices: Iterable[Notice]) -> list[Line]:
    """Return all lines of a dump."""
    return _lines(dump, range(0), notices, range(1, dump.text.count("\n") + 2))


def _with_context(numbers: Iterable[int]) -> set[int]:
    return {number + step for number in numbers for step in range(-CONTEXT, CONTEXT + 1)}


def _lines(dump: Dump, own: range, notices: Iterable[Notice], wanted: range | set[int]) -> list[Line]:
    noted = {notice.line: notice for notice in sorted(notices, key=lambda notice: notice.is_doubt)}
    numbered = enumerate(dump.text.split("\n"), start=1)
    return [
        Line(n, text, n in own, noted.get(n), n > 1 and n - 1 not in wanted)
        for n, text in numbered
        if n in wanted
    ]
