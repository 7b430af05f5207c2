"""Character-level repair that keeps the count of lines."""

from __future__ import annotations

import re
import unicodedata

from .chars import HAN
from .document import Notice

# Fillers and selectors of variants, which have no width but are letters and marks to Unicode.
_HIDDEN_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef"
_HIDDEN = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb"
    f"{_HIDDEN_LETTERS}\U000e0000-\U000e007f\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f]"
)
# Radicals and compatibility forms, which PDFs give for the characters that look like them: ⽲ for 禾.
_LOOK_ALIKES = "\u2e80-\u2fd5\uf900-\ufaff"
_LOOK_ALIKE = re.compile(f"[{_LOOK_ALIKES}]")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ODD_SPACES = re.compile("[\xa0\u2000-\u200a\u202f\u205f]")
_OPENS_OR_HAN = f"“‘《〈「『（【{HAN}"
_CLOSES_OR_HAN = f"”’》〉」』）】％%{HAN}"
_HALF_STOP = re.compile(rf"[,:;!?](?:(?<=[{_CLOSES_OR_HAN}].)|(?<!:)(?=[“‘《「『{HAN}]))")
_HALF_BRACKETS = re.compile(r"\(([^()\n]{1,200})\)")
_LONE_OPEN = re.compile(rf"\((?<=[{_CLOSES_OR_HAN}]\()(?=[{_OPENS_OR_HAN}\d])")
_LONE_CLOSE = re.compile(rf"\)(?<=[{_CLOSES_OR_HAN}]\))")
_HAN = re.compile(f"[{HAN}]")
_FULL = {",": "，", ":": "：", ";": "；", "!": "！", "?": "？"}
_URL = re.compile(r"https?://|www\.|@[A-Za-z0-9]")


def clean(text: str) -> str:
    """Strip invisible characters and set half-width punctuation beside Chinese to full width.

    Digits, English, times (10:30) and formulas (4+4+1) stay as they are. The count of lines stays too.
    """
    return widen(strip_unseen(text)[0])


def strip_unseen(text: str) -> tuple[str, list[Notice]]:
    """A text of plain characters: none invisible, no odd spaces, no look-alikes; and what was changed."""
    notices = [*hidden_notices(text), *_look_alike_notices(text)]
    return _ODD_SPACES.sub(" ", _LOOK_ALIKE.sub(_usual, _HIDDEN.sub("", text))), notices


def widen(text: str) -> str:
    """Set half-width punctuation beside Chinese to full width."""
    text = _HALF_BRACKETS.sub(_full_brackets, text)
    text = _LONE_CLOSE.sub("）", _LONE_OPEN.sub("（", text))
    return _HALF_STOP.sub(_full_stop, text) if any(mark in text for mark in _FULL) else text


def hidden_notices(text: str) -> list[Notice]:
    """One notice for each line that had invisible characters (hardening: strip and note)."""
    notices: dict[int, Notice] = {}
    line, seen = 1, 0
    for match in _HIDDEN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        kind = "双向控制字符" if match.group() in _BIDI else "不可见字符"
        code = f"U+{ord(match.group()):04X}"
        notices.setdefault(line, Notice("hidden-character", line, f"已去掉{kind} {code}，请核对该行文字"))
    return list(notices.values())


def _look_alike_notices(text: str) -> list[Notice]:
    """One notice for a whole text, where its first one stands: a PDF has given all of them, or none."""
    found = [match for match in _LOOK_ALIKE.finditer(text) if _usual(match) != match.group()]
    if not found:
        return []
    first = found[0]
    message = (
        f"有 {len(found)} 处形近的部首或兼容字已改为通用字，如“{first.group()}”改为“{_usual(first)}”，请核对"
    )
    return [Notice("look-alike-character", text.count("\n", 0, first.start()) + 1, message)]


def _usual(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())


def _full_stop(match: re.Match[str]) -> str:
    start = match.start()
    near = match.string[max(0, start - 24) : start + 8]
    if match.group() == ":" and _URL.search(near.rpartition("\n")[2]):
        return match.group()
    return _FULL[match.group()]


def _full_brackets(match: re.Match[str]) -> str:
    before = match.string[match.start() - 1 : match.start()]
    if _HAN.search(match.group(1)) or _HAN.match(before):
        return f"（{match.group(1)}）"
    return match.group()
