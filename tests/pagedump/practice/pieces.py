"""The invented articles, read from the corpus modules.

An article begins with `@@ genre`; then come `^` kicker, `*` headline (a bar where it may be wrapped),
`_` subhead and `+` column. Blocks are parted by blank lines, and lines inside a block are one text. A block
that begins with `#` is a crosshead, `-` an item of a list, `=` the heading of a box, `|` a row of a table;
the rest are paragraphs.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from tests.pagedump.practice import (
    corpus_briefs,
    corpus_essays,
    corpus_features,
    corpus_meetings,
    corpus_news,
    corpus_notices,
    corpus_opinion,
    corpus_people,
    corpus_photos,
    corpus_service,
)

KINDS = {"# ": "crosshead", "- ": "item", "= ": "box", "| ": "row"}
TEXTS = (
    corpus_news.TEXT,
    corpus_meetings.TEXT,
    corpus_briefs.TEXT,
    corpus_features.TEXT,
    corpus_service.TEXT,
    corpus_opinion.TEXT,
    corpus_people.TEXT,
    corpus_essays.TEXT,
    corpus_notices.TEXT,
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of a body as the truth has it."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One invented article. `headline` is in one or two parts, two where it may be wrapped."""

    genre: str
    headline_parts: tuple[str, ...]
    kicker: str
    subhead: str
    column: str
    blocks: tuple[Block, ...]

    @property
    def headline(self) -> str:
        return "".join(self.headline_parts)

    @property
    def is_plain(self) -> bool:
        """Nothing but paragraphs."""
        return all(block.kind == "para" for block in self.blocks)

    @property
    def length(self) -> int:
        return sum(len(block.text) for block in self.blocks)


def read_block(text: str) -> Block:
    joined = "".join(text.split("\n"))
    kind = KINDS.get(joined[:2], "para")
    return Block(kind, joined if kind == "para" else joined[2:])


def read_piece(source: str) -> Piece:
    top, *blocks = source.strip().split("\n\n")
    genre, *lines = top.split("\n")
    heads = {line[0]: line[2:] for line in lines}
    return Piece(
        genre=genre.strip(),
        headline_parts=tuple(heads["*"].split("|")),
        kicker=heads.get("^", ""),
        subhead=heads.get("_", ""),
        column=heads.get("+", ""),
        blocks=tuple(read_block(block) for block in blocks),
    )


@cache
def pieces() -> tuple[Piece, ...]:
    """Every article of the corpus."""
    return tuple(read_piece(source) for text in TEXTS for source in text.split("@@ ") if source.strip())


@cache
def of_genres(*genres: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces() if piece.genre in genres)


@cache
def captions() -> tuple[str, ...]:
    """Captions of one picture."""
    return tuple("".join(text.split("\n")) for text in corpus_photos.ONE.strip().split("\n\n"))


@cache
def captions_of_many() -> tuple[tuple[str, ...], ...]:
    """Captions of several pictures, one text a picture."""
    blocks = corpus_photos.MANY.strip().split("\n\n")
    return tuple(tuple("".join(text.split("\n")).split("|")) for text in blocks)
