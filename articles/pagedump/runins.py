"""Briefs whose title runs in with the text: `●【标题】本报讯（…）…`, `▲ **标题** 近日…`."""

from __future__ import annotations

import re

from .chars import BYLINE_MARKS
from .ledes import has_dateline

_RUN_IN = re.compile(
    rf"^[ \t\u3000]*(?P<mark>[{BYLINE_MARKS}•·]?)[ \t\u3000]*"
    r"(?:\*\*[ 【]?(?P<bold>[^*\n]{4,40}?)[】 ]?\*\*|【(?P<ring>[^【】\n]{4,40})】)"
    r"[ \t\u3000]*(?P<text>[^\n]{20,})$",
    re.MULTILINE,
)
_NO_TITLE = re.compile(r"[：:。；，]$|记者|通讯员|讯$|电$|^[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]")
_FEWEST = 2


def find_run_ins(text: str) -> dict[int, tuple[str, str]]:
    """Line number to title and text, where several lines of a dump open with a run-in title."""
    if "**" not in text and "【" not in text:
        return {}
    found: dict[int, tuple[str, str]] = {}
    line, seen = 1, 0
    for match in _RUN_IN.finditer(text):
        line += text.count("\n", seen, match.start())
        seen = match.start()
        title = (match["bold"] or match["ring"]).strip()
        if not _NO_TITLE.search(title) and (match["mark"] or has_dateline(match["text"])):
            found[line] = (title, match["text"])
    return found if len(found) >= _FEWEST else {}
