"""What each line of a dump is, taken by itself."""

from __future__ import annotations

import re

from .blocks import BOLD_LEVEL, LONGEST_HEADING, PLAIN_LEVEL, RUN_IN_LEVEL, Block
from .chars import BYLINE_MARKS, HAN, IDEOGRAPHIC_SPACE
from .credits import parse_credits
from .dates import is_bare_date
from .furniture import Furniture, parse_furniture
from .jumps import parse_jump
from .navigation import is_navigation
from .pagehead import parse_page_head
from .runins import find_run_ins

_LONGEST_MARK = 100
_FULL_STOPS = ("。", "！", "？")
_HEAD_OF_PAGE = 5
_LONGEST_SIGNATURE = 14

_HEADING = re.compile(r"^(?P<marks>#{1,6})(?:\s+|(?=[^#\s]))(?P<text>.*?)\s*#*$")
_BOLD = re.compile(rf"^[{BYLINE_MARKS}]?\s*(?:\*\*|__)(?P<text>[^*]+?)(?:\*\*|__)$")
_SLANTED = re.compile(r"^(?P<mark>[*_])(?P<text>[^*_\s][^*_]*)(?P=mark)$")
_BOLD_SPAN = re.compile(r"\*\*([^*\n]+)\*\*")
_IMAGE = re.compile(
    r"<!--.{0,80}-->|!\[[^\]]{0,80}\]\([^)]{0,300}\)|[\[【（(]图片?\d{0,2}[\]】）)]", re.IGNORECASE
)
_RULE = re.compile(r"[-*_=—–─━~·.\s]{3,}|`{3,}")
_BODY_MARKS = re.compile(r"[。；]")
_ENDS_SENTENCE = re.compile(r"[。；，、]$")
_WORD = re.compile(rf"[{HAN}A-Za-z\d]")


def read_lines(text: str) -> list[Block]:
    """Classify every line of a cleaned text; blank lines and rules are only counted."""
    lines: list[Block] = []
    gap = 0
    run_ins = find_run_ins(text)
    for number, raw in enumerate(text.split("\n"), 1):
        if number in run_ins:
            title, raw = run_ins[number]
            lines.append(Block("heading", title, number, number, RUN_IN_LEVEL, gap=gap))
            gap = 0
        if raw and not raw.isspace():
            opens_page = not lines or lines[-1].kind == "furniture"
            line = classify(number, raw, at_head=len(lines) < _HEAD_OF_PAGE, opens_page=opens_page)
            if line.kind != "rule":
                line.gap, gap = gap, 0
                lines.append(line)
                continue
        gap += 1
    return lines


def classify(number: int, raw: str, at_head: bool = False, opens_page: bool = False) -> Block:
    """Classify one line that is not blank.

    `at_head` lets a bare date count as furniture, `opens_page` a page head in a paper's own dress.
    """
    text = stripped = raw.strip()
    level = PLAIN_LEVEL
    if text[0] in "#*_" or "**" in text:
        text, level = _unmark(text)
    line = Block("text", text, number, number, level, raw[0].isspace() and _is_indented(raw))
    if opens_page and (head := parse_page_head(stripped)):
        line.kind, line.furniture = "furniture", head
    elif len(text) <= _LONGEST_MARK and text[-1:] not in _FULL_STOPS:
        _classify_short(line, stripped, at_head)
    if line.kind == "text" and level < PLAIN_LEVEL:
        _settle_heading(line)
    return line


def _unmark(text: str) -> tuple[str, int]:
    level = PLAIN_LEVEL
    if text[0] == "#" and (heading := _HEADING.match(text)):
        text, level = heading["text"] or "", len(heading["marks"])
    if text[-1:] in "*_" and (bold := _BOLD.match(text)):
        text, level = bold["text"].strip(), min(level, BOLD_LEVEL)
    elif slanted := _SLANTED.match(text):
        text = slanted["text"].strip()
    elif text.count("**") > 1:
        text = _BOLD_SPAN.sub(r"\1", text)
    return text, level


def _classify_short(line: Block, stripped: str, at_head: bool) -> None:
    text = line.text
    if _IMAGE.fullmatch(stripped):
        line.kind = "image"
    elif not _WORD.search(text):
        line.kind = "rule" if not text or _RULE.fullmatch(text) else "text"
    elif jump := parse_jump(text):
        line.kind, line.jump = "jump", jump
    elif (furniture := parse_furniture(text)) and (at_head or not is_bare_date(text)):
        line.kind, line.furniture = "furniture", furniture
    elif is_navigation(text):
        line.kind, line.furniture = "furniture", Furniture()
    elif credits := parse_credits(text, bare=text[0] in "（(" and len(text) <= _LONGEST_SIGNATURE):
        line.kind = "credit" if credits.is_photo else "byline"
        line.credits = credits


def _settle_heading(line: Block) -> None:
    """A heading mark before a whole paragraph is a fault of the extraction: such a line is text."""
    prose = (
        len(line.text) > LONGEST_HEADING or _BODY_MARKS.search(line.text) or _ENDS_SENTENCE.search(line.text)
    )
    if prose or not line.text:
        line.level = PLAIN_LEVEL
    else:
        line.kind = "heading"


def _is_indented(raw: str) -> bool:
    """A paragraph indent: two ideographic spaces, or their like; more than four is a centred line."""
    lead = raw[: len(raw) - len(raw.lstrip())].replace("\t", "    ")
    wide = lead.count(IDEOGRAPHIC_SPACE)
    return 1 <= wide <= 3 or (not wide and 2 <= len(lead) <= 4)
