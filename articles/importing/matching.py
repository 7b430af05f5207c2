"""Which of a dump's articles and photos are in a new reading of it, and which of those may change."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.importing.drafts import ArticleDraft, PhotoDraft
from articles.importing.overlap import Span, paired

Draft = ArticleDraft | PhotoDraft


@dataclass(slots=True)
class Match:
    """The pieces of one dump, by their number in the new reading.

    `same` are read as they were, and `renewed` otherwise. `held` are those that somebody has laid hands
    on, and what hangs together with them; of these, `left` would be read otherwise now: as the piece of
    that number, or None where there is none. For those `without`, the new reading has no piece.
    """

    same: dict[int, Any] = field(default_factory=dict)
    renewed: dict[int, Any] = field(default_factory=dict)
    held: dict[int, Any] = field(default_factory=dict)
    left: list[tuple[Any, int | None]] = field(default_factory=list)
    without: list[Any] = field(default_factory=list)


def span_of_draft(draft: Draft) -> Span:
    """Return the lines of something read."""
    return Span(draft.values["line_start"], draft.values["line_end"], draft.fingerprint)


def span_of(row: Any) -> Span:
    """Return the lines of something stored."""
    return Span(row.line_start or 0, row.line_end or 0, getattr(row, "fingerprint", None))


def match(
    rows: Sequence[Any],
    drafts: Sequence[Draft],
    is_by_hand: Callable[[Any], bool],
    is_same: Callable[[Any, Any], bool],
) -> Match:
    """Match what is stored of a dump with what is read of it.

    Where a story joins or parts what somebody has laid hands on, half of the new reading would double a
    text or lose it. So none of it is to be applied there.
    """
    old, new = [span_of(row) for row in rows], [span_of_draft(draft) for draft in drafts]
    pairs = paired(old, new)
    numbers = {at: number for number, at in pairs.items()}
    same = {at for at, number in numbers.items() if is_same(rows[at], drafts[number])}
    touched = {at for at, row in enumerate(rows) if is_by_hand(row)}
    held_old, held_new = _neighbourhood(touched - same, old, new)
    found = Match()
    for number, at in (held_new | pairs).items():
        is_held = number in held_new or at in touched
        kind = found.held if is_held else found.same if at in same else found.renewed
        kind[number] = rows[at]
    found.left = [(rows[at], numbers.get(at)) for at in sorted(held_old - same)]
    found.without = [row for at, row in enumerate(rows) if at not in numbers and at not in held_old]
    return found


def _neighbourhood(
    start: set[int], old: Sequence[Span], new: Sequence[Span]
) -> tuple[set[int], dict[int, int]]:
    """The old pieces that new ones link by their lines to those at `start`, and these, with one each."""
    near_old, near_new = set(start), {}
    waiting = sorted(start)
    while waiting:
        at = waiting.pop()
        for number in (n for n, other in enumerate(new) if n not in near_new and old[at].meets(other)):
            near_new[number] = at
            met = {i for i, one in enumerate(old) if one.meets(new[number])} - near_old
            near_old |= met
            waiting += met
    return near_old, near_new
