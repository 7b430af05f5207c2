"""Forms of a Chinese name: the one to compare by and the one to sort by."""

import re
import unicodedata
from functools import lru_cache

from pypinyin import lazy_pinyin

PINYIN_LENGTH = 200

_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))


@lru_cache(maxsize=4096)  # An import asks for the same few people again and again.
def name_key(name: str) -> str:
    """Return the form under which two spellings of one name are equal.

    NFKC, with neither white space nor zero-width characters: `余　辉` and `余辉` have one key.
    """
    visible = "".join(unicodedata.normalize("NFKC", name).translate(_INVISIBLE).split())
    return unicodedata.normalize("NFKC", visible)  # What was apart may now combine.


def pinyin(name: str) -> str:
    """Return the pinyin of `name`, syllables parted by spaces, lower case: `wan tong`."""
    return " ".join(lazy_pinyin(name_key(name))).lower()[:PINYIN_LENGTH]


def syllables(typed: str) -> str:
    """Return the regular expression that finds `typed` in a pinyin, or blank where it is none.

    Syllables may be typed whole, in part or by their first letters, with nothing between them: `wantong`,
    `wtong` and `wt` all find `wan tong`. The first may be any syllable of the name.
    """
    letters = typed.lower()
    if not re.fullmatch("[a-z]{1,30}", letters):
        return ""
    return "(^| )" + "([a-z]* )?".join(letters)
