"""Character classes that several checks share."""

from __future__ import annotations

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
OPENING = "“‘（《〈【"
CLOSING = "”’）》〉】"
_WIDE = (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))  # ０-９ Ａ-Ｚ ａ-ｚ
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in _WIDE}


def half_width(text: str) -> str:
    """Full-width digits and letters as ordinary ones; every character stays in its place."""
    return text.translate(_HALF_WIDTH)
