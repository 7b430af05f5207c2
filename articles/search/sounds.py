"""How Chinese characters sound: what pinyin spells them, and which are taken for one another.

Tones count for nothing. A character of several readings (长 is chang and zhang) has all of them everywhere:
which one is meant, the word around it would tell, and what is typed is only a part of that.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import product

from opencc import OpenCC
from pypinyin import Style, pinyin

from articles.search.grams import fold

MOST_SPELLINGS = 64  # Of one name: the readings of its characters multiply.

# What many do not tell apart, in speaking and so in typing.
_BLURRED = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^n(?=[aeiouv])"), "l"), (re.compile("ng$"), "n"))
_LATIN = re.compile("[a-z]+")


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return `text` in the form that words are compared in: folded, simplified, in one piece."""
    return "".join(_to_simplified().convert(fold(text)).split())


def letters(typed: str) -> str:
    """Return what is typed as letters of pinyin, or blank where it is none: `Yáng'lǎo` is yanglao."""
    latin = re.sub(r"[\s'’·-]", "", fold(typed)).replace("ü", "v")
    return latin if _LATIN.fullmatch(latin) else ""


@lru_cache(maxsize=8192)
def readings(letter: str) -> tuple[str, ...]:
    """Return the syllables that a character is read as; a letter or figure is read as itself."""
    return tuple(pinyin(letter, style=Style.NORMAL, heteronym=True)[0]) if letter.strip() else ()


def begins(typed: str, text: str) -> bool:
    """Whether letters spell the beginning of a text: syllables whole, in part or by their first letter.

    `yanglao`, `yangl` and `yl` all begin 养老服务.
    """
    return _spelt(typed, text, in_part=True) and bool(typed)


def spells(typed: str, text: str) -> bool:
    """Whether letters spell all of a text, whole."""
    return _spelt(typed, text, in_part=False) and bool(typed)


def _spelt(typed: str, text: str, *, in_part: bool) -> bool:
    places = {0}  # How much of what is typed may be spelt when so many characters are read.
    for letter in text:
        places = {
            at + length
            for at in places
            for reading in readings(letter)
            for length in range(1 if in_part else len(reading), len(reading) + 1)
            if typed.startswith(reading[:length], at)
        }
        if not places:
            return False
        if in_part and len(typed) in places:
            return True
    return len(typed) in places


def spellings(text: str) -> list[str]:
    """Return the pinyin of a short text, syllables parted by spaces, in every reading (MOST_SPELLINGS)."""
    ways = [""]
    for letter in text:
        ways = [f"{way} {reading}".strip() for way, reading in product(ways, readings(letter))]
        ways = ways[:MOST_SPELLINGS]
    return ways


def alike(letter: str) -> list[str]:
    """Return the characters that sound like this one, or nearly so; it is not among them."""
    found = {other for blurred in _blurred_of(letter) for other in _by_sound().get(blurred, ())}
    return sorted(found - {letter})


def closeness(letter: str, other: str) -> int:
    """Return how close two characters sound: 2 for just the same, 1 for nearly, 0 for not at all."""
    if not {*readings(letter)}.isdisjoint(readings(other)):
        return 2
    return int(not _blurred_of(letter).isdisjoint(_blurred_of(other)))


@lru_cache(maxsize=8192)
def _blurred_of(letter: str) -> frozenset[str]:
    return frozenset(map(_blur, readings(letter)))


def _blur(syllable: str) -> str:
    for told_apart, one in _BLURRED:
        syllable = told_apart.sub(one, syllable)
    return syllable


@cache
def _by_sound() -> dict[str, set[str]]:
    """The characters of GB 2312, which printed Chinese seldom leaves, by their blurred sound."""
    found: dict[str, set[str]] = defaultdict(set)
    for letter in _gb2312():
        for blurred in _blurred_of(letter):
            found[blurred].add(letter)
    return dict(found)


def _gb2312() -> Iterable[str]:
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return "".join(cell.decode("gb2312", "ignore") for cell in cells)


@cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
