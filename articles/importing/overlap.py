"""Which piece of a dump, as it was read before, is which one of another reading."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Span(NamedTuple):
    """The lines of a piece, first and last, and its fingerprint where it has one."""

    first: int
    last: int
    fingerprint: str | None = None

    def meets(self, other: "Span") -> bool:
        """Whether both have a line in common."""
        return self.first <= other.last and other.first <= self.last

    def likeness(self, other: "Span") -> float:
        """Return the share of their lines that both have, and 2 more where their texts are the same."""
        shared = min(self.last, other.last) - max(self.first, other.first) + 1
        either = max(self.last, other.last) - min(self.first, other.first) + 1
        is_same = self.fingerprint is not None and self.fingerprint == other.fingerprint
        return max(0, shared) / either + 2 * is_same


def paired(old: Sequence[Span], new: Sequence[Span], least: float = 0) -> dict[int, int]:
    """Return by the index of a new piece that of the old one it is: the likest first, each one once.

    Pieces that share no more than `least` of their lines are no pair.
    """
    likest = sorted((-old[i].likeness(new[j]), i, j) for i, j in _meeting(old, new))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for likeness, i, j in likest:
        if -likeness > least and i not in taken and j not in pairs:
            pairs[j] = i
            taken.add(i)
    return pairs


def _meeting(old: Sequence[Span], new: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """Those that have a line or their text in common."""
    at = defaultdict(set)
    for i, one in enumerate(old):
        for place in (*range(one.first, one.last + 1), one.fingerprint):
            at[place].add(i)
    for j, other in enumerate(new):
        places = (*range(other.first, other.last + 1), other.fingerprint)
        yield from ((i, j) for i in set().union(*(at.get(place, ()) for place in places)))
