"""The source panel: the lines of a dump that an article or a photo came from, with what was doubtful."""

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
    is_noted: bool


@dataclass(frozen=True, slots=True)
class Source:
    """A dump, the lines of it to show, and the notices about them."""

    dump: Dump
    lines: list[Line]
    notices: list[Notice]


def source_of(thing: Any) -> Source | None:
    """Return the source of an article or photo; None where nobody imported it."""
    if thing.dump is None:
        return None
    notices = list(thing.notices.all())
    noted = {notice.line for notice in notices}
    own = range(thing.line_start or 1, (thing.line_end or 0) + 1)
    wanted = {number + step for number in (*own, *noted) for step in range(-CONTEXT, CONTEXT + 1)}
    lines = [line for line in numbered(thing.dump, own, noted) if line.number in wanted]
    return Source(thing.dump, lines, notices)


def numbered(dump: Dump, own: range, noted: set[int]) -> list[Line]:
    """Return all lines of a dump."""
    texts = dump.text.split("\n")
    return [Line(n, text, n in own, n in noted) for n, text in enumerate(texts, start=1)]
