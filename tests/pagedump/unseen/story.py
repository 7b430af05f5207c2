"""An article on its way into a dump: the blocks that are printed, and the gold they are read back to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from .corpus import Part, Piece
from .sample import Gold
from .signatures import Credit, Signature

HAN = re.compile(r"[一-鿿]")
NEWS = frozenset({"news", "meeting", "brief"})
SIGNED = frozenset({"news", "meeting", "feature", "people"})


@dataclass(frozen=True)
class Block:
    """A line or paragraph of a dump.

    Kinds: column, kicker, head, sub, own (a byline), para, cont (the rest of a paragraph after a break),
    cross, box, item, row, image, caption, credit, label, tail, jump, folio, foot, rule.
    """

    kind: str
    text: str = ""


@dataclass
class Story:
    """An article: its title lines, signature and body, before and after noise."""

    piece: Piece
    column: str = ""
    kicker: str = ""
    subhead: str = ""
    signature: Signature | None = None
    parts: list[Part] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    headline_any_of: list[str] = field(default_factory=list)
    displaced: bool = False

    @property
    def headline(self) -> str:
        return self.piece.headline

    @property
    def heads(self) -> list[str]:
        """All title lines but the 栏目, as printed from the top."""
        return [head for head in (self.kicker, self.headline, self.subhead) if head]

    @property
    def place(self) -> str:
        """Where it is signed, or nothing."""
        return self.signature.place if self.signature else ""

    def gold(self) -> Gold:
        """The article as the scorer wants it."""
        return {
            "heads": self.heads,
            "headline_any_of": self.headline_any_of or self.heads,
            "column": self.column,
            "bylines": as_credits(self.signature.credits if self.signature else ()),
            "body": [part.text for part in self.parts],
            "notices": list(dict.fromkeys(self.notices)),
        }

    def titles(self) -> list[Block]:
        """The title lines as blocks; a displaced headline is not among them."""
        lines = [
            ("column", self.column),
            ("kicker", self.kicker),
            ("head", self.headline),
            ("sub", self.subhead),
        ]
        return [Block(kind, text) for kind, text in lines if text and not (kind == "head" and self.displaced)]

    def body(self, tail_apart: bool = False) -> list[Block]:
        """Byline and paragraphs as blocks. The 消息头 opens the first paragraph, a tail closes the last."""
        blocks = [Block(part.kind, part.text) for part in self.parts]
        if self.signature is None:
            return blocks
        text = self.signature.text
        if self.place == "own":
            blocks.insert(0, Block("own", text))
        elif self.place == "lede":
            first = next(i for i, block in enumerate(blocks) if block.kind == "para")
            blocks[first] = Block("para", text + blocks[first].text)
        elif tail_apart or blocks[-1].kind != "para":
            blocks.append(Block("tail", text))
        else:
            blocks[-1] = Block("para", blocks[-1].text + text)
        return blocks


def as_credits(credits: Iterable[Credit]) -> list[dict[str, str]]:
    """Names with roles, as a gold file has them."""
    return [{"name": name, "role": role} for name, role in credits]


def breaks(text: str, before: int, after: int) -> list[int]:
    """Where a column may end inside a sentence: between two Chinese characters, far enough from both ends."""
    return [i for i in range(before, len(text) - after) if HAN.match(text[i - 1]) and HAN.match(text[i])]


def grams(text: str) -> set[str]:
    """Pairs of neighbouring Chinese characters."""
    return {text[i : i + 2] for i in range(len(text) - 1) if HAN.match(text[i]) and HAN.match(text[i + 1])}


def belongs(story: Story, others: Iterable[Story], at_least: int = 5) -> bool:
    """Whether a reader would give the headline back to this article and to no other by its words."""
    head = grams(story.headline)
    own = len(head & grams("".join(part.text for part in story.parts[:3])))
    rest = [
        len(head & grams("".join(part.text for part in other.parts)))
        for other in others
        if other is not story
    ]
    return own >= at_least and own >= 0.5 * len(head) and all(own > 2 * score for score in rest)


def unfinish(rng: Random, story: Story) -> bool:
    """Lose the end of the article in the middle of a sentence."""
    last = story.parts[-1]
    if last.kind != "para" or len(last.text) < 70 or story.place == "tail":
        return False
    places = [i for i in breaks(last.text, 35, 8) if not re.search(r"[。！？…]”?.{0,7}$", last.text[:i])]
    if not places:
        return False
    story.parts[-1] = Part("para", last.text[: rng.choice(places)])
    story.notices.append("unfinished-ending")
    return True


def latinise(rng: Random, story: Story) -> bool:
    """Put the ` and ` or ` of ` of a broken font table where 和 or 的 stood; the gold has it too."""
    pattern = re.compile(r"(?<=[一-鿿])(和(?![平谐气睦解])|的)(?=[一-鿿])")
    places = [
        (n, match)
        for n, part in enumerate(story.parts)
        if part.kind == "para" and len(part.text) > 60
        for match in pattern.finditer(part.text, 20, len(part.text) - 20)
    ]
    if not places:
        return False
    n, match = rng.choice(places)
    text = story.parts[n].text
    word = " and " if match.group() == "和" else " of "
    story.parts[n] = Part("para", text[: match.start()] + word + text[match.end() :])
    story.notices.append("odd-latin")
    return True


def column_breaks(rng: Random, story: Story, blocks: list[Block], rate: float) -> list[Block]:
    """Cut paragraphs at the foot of a column: the rest goes on as a block of its own."""
    out: list[Block] = []
    for block in blocks:
        places = breaks(block.text, 40, 25) if block.kind == "para" else []
        if places and rng.random() < rate:
            at = rng.choice(places)
            out += [Block("para", block.text[:at]), Block("cont", block.text[at:])]
            story.notices.append("joined-lines")
        else:
            out.append(block)
    return out
