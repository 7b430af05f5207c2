"""Forms of a Chinese name: the one to compare by and the one to sort by."""

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
