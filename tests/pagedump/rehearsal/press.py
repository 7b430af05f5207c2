"""Sets pieces and pictures into units, and writes down what is true of them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any

from tests.pagedump.practice.sample import Sample, Truth
from tests.pagedump.rehearsal import corpus
from tests.pagedump.rehearsal.corpus import Kind, Piece, Unit
from tests.pagedump.rehearsal.corpus_captions import CAPTIONS
from tests.pagedump.rehearsal.credits import Signed, photo_credit
from tests.pagedump.rehearsal.house import House
from tests.pagedump.rehearsal.names import Staff

AND = re.compile(r"(?<=[\u4e00-\u9fff])和(?=[\u4e00-\u9fff])(?!永年|先生|老师|顺|气)")
RINGS = "①②③④⑤"
LONG = 64
JOINS_BADLY = "。！？…”）》"
OPENERS = "●▲■□◎◆"


class Press:
    """One dump in the making."""

    def __init__(self, name: str, seed: int, house: House) -> None:
        self.rng = random.Random(f"{name} {seed}")
        self.house = house
        self.staff = Staff(self.rng)
        self.truth = Truth()
        self._captions = self.rng.sample(CAPTIONS, len(CAPTIONS))
        self._used: set[str] = set()

    # What goes into the page

    def draw(self, count: int, *genres: str, fits: Callable[[Piece], bool] = lambda _: True) -> list[Piece]:
        """Pieces not yet in this dump."""
        stock = [piece for piece in corpus.of(*genres) if piece.headline not in self._used and fits(piece)]
        drawn = self.rng.sample(stock, min(count, len(stock)))
        self._used.update(piece.headline for piece in drawn)
        return drawn

    def one_in(self, number: int) -> bool:
        return self.rng.randrange(number) == 0

    def article(self, piece: Piece, signed: Signed | None, **more: Any) -> None:
        """Keeps the truth of a piece; `more` is column, notices, body or headline_any_of."""
        heads = [text for text in (piece.kicker, piece.headline, piece.subhead) if text]
        ranked = self.house.head != self.house.kicker
        fits = [piece.headline] if ranked else [head for head in heads if not head.startswith("——")]
        self.truth.articles.append(
            {
                "heads": heads,
                "headline_any_of": fits,
                "column": "",
                "bylines": [person.gold() for person in signed.people] if signed else [],
                "body": piece.body,
                "notices": [],
            }
            | more
        )

    def heads(self, piece: Piece) -> list[Unit]:
        units = [
            Unit(Kind.KICKER, piece.kicker),
            Unit(Kind.HEAD, piece.headline),
            Unit(Kind.SUBHEAD, piece.subhead),
        ]
        return [unit for unit in units if unit.text]

    def set(self, piece: Piece, signed: Signed | None = None, **more: Any) -> list[Unit]:
        """A piece with its byline on a line of its own under the headline."""
        self.article(piece, signed, **more)
        line = [Unit(Kind.BYLINE, signed.text)] if signed else []
        return [*self.heads(piece), *line, *piece.parts]

    def set_lede(self, piece: Piece, signed: Signed, **more: Any) -> list[Unit]:
        """A piece whose first paragraph opens with its byline."""
        self.article(piece, signed, **more)
        return [*self.heads(piece), *opened(piece.parts, signed.text)]

    def set_tail(self, piece: Piece, signed: Signed, own_line: bool, **more: Any) -> list[Unit]:
        """A piece that closes with its byline in brackets."""
        self.article(piece, signed, **more)
        return [*self.heads(piece), *closed(piece.parts, signed.text, own_line)]

    def picture(self, own_line: int = 2, shown: bool = False, ring: str = "") -> list[Unit]:
        """A caption and its credit: on one line, on the next one, or (3) after a blank line."""
        fits = [caption for caption in self._captions if not (shown or ring) or caption.startswith("图为")]
        caption = fits[0]
        self._captions.remove(caption)
        if ring:
            caption = f"图{ring}：" + caption.removeprefix("图为")
        credit = photo_credit(self.rng, self.staff)
        people = [person.gold() for person in credit.people]
        self.truth.photos.append({"caption": [caption], "credits": people})
        if own_line == 3:
            return [Unit(Kind.CAPTION, caption), Unit(Kind.CAPTION, credit.text)]
        between = "\n" if own_line == 2 else self.rng.choice(("", " ", "　"))
        return [Unit(Kind.CAPTION, caption + between + credit.text)]

    # What wears it

    def odd_latin(self, piece: Piece) -> Piece | None:
        """The piece with one 和 misread, where it has one between two words."""
        for number, unit in enumerate(piece.parts):
            if unit.kind is Kind.TEXT and AND.search(unit.text):
                worn = Unit(Kind.TEXT, AND.sub(" and ", unit.text, count=1))
                return replace(piece, parts=(*piece.parts[:number], worn, *piece.parts[number + 1 :]))
        return None

    def broken(
        self, units: Sequence[Unit], one_in: int, between: Callable[[], list[Unit]] = list, most: int = 9
    ) -> list[Unit]:
        """Cuts paragraphs inside a sentence, as columns do, and puts `between` into the cut."""
        out: list[Unit] = []
        for unit in units:
            place = self.place(unit.text) if unit.kind is Kind.TEXT and most and self.one_in(one_in) else 0
            if place:
                most -= 1
                out += [Unit(Kind.TEXT, unit.text[:place]), *between(), Unit(Kind.REST, unit.text[place:])]
            else:
                out.append(unit)
        return out

    def place(self, text: str) -> int:
        """Where a sentence may be cut so that a reader sees it is cut; 0 where it may not."""
        if len(text) < LONG:
            return 0
        places = [number for number in range(24, len(text) - 12) if cuttable(text, number)]
        inside = [number for number in places if re.match(r"[\w.]{2}", text[number - 1 : number + 1], re.A)]
        return self.rng.choice(inside if inside and self.one_in(3) else places) if places else 0

    def sample(self, units: Iterable[Unit], wear: Callable[[str], str] = str) -> Sample:
        return Sample(wear(self.house.text(list(units))), self.truth.gold())


def cuttable(text: str, number: int) -> bool:
    """The left part ends inside a sentence and does not pass for a headline, nor the right for a byline."""
    left, right = text[:number], text[number:]
    if left[-1] in JOINS_BADLY or left[-1].isspace() or right[0].isspace():
        return False
    if right[0] in OPENERS + "图（【" or right.startswith(("记者", "通讯员", "作者", "本报")):
        return False
    return bool(re.search("[，。：？！]", left))


def opened(parts: Sequence[Unit], words: str) -> list[Unit]:
    first = next(number for number, unit in enumerate(parts) if unit.kind is Kind.TEXT)
    return [*parts[:first], Unit(Kind.TEXT, words + parts[first].text), *parts[first + 1 :]]


def closed(parts: Sequence[Unit], words: str, own_line: bool) -> list[Unit]:
    if own_line:
        return [*parts, Unit(Kind.ROW if parts[-1].kind is Kind.ROW else Kind.TEXT, words)]
    return [*parts[:-1], Unit(parts[-1].kind, parts[-1].text + words)]


def noted(piece: Piece) -> Piece:
    """The piece with its author's note as a last paragraph."""
    return replace(piece, parts=(*piece.parts, Unit(Kind.TEXT, f"（{piece.note}）"))) if piece.note else piece


def unfinished(piece: Piece) -> Piece:
    """The piece without the last sign of its last paragraph."""
    last = piece.parts[-1]
    return replace(piece, parts=(*piece.parts[:-1], Unit(last.kind, last.text.rstrip("。"))))
