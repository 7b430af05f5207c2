"""Characters that a Chinese page does not set: full-width digits, stray English words (norms §3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .chars import CLOSING, HAN, OPENING, half_width
from .findings import Hit

_WIDE = re.compile("[０-９Ａ-Ｚａ-ｚ]+")
_STRAY = re.compile(
    rf"(?<=[{HAN}{CLOSING}])[ \u00a0\u3000]{{0,2}}(and|of)[ \u00a0\u3000]{{0,2}}(?=[{HAN}{OPENING}])"
)
_MEANT = {"and": "和", "of": "的"}


def find(text: str) -> Iterator[Hit]:
    """All hits of this family, not in order."""
    for match in _WIDE.finditer(text):
        ordinary = half_width(match[0])
        yield Hit("full-width-character", *match.span(), f"全角数字、字母，请改为“{ordinary}”", ordinary)
    for match in _STRAY.finditer(text):
        meant = _MEANT[match[1]]
        message = f"汉字之间的“{match[1]}”，多为取字时“{meant}”字误识，请核对"
        yield Hit("odd-latin", *match.span(), message, meant)
