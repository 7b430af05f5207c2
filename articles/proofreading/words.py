"""Lists of words that editors keep: 易错词 (wrong → right) and 禁用词 (norms §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .findings import Hit
from .vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class WrongWord:
    """A word that is often written wrong. `unless` are longer words in which it is right: 的却 in 目的却."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ForbiddenWord:
    """A word that the paper does not print. `advice` says what to do instead, if anything."""

    word: str
    advice: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    message: str
    suggestion: str
    unless: tuple[tuple[str, int], ...]  # The longer word, and where in it the word begins.


@dataclass(frozen=True, slots=True)
class WordList:
    """Compiled words: see `compile_words`. Of words that overlap, the longest of the first ones is found."""

    vocabulary: Vocabulary = Vocabulary()
    entries: Mapping[str, _Entry] = field(default_factory=dict)

    def find(self, text: str) -> Iterator[Hit]:
        """All hits, in order."""
        free = 0
        for start, word in self.vocabulary.find(text):
            entry = self.entries[word]
            if start >= free and not any(
                text.startswith(w, start - at) for w, at in entry.unless if at <= start
            ):
                free = start + len(word)
                yield Hit(entry.code, start, free, entry.message, entry.suggestion)


def compile_words(wrong: Iterable[WrongWord] = (), forbidden: Iterable[ForbiddenWord] = ()) -> WordList:
    """Make the lists ready to be looked for. A word on both lists is forbidden; empty words are left out."""
    entries = {word.wrong: _wrong(word) for word in wrong if word.wrong}
    entries |= {word.word: _forbidden(word) for word in forbidden if word.word}
    return WordList(Vocabulary.of(entries), entries)


def _wrong(word: WrongWord) -> _Entry:
    message = f"易错词“{word.wrong}”，{f'应为“{word.right}”' if word.right else '请核对'}"
    return _Entry("wrong-word", message, word.right, _places(word.wrong, word.unless))


def _forbidden(word: ForbiddenWord) -> _Entry:
    message = f"禁用词“{word.word}”，{word.advice or '请改写'}"
    return _Entry("forbidden-word", message, "", _places(word.word, word.unless))


def _places(word: str, longer: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((whole, at) for whole in longer for at in range(len(whole)) if whole.startswith(word, at))
