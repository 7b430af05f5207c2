"""Setting articles, pictures and furniture into the text of a dump, in the manner of one house."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.pagedump.practice import noise
from tests.pagedump.practice.bylines import Byline
from tests.pagedump.practice.pieces import Block, Piece

SPACE = "　　"
ENDS = ("。", "！", "？", "”", "…", "）")


@dataclass(frozen=True, slots=True)
class House:
    """How a paper's dumps look.

    `marks` gives what stands before a headline, a kicker or subhead, a crosshead and a column: Markdown
    hashes, `**` for bold, nothing for plain text. `tight` has no blank line between the paragraphs of an
    article, `solid` none at all.
    """

    marks: tuple[str, str, str, str] = ("", "", "", "")
    indent: str = ""
    tight: bool = False
    solid: bool = False

    @property
    def is_plain(self) -> bool:
        return not any(self.marks)

    @property
    def tells_headline(self) -> bool:
        """The headline is marked otherwise than its kicker and subhead."""
        return self.marks[0] != self.marks[1]

    def head(self, text: str) -> str:
        return marked(self.marks[0], text)

    def part(self, text: str) -> str:
        return marked(self.marks[1], text)

    def crosshead(self, text: str) -> str:
        return marked(self.marks[2], text)

    def column(self, text: str) -> str:
        return marked(self.marks[3], text)


def marked(mark: str, text: str) -> str:
    if mark == "**":
        return f"**{text}**"
    return f"{mark} {text}" if mark else text


@dataclass(slots=True)
class Chunk:
    """Lines that stand together. `joins` asks for no blank line before it in a tight house."""

    lines: list[str]
    joins: bool = False
    kind: str = "text"


@dataclass(slots=True)
class Story:
    """An article as it is set: chunks for its head and for its body, and its truth."""

    piece: Piece
    head: list[Chunk]
    body: list[Chunk]
    gold: dict[str, Any]

    def notice(self, code: str) -> None:
        if code not in self.gold["notices"]:
            self.gold["notices"].append(code)


@dataclass(frozen=True, slots=True)
class Spoiling:
    """How likely each spoiling is: a cut paragraph, an ending lost, Latin for 和, stray half-width marks."""

    cut: float = 0.0
    unfinished: float = 0.0
    latin: float = 0.0
    half: float = 0.0


@dataclass(slots=True)
class Setter:
    """Sets one article."""

    house: House
    rng: random.Random
    spoiling: Spoiling = field(default_factory=Spoiling)

    def story(
        self, piece: Piece, byline: Byline, *, column: str = "", merged: bool = False, stacked: bool = True
    ) -> Story:
        """`merged` sets all parts of the headline on one line; without `stacked` it stands alone."""
        gold: dict[str, Any] = {
            "heads": [],
            "headline_any_of": [],
            "column": column,
            "bylines": [person.gold() for person in byline.credits],
            "body": [],
            "notices": [],
        }
        story = Story(piece, [], [], gold)
        if column:
            story.head.append(Chunk([self.house.column(column)]))
        self._heads(story, merged=merged, stacked=stacked)
        self._body(story, byline)
        if not byline.credits:
            story.notice("missing-byline")
        return story

    def _heads(self, story: Story, *, merged: bool, stacked: bool) -> None:
        piece, gold, house = story.piece, story.gold, self.house
        parts = [piece.kicker, piece.headline, piece.subhead] if stacked else [piece.headline]
        if merged:
            line = " ".join(part for part in parts if part and not part.startswith(("—", "（")))
            story.head.append(Chunk([house.head(line)]))
            gold["heads"] = gold["headline_any_of"] = [line]
            return
        gold["heads"] = [part for part in parts if part]
        gold["headline_any_of"] = (
            [piece.headline]
            if house.tells_headline
            else [part for part in gold["heads"] if not part.startswith(("—", "（"))]
        )
        for part in parts:
            if part == piece.headline:
                story.head.append(Chunk(self._headline(piece)))
            elif part:
                story.head.append(Chunk([house.part(part)]))

    def _headline(self, piece: Piece) -> list[str]:
        """On two lines where the headline is long enough and the house is plain."""
        if self.house.is_plain and len(piece.headline_parts) == 2 and self.rng.random() < 0.7:
            return list(piece.headline_parts)
        return [self.house.head(piece.headline)]

    def _body(self, story: Story, byline: Byline) -> None:
        blocks = self._spoilt(story, keep_end=byline.place in ("tail", "foot"))
        story.gold["body"] = [block.text for block in blocks]
        if byline.place == "own":
            story.body.append(Chunk([byline.text], joins=True, kind="byline"))
        for number, block in enumerate(blocks):
            last = number == len(blocks) - 1
            lede = byline.text if number == 0 and byline.place == "lede" else ""
            tail = byline.text if last and byline.place == "tail" and block.kind == "para" else ""
            story.body += self._block(story, block, lede, tail)
            if last and byline.place in ("tail", "foot") and not tail:
                story.body.append(Chunk([byline.text], joins=True, kind="foot"))

    def _spoilt(self, story: Story, *, keep_end: bool) -> list[Block]:
        rng, spoiling = self.rng, self.spoiling
        between, sign = rng.choice(("\t", " | ")), rng.choice(("", "", "■", "◆"))
        blocks = [_printed(block, between, sign) for block in story.piece.blocks]
        if rng.random() < spoiling.latin:
            number = rng.randrange(len(blocks))
            text = noise.with_latin(blocks[number].text, rng) if blocks[number].kind == "para" else None
            if text:
                blocks[number] = Block("para", text)
                story.notice("odd-latin")
        if not keep_end and blocks[-1].kind == "para" and rng.random() < spoiling.unfinished:
            halves = noise.cut(blocks[-1].text, rng, 20)
            if halves:
                blocks[-1] = Block("para", halves[0])
                story.notice("unfinished-ending")
        return blocks

    def _block(self, story: Story, block: Block, lede: str, tail: str) -> list[Chunk]:
        house, rng = self.house, self.rng
        if block.kind in ("crosshead", "box"):
            return [Chunk([house.crosshead(block.text)], joins=True, kind="crosshead")]
        if block.kind == "row":
            return [Chunk([block.text], joins=True, kind="row")]
        text = noise.some_half_width(block.text, rng) if rng.random() < self.spoiling.half else block.text
        halves = noise.cut(text, rng) if block.kind == "para" and rng.random() < self.spoiling.cut else None
        if halves:
            story.notice("joined-lines")
            return [
                Chunk([house.indent + lede + halves[0]], joins=True, kind="half"),
                Chunk([halves[1] + tail], kind="rest"),
            ]
        return [Chunk([house.indent + lede + text + tail], joins=True, kind=block.kind)]


def _printed(block: Block, between: str, sign: str) -> Block:
    """Rows with what stands between their cells, headings of boxes with the sign before them."""
    if block.kind == "row":
        return Block("row", block.text.replace(" | ", between))
    if block.kind == "box" and not block.text.startswith("【"):
        return Block("box", sign + block.text)
    return block


def write(chunks: Sequence[Chunk], house: House, rng: random.Random) -> str:
    """The text of a dump: chunks with blank lines between them."""
    lines: list[str] = []
    before: Chunk | None = None
    for chunk in chunks:
        if before is not None:
            together = house.tight and chunk.joins
            rows = chunk.kind == before.kind == "row"
            wide = chunk.kind in ("picture", "furniture") and rng.random() < 0.4
            lines += [] if together or rows or house.solid else ["", "", ""] if wide else [""]
        lines += chunk.lines
        before = chunk
    return "\n".join(lines) + "\n"
