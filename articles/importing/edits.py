"""The fewest pieces to remove and add that make one sequence of another, found within a given effort.

Myers' greedy search (An O(ND) Difference Algorithm and Its Variations, 1986): row by row, how far in old
each diagonal of old against new gets with so many edits. difflib takes minutes over texts made to be slow.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Block(NamedTuple):
    """`length` pieces that are the same in both, from `old` on in the one and from `new` on in the other."""

    old: int
    new: int
    length: int


class Effort:
    """What may still be spent on comparing, in pieces looked at: a million of them take a second."""

    def __init__(self, left: int) -> None:
        self.left = left


def same_blocks(old: Sequence[str], new: Sequence[str], effort: Effort, most: int) -> list[Block] | None:
    """Return the blocks that stay; None where more than `most` edits are needed, or the effort is spent."""
    rows: list[list[int]] = []
    for edits in range(most + 1):
        rows.append([])
        for diagonal, start in zip(range(-edits, edits + 1, 2), _starts(rows, edits), strict=True):
            x = _slid(old, new, start, start - diagonal)
            rows[-1].append(x)
            effort.left -= x - start + 1
            if x >= len(old) and x - diagonal >= len(new):
                return list(_walked_back(rows, x, x - diagonal))[::-1]
        if effort.left < 0:
            return None
    return None


def _starts(rows: list[list[int]], edits: int) -> list[int]:
    """How far each diagonal gets by one more edit: a piece of new added, or one of old removed."""
    if edits == 0:
        return [0]
    before = rows[edits - 1]
    inner = [max(added, removed + 1) for removed, added in zip(before, before[1:], strict=False)]
    return [before[0], *inner, before[-1] + 1]


def _slid(old: Sequence[str], new: Sequence[str], x: int, y: int) -> int:
    """How far a diagonal gets from there by what is the same."""
    end, other_end = len(old), len(new)
    while x < end and y < other_end and old[x] == new[y]:
        x += 1
        y += 1
    return x


def _walked_back(rows: list[list[int]], x: int, y: int) -> Iterator[Block]:
    for edits in range(len(rows) - 1, -1, -1):
        place = (x - y + edits) // 2
        start = _starts(rows, edits)[place]
        if x > start:
            yield Block(start, start - (x - y), x - start)
        is_added = place < edits and start == rows[edits - 1][place]
        x, y = start - (not is_added), start - (x - y) - is_added
