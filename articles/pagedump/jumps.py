"""Continuation lines: `（下转第四版）` and `（上接第一版）` (norms §4)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import han_number

_PAGE = (
    r"第?\s?[A-Z]?(?P<page>\d{1,3}|[一二三四五六七八九十]{1,3}|头)(?:[、和，,-]\s?\d{1,3})?\s?版"
    "(?![面本权块])"
)
_TARGET = rf"\s?{_PAGE}(?:[^（()）。]{{0,12}})?"
_WORD = r"(?P<word>文?下转|文?转|下接|上接|紧接|接)"
_SIGNS = "▶►▷→>＞》◀◄◁←<＜《●■◆"
_OPEN = rf"[（(【\[{_SIGNS}]*\s*"
_CLOSE = rf"\s*[）)】\]{_SIGNS}]*"
_LINE = re.compile(rf"{_OPEN}(?:{_WORD}{_TARGET}|接上版){_CLOSE}")
_TAIL = re.compile(rf"(?:\s*[（(【\[{_SIGNS}]+\s*|(?<=[。！？”])\s*)(?P<word>文?下转|下接){_TARGET}{_CLOSE}$")
_HEAD = re.compile(
    rf"^[（(【\[{_SIGNS}]*\s*(?P<word>上接|紧接)\s?{_PAGE}(?:[^（()）。]{{0,12}}[）)】\]]\s*|[{_SIGNS}\s]+)"
)
_SEE_ALSO = re.compile(
    rf"[（(【\[{_SIGNS}]*\s*(?:相关)?(?:报道|内容|新闻|全文|图片|图文|解读|社论|评论|专题|详情|更多|链接)*"
    rf"(?:请?[详参另]?[见看阅]|刊)[于在]?\s?(?:今日|本报)?\s?{_PAGE}(?:[·•:：《\s][^。（(]{{0,20}})?{_CLOSE}"
    rf"|[（(【\[]?[{_SIGNS}]+\s*第?[A-D]?\d{{1,2}}版[）)】\]]?"
)
_HINT = re.compile(r"[接转刊见看阅▶►▷→>＞]")


@dataclass(frozen=True, slots=True)
class Jump:
    """A continuation mark. `forward` is 下转; `page` is where the other half stands, when the mark says."""

    forward: bool
    page: int | None
    printed: str


def parse_jump(text: str) -> Jump | None:
    """Read a whole line as a jump; a `报道见第3版` line is one that leads nowhere in the dump."""
    if "版" not in text or len(text) > 30 or not _HINT.search(text):
        return None
    if (match := _LINE.fullmatch(text)) and match["page"]:
        return _jump(match)
    if match:
        return Jump(False, None, text)
    return Jump(True, None, text) if _SEE_ALSO.fullmatch(text) else None


def split_jumps(text: str) -> tuple[str, list[Jump]]:
    """A paragraph without the jumps at its two ends, and those jumps."""
    jumps = []
    if "接" in text[:6] and (head := _HEAD.match(text)):
        jumps.append(_jump(head))
        text = text[head.end() :]
    if "版" in text[-24:] and (tail := _TAIL.search(text, max(0, len(text) - 40))):
        jumps.append(_jump(tail))
        text = text[: tail.start()]
    return text, jumps


def _jump(match: re.Match[str]) -> Jump:
    page = match["page"]
    number = int(page) if page.isdecimal() else 1 if page == "头" else han_number(page)
    return Jump(match["word"] not in ("上接", "紧接", "接"), number, match.group().strip())
