"""A text as editors type it, and the plain text that is read of it, with the place of each character.

A body is typed as paragraphs with `## ` before a crosshead and `[[图12]]` for a photo, or as HTML where it
holds more (`articles.body`).
What is found in its plain text is shown where it was typed.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.body import CROSSHEAD_MARK, PHOTO_LINE, is_markup

_TOKEN = re.compile(
    r"(?P<end></(?:p|h3|li|blockquote|tr)>|<br>)|(?P<tag><[^>]*>)|&(?:\#\d+|\#[xX][\da-fA-F]+|\w+);|.",
    re.DOTALL,
)
_COUNTED = re.compile(r"[A-Za-z0-9]+(?:[.,:'’-][A-Za-z0-9]+)*|[^\sA-Za-z0-9]")

COUNTING = "一个汉字、一个标点算一字，连写的字母或数字算一字，空格不算"

Piece = tuple[str, int, int]  # A character, and where it begins and ends as typed.


@dataclass(frozen=True, slots=True)
class Typed:
    """Plain text, and of each of its characters where it begins and ends in what was typed."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters from `start` to `end` of the plain text were typed."""
        return (self.starts[start], self.ends[end - 1]) if end > start else (0, 0)


def as_typed(text: str) -> Typed:
    """Return a text that is read as it is typed: a headline, a caption."""
    return Typed(text, range(len(text)), range(1, len(text) + 1))


def read_body(source: str) -> Typed:
    """Return the plain text of a typed body, a paragraph a line: that of `body.from_source(source)`."""
    lines = _lines_of_markup(source) if is_markup(source) else _lines_of_text(source)
    pieces: list[Piece] = []
    for line in filter(None, map(_stripped, lines)):
        if pieces:
            pieces.append(("\n", pieces[-1][2], line[0][1]))
        pieces += line
    return Typed("".join(p[0] for p in pieces), [p[1] for p in pieces], [p[2] for p in pieces])


def count(text: str) -> int:
    """Return how long a text is as editors count: see `COUNTING`."""
    return sum(1 for _ in _COUNTED.finditer(text))


def _lines_of_text(source: str) -> Iterator[list[Piece]]:
    at = 0
    for line in source.splitlines(keepends=True):
        start = at + len(line) - len(line.lstrip())
        start += len(CROSSHEAD_MARK) if line.strip().startswith(CROSSHEAD_MARK) else 0
        if not PHOTO_LINE.fullmatch(line.strip()):
            yield [(source[place], place, place + 1) for place in range(start, at + len(line))]
        at += len(line)


def _lines_of_markup(source: str) -> Iterator[list[Piece]]:
    line: list[Piece] = []
    for match in _TOKEN.finditer(source):
        if match["end"] or match[0] == "\n":
            yield line
            line = []
        elif not match["tag"]:
            line += [(character, *match.span()) for character in html.unescape(match[0])]
    yield line


def _stripped(line: list[Piece]) -> list[Piece]:
    kept = [number for number, piece in enumerate(line) if not piece[0].isspace()]
    return line[kept[0] : kept[-1] + 1] if kept else []
