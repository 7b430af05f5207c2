"""Character classes that several rules share."""

from __future__ import annotations

import re

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
BYLINE_MARKS = "■□◎◆●▲★☆◇○△▪▫▶►▌※"
IDEOGRAPHIC_SPACE = "\u3000"

_CLOSERS = "”’」』）)】》\"'"
_FINAL = re.compile(rf"(?:[。！？…!?]|(?<=[{HAN}])\.)[{_CLOSERS}]{{0,4}}$")
_BRACKETED_AFTER_FINAL = re.compile(r"[。！？…][”’]?\s?[（(][^（）()]{1,60}[）)]$")
_LIST_START = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、是]|第[一二三四五六七八九十]{1,3}[，、]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|\d{1,2}[.．、](?!\d)|[①-⑳]|——|[-*•·●■◆▲★|]\s?)"
)
_SPACED_ENDS = re.compile(r"[A-Za-z]")


def is_finished(text: str) -> bool:
    """Whether a paragraph ends as paragraphs do: with final punctuation, perhaps inside closing marks."""
    tail = text[-80:].rstrip()
    return bool(_FINAL.search(tail) or _BRACKETED_AFTER_FINAL.search(tail))


def starts_list_item(text: str) -> bool:
    """Whether a paragraph opens as an item of an enumeration (一、 （二） 3. ① 一是)."""
    return bool(_LIST_START.match(text))


def join(left: str, right: str) -> str:
    """Two halves of one line put together: without a space, except between Latin words."""
    if left and right and _SPACED_ENDS.match(left[-1]) and _SPACED_ENDS.match(right[0]):
        return f"{left} {right}"
    return left + right
