"""Thousands of words looked for at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import add


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by their first two characters, with the lengths to try; words of one by themselves."""

    words: frozenset[str] = frozenset()
    lengths: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    singles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, words: Iterable[str]) -> Vocabulary:
        """Made once, used for any number of texts. Empty words are left out."""
        kept = frozenset(word for word in words if word)
        lengths: dict[str, set[int]] = {}
        for word in kept:
            if len(word) > 1:
                lengths.setdefault(word[:2], set()).add(len(word))
        by_head = {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}
        return cls(kept, by_head, frozenset(word for word in kept if len(word) == 1))

    def find(self, text: str) -> Iterator[tuple[int, str]]:
        """Every place where a word stands, in order; of several at one place, the longest first."""
        lengths, singles = self.lengths, self.singles
        if not self.words:
            return
        for start, head in enumerate(map(add, text, f"{text[1:]}\n")):
            if head in lengths:
                for length in lengths[head]:
                    word = text[start : start + length]
                    if word in self.words:
                        yield start, word
            if singles and head[0] in singles:
                yield start, head[0]
