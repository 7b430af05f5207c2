"""Continuation lines: `（下转第四版）` and `（上接第一版）` (norms §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .furniture import han_number

_TARGET = r"\s?第?\s?[A-Z]?(?P<page>\d{1,3}|[一二三四五六七八九十]{1,3})\s?版(?:[^（()）]{0,12})?"
_WORD = r"(?P<word>下转|转|下接|上接|紧接|接)"
_OPEN = r"[（(【\[▶►>＞●■◆]*\s*"
_CLOSE = r"\s*[）)】\]▶►>＞]*"
_LINE = re.compile(_OPEN + _WORD + _TARGET + _CLOSE)
_TAIL = re.compile(r"\s*[（(【\[▶►>＞]+\s*(?P<word>下转|下接)" + _TARGET + _CLOSE + r"$")
_HEAD = re.compile(r"^[（(【\[▶►>＞]+\s*(?P<word>上接|紧接)" + _TARGET + _CLOSE + r"\s*")
_SEE_ALSO = re.compile(
    r"[（(【▶►>＞]*\s*(?:相关)?(?:报道|内容|新闻|全文|图片)?(?:请?[详见]见?|刊)于?\s?今?日?第?\s?\w{1,3}\s?版[^。]{0,8}"
)
_HINT = re.compile(r"[接转刊见]")


@dataclass(frozen=True, slots=True)
class Jump:
    """A continuation mark. `forward` is 下转; `page` is where the other half stands, when the mark says."""

    forward: bool
    page: int | None
    printed: str


def parse_jump(text: str) -> Jump | None:
    """Read a whole line as a jump; a `报道见第3版` line is one that leads nowhere in the dump."""
    if len(text) > 30 or not _HINT.search(text) or "版" not in text:
        return None
    if match := _LINE.fullmatch(text):
        return _jump(match)
    return Jump(True, None, text) if _SEE_ALSO.fullmatch(text) else None


def split_jumps(text: str) -> tuple[str, list[Jump]]:
    """A paragraph without the jumps at its two ends, and those jumps."""
    jumps = []
    if "接" in text[:12] and (head := _HEAD.match(text)):
        jumps.append(_jump(head))
        text = text[head.end() :]
    if "版" in text[-24:] and (tail := _TAIL.search(text, max(0, len(text) - 40))):
        jumps.append(_jump(tail))
        text = text[: tail.start()]
    return text, jumps


def _jump(match: re.Match[str]) -> Jump:
    page = match["page"]
    number = int(page) if page.isdecimal() else han_number(page)
    return Jump(match["word"] not in ("上接", "紧接", "接"), number, match.group().strip())
