"""The invented pieces, read from the data modules.

The first sign of a line says what it is: `@` a genre, which opens a piece, `^` kicker, `*` headline,
`_` subhead, `~` the author's note, `>` paragraph, `=` crosshead, `#` heading of a box, `|` a line that
stands for itself (verse, list, table row), a bare `|` the end of a stanza. A line without a sign goes on
with the one before it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum

from tests.pagedump.rehearsal import (
    corpus_briefs,
    corpus_features,
    corpus_news,
    corpus_opinion,
    corpus_poems,
    corpus_prose,
    corpus_service,
)

SIGNS = "@^*_~>=|#"


class Kind(Enum):
    """What one part of a set page is."""

    COLUMN = "column"
    KICKER = "kicker"
    HEAD = "headline"
    SUBHEAD = "subhead"
    TITLES = "three title lines"
    BYLINE = "byline"
    TEXT = "paragraph"
    REST = "the rest of a paragraph"
    CROSSHEAD = "crosshead"
    BOX = "heading of a box"
    ROW = "line that stands for itself"
    GAP = "end of a stanza"
    CAPTION = "caption with its credit"
    FURNITURE = "furniture"
    RULE = "what parts two articles or pages"


@dataclass(frozen=True, slots=True)
class Unit:
    kind: Kind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as its author handed it in."""

    genre: str
    headline: str
    kicker: str = ""
    subhead: str = ""
    note: str = ""
    parts: tuple[Unit, ...] = field(default=())

    @property
    def body(self) -> list[str]:
        """The paragraphs an editor would keep."""
        return [unit.text for unit in self.parts if unit.kind is not Kind.GAP]

    def plain(self) -> Piece:
        """The same without kicker and subhead."""
        return replace(self, kicker="", subhead="")


PARTS = {">": Kind.TEXT, "=": Kind.CROSSHEAD, "#": Kind.BOX, "|": Kind.ROW}


def _lines(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.strip("\n").split("\n"):
        if line[0] in SIGNS:
            lines.append(line)
        else:
            lines[-1] += line
    return lines


def _piece(genre: str, lines: list[str]) -> Piece:
    fields = {line[0]: line[1:] for line in lines if line[0] in "^*_~"}
    parts = tuple(
        Unit(PARTS[line[0]], line[1:]) if line != "|" else Unit(Kind.GAP)
        for line in lines
        if line[0] in PARTS
    )
    return Piece(genre, fields["*"], fields.get("^", ""), fields.get("_", ""), fields.get("~", ""), parts)


def _pieces(text: str) -> list[Piece]:
    pieces: list[Piece] = []
    lines = _lines(text)
    starts = [number for number, line in enumerate(lines) if line[0] == "@"] + [len(lines)]
    for start, end in zip(starts, starts[1:], strict=False):
        pieces.append(_piece(lines[start][1:], lines[start + 1 : end]))
    return pieces


MODULES = (
    corpus_prose,
    corpus_poems,
    corpus_opinion,
    corpus_briefs,
    corpus_service,
    corpus_features,
    corpus_news,
)
PIECES = tuple(piece for module in MODULES for piece in _pieces(module.TEXT))


def of(*genres: str) -> list[Piece]:
    return [piece for piece in PIECES if piece.genre in genres]
