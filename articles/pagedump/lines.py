"""What each line of a dump is, taken by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from .chars import HAN, IDEOGRAPHIC_SPACE
from .credits import Credits, parse_credits
from .furniture import Furniture, is_bare_date, parse_furniture
from .jumps import Jump, parse_jump

BOLD_LEVEL = 7
PLAIN_LEVEL = 9
LONGEST_HEADING = 80
_LONGEST_MARK = 100
_FULL_STOPS = ("。", "！", "？")
_HEAD_OF_PAGE = 5

_HEADING = re.compile(r"^(?P<marks>#{1,6})(?:\s+|(?=[^#\s]))(?P<text>.*?)\s*#*$")
_BOLD = re.compile(r"^(?:\*\*|__)(?P<text>[^*]+?)(?:\*\*|__)$")
_BOLD_SPAN = re.compile(r"\*\*([^*\n]+)\*\*")
_IMAGE = re.compile(
    r"<!--.{0,80}-->|!\[[^\]]{0,80}\]\([^)]{0,300}\)|[\[【（(]图片?\d{0,2}[\]】）)]", re.IGNORECASE
)
_RULE = re.compile(r"[-*_=—–─━~·.…\s]{3,}|`{3,}")
_BODY_MARKS = re.compile(r"[。；]")
_ENDS_SENTENCE = re.compile(r"[。；，、]$")
_WORD = re.compile(rf"[{HAN}A-Za-z\d]")


class Kind(Enum):
    """The kinds of line."""

    HEADING = auto()
    TEXT = auto()
    BYLINE = auto()
    CREDIT = auto()
    FURNITURE = auto()
    IMAGE = auto()
    RULE = auto()
    JUMP = auto()


@dataclass(slots=True)
class Line:
    """A line without its marks. `level` is 1–6 for Markdown headings, 7 for bold ones, 9 for plain text.

    `gap` counts the blank lines before it.
    """

    number: int
    text: str
    kind: Kind
    level: int = PLAIN_LEVEL
    indented: bool = False
    gap: int = 0
    credits: Credits | None = None
    furniture: Furniture | None = None
    jump: Jump | None = None
    slot: str = ""


def read_lines(text: str) -> list[Line]:
    """Classify every line of a cleaned text; blank lines and rules are only counted."""
    lines: list[Line] = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        line = (
            classify(number, raw, at_head=len(lines) < _HEAD_OF_PAGE) if raw and not raw.isspace() else None
        )
        if line is None or line.kind is Kind.RULE:
            gap += 1
            continue
        line.gap, gap = gap, 0
        lines.append(line)
    return lines


def classify(number: int, raw: str, at_head: bool = False) -> Line:
    """Classify one line that is not blank; `at_head` lets a bare date count as furniture."""
    stripped = raw.strip()
    text, level = _unmark(stripped)
    line = Line(number, text, Kind.TEXT, level, raw[0].isspace() and _is_indented(raw))
    if len(text) <= _LONGEST_MARK and text[-1:] not in _FULL_STOPS:
        _classify_short(line, stripped, at_head)
    if line.kind is Kind.TEXT and level < PLAIN_LEVEL:
        _settle_heading(line)
    return line


def _unmark(text: str) -> tuple[str, int]:
    level = PLAIN_LEVEL
    if text[0] == "#" and (heading := _HEADING.match(text)):
        text, level = heading["text"] or "", len(heading["marks"])
    if text[:1] in "*_" and (bold := _BOLD.match(text)):
        text, level = bold["text"].strip(), min(level, BOLD_LEVEL)
    elif "**" in text:
        text = _BOLD_SPAN.sub(r"\1", text)
    return text, level


def _classify_short(line: Line, stripped: str, at_head: bool) -> None:
    text = line.text
    if _IMAGE.fullmatch(stripped):
        line.kind = Kind.IMAGE
    elif not _WORD.search(text):
        line.kind = Kind.RULE if not text or _RULE.fullmatch(text) else Kind.TEXT
    elif jump := parse_jump(text):
        line.kind, line.jump = Kind.JUMP, jump
    elif (furniture := parse_furniture(text)) and (at_head or not is_bare_date(text)):
        line.kind, line.furniture = Kind.FURNITURE, furniture
    elif credits := parse_credits(text):
        line.kind = Kind.CREDIT if credits.is_photo else Kind.BYLINE
        line.credits = credits


def _settle_heading(line: Line) -> None:
    """A heading mark before a whole paragraph is a fault of the extraction: such a line is text."""
    prose = (
        len(line.text) > LONGEST_HEADING or _BODY_MARKS.search(line.text) or _ENDS_SENTENCE.search(line.text)
    )
    if prose or not line.text:
        line.level = PLAIN_LEVEL
    else:
        line.kind = Kind.HEADING


def _is_indented(raw: str) -> bool:
    """A paragraph indent: two ideographic spaces, or their like; more than four is a centred line."""
    lead = raw[: len(raw) - len(raw.lstrip())].replace("\t", "    ")
    wide = lead.count(IDEOGRAPHIC_SPACE)
    return 1 <= wide <= 3 or (not wide and 2 <= len(lead) <= 4)
