"""Putting stories, pictures and furniture on pages."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.pagedump.practice import bylines, furniture, noise, pictures
from tests.pagedump.practice.bylines import NOBODY, Byline, Form
from tests.pagedump.practice.people import Cast
from tests.pagedump.practice.pieces import Piece, of_genres
from tests.pagedump.practice.sample import Sample, Truth
from tests.pagedump.practice.setting import Chunk, House, Setter, Spoiling, Story, write

NEWS = ("news", "meeting", "brief")
LONG = ("feature", "people")
UNSIGNED = ("notice",)
COLUMNS = {
    "news": ("民生直通车", "基层新事", "记者走基层", "社区故事"),
    "feature": ("记者走基层", "我在现场", "深度报道"),
    "people": ("身边的榜样", "人物素描"),
    "service": ("生活百科", "办事指南"),
    "opinion": ("江畔时评", "街谈巷议", "今日论语"),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a style's dumps are made. `forms` signs news, `long_forms` features and portraits."""

    houses: tuple[House, ...]
    genres: tuple[str, ...] = ("news", "news", "meeting", "brief", "feature")
    stories: tuple[int, int] = (4, 7)
    forms: Sequence[Form] = bylines.OWN
    long_forms: Sequence[Form] = bylines.OWN
    author_forms: Sequence[Form] = bylines.AUTHORS
    photos: tuple[int, int] = (0, 2)
    photo_forms: Sequence[pictures.CreditForm] = pictures.COMMON
    inside: float = 0.3
    unsigned: float = 0.0
    column: float = 0.2
    merged: float = 0.0
    stacked: float = 0.8
    half: float = 0.2
    stray: float = 0.15
    spoiling: Spoiling = field(default_factory=Spoiling)
    longest: int = 2000


@dataclass(slots=True)
class Desk:
    """One dump in the making."""

    recipe: Recipe
    rng: random.Random
    house: House
    cast: Cast
    truth: Truth = field(default_factory=Truth)
    used: set[str] = field(default_factory=set)
    captions: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, recipe: Recipe, style: str, seed: int) -> Desk:
        rng = random.Random(f"{style}:{seed}")
        return cls(recipe, rng, rng.choice(recipe.houses), Cast(rng))

    def piece(self, genres: Sequence[str], fits: Callable[[Piece], bool] = lambda piece: True) -> Piece:
        """A piece that this dump does not have yet: the genre is drawn first."""
        for _ in range(60):
            piece = self.rng.choice(of_genres(self.rng.choice(genres)))
            if piece.headline not in self.used and piece.length <= self.recipe.longest and fits(piece):
                break
        else:
            piece = next(p for p in of_genres(*genres, *NEWS) if p.headline not in self.used and fits(p))
        self.used.add(piece.headline)
        return piece

    def byline(self, piece: Piece, *, may_lack: bool = True) -> Byline:
        recipe, rng = self.recipe, self.rng
        if piece.genre in UNSIGNED or (may_lack and rng.random() < recipe.unsigned):
            return NOBODY
        if piece.genre in ("essay", "opinion"):
            return rng.choice(recipe.author_forms)(self.cast)
        forms = recipe.long_forms if piece.genre in LONG else recipe.forms
        return rng.choice(forms)(self.cast)

    def setter(self) -> Setter:
        return Setter(self.house, self.rng, self.recipe.spoiling)

    def story(self, piece: Piece, *, may_lack: bool = True) -> Story:
        recipe, rng = self.recipe, self.rng
        choices = COLUMNS.get(piece.genre, ())
        column = (piece.column or rng.choice(choices)) if choices and rng.random() < recipe.column else ""
        return self.setter().story(
            piece,
            self.byline(piece, may_lack=may_lack),
            column=column,
            merged=rng.random() < recipe.merged,
            stacked=rng.random() < recipe.stacked,
        )

    def stories(self, count: int | None = None) -> list[Story]:
        """Stories of one page. One without a byline never follows a story whose end is hard to see."""
        out: list[Story] = []
        for _ in range(count or self.rng.randint(*self.recipe.stories)):
            clear = not out or _ends_clearly(out[-1])
            needs = lambda piece: piece.genre not in UNSIGNED  # noqa: E731
            piece = self.piece(self.recipe.genres) if clear else self.piece(self.recipe.genres, needs)
            out.append(self.story(piece, may_lack=clear))
        return out

    def picture(self) -> Chunk:
        lines, gold = pictures.picture(self.cast, self.captions, self.recipe.photo_forms)
        self.truth.photos.append(gold)
        label = self.rng.choice((*[""] * 6, furniture.IMAGE, "图片报道", "图片新闻"))
        lines = [label, "", *lines] if label else lines
        return Chunk(lines, kind="picture")

    def illustrated(self, stories: Sequence[Story]) -> list[Chunk]:
        """The chunks of stories with pictures between and inside them."""
        parts = [[*story.head, *story.body] for story in stories]
        for _ in range(self.rng.randint(*self.recipe.photos)):
            part = self.rng.choice(parts)
            spots = [
                place
                for place in range(1, len(part))
                if part[place - 1].kind in ("para", "half") and part[place].kind in ("para", "rest")
            ]
            if spots and self.rng.random() < self.recipe.inside:
                part.insert(self.rng.choice(spots), self.picture())
            else:
                part.append(self.picture())
        return self._with_stray(parts)

    def _with_stray(self, parts: Sequence[list[Chunk]]) -> list[Chunk]:
        chunks: list[Chunk] = []
        for part in parts:
            spots = [n for n in range(1, len(part)) if part[n - 1].kind == part[n].kind == "para"]
            alone = not self.house.solid and all(chunk.kind != "picture" for chunk in part)
            if spots and alone and self.rng.random() < self.recipe.stray / 3:
                part.insert(self.rng.choice(spots), Chunk([furniture.IMAGE], kind="furniture"))
            if chunks and self.rng.random() < self.recipe.stray:
                chunks.append(Chunk([furniture.stray(self.rng)], kind="furniture"))
            chunks += part
        return chunks

    def keep(self, stories: Sequence[Story]) -> None:
        """Put the truth of these stories into the truth of the dump."""
        self.truth.articles += [story.gold for story in stories]

    def sample(self, chunks: Sequence[Chunk], before: str = "") -> Sample:
        text = before + write(chunks, self.house, self.rng)
        if self.rng.random() < self.recipe.half:
            text = noise.half_width(text)
        return Sample(text, self.truth.gold())


def _ends_clearly(story: Story) -> bool:
    """Whether a headline alone is enough to show that another story begins after this one."""
    whole = "unfinished-ending" not in story.gold["notices"]
    return story.piece.is_plain and whole and bool(story.gold["bylines"])


def single_page(desk: Desk) -> Sample:
    stories = desk.stories()
    desk.keep(stories)
    return desk.sample(desk.illustrated(stories), "\n" * desk.rng.choice((0, 0, 2)))


def weekly(desk: Desk) -> Sample:
    """Several pages in one dump, each with its folio and its editors."""
    rng = desk.rng
    date = furniture.day(rng)
    chunks: list[Chunk] = []
    form = rng.randrange(furniture.FOLIOS)
    numbered = rng.random() < 0.4
    for number in range(1, rng.randint(2, 4) + 1):
        section = furniture.SECTIONS[(number * 3 + date.day) % len(furniture.SECTIONS)]
        stories = desk.stories()
        desk.keep(stories)
        chunks += [Chunk(group, kind="furniture") for group in furniture.folio(form, number, date, section)]
        chunks += desk.illustrated(stories)
        chunks.append(Chunk([furniture.editors(desk.cast)], kind="furniture"))
        if numbered:
            chunks.append(Chunk([furniture.page_number(rng, number)], kind="furniture"))
    return desk.sample(chunks)


def jumping(desk: Desk) -> Sample:
    """Stories of page 1 that go on on a later page."""
    rng = desk.rng
    date = furniture.day(rng)
    last = rng.randint(2, 4)
    targets = rng.sample(range(2, last + 1), k=min(last - 1, rng.choice((1, 1, 2))))
    words = rng.random() < 0.7
    rests: dict[int, list[Chunk]] = {}
    form = rng.randrange(furniture.FOLIOS)
    chunks: list[Chunk] = []
    for number in range(1, last + 1):
        section = furniture.SECTIONS[number % len(furniture.SECTIONS)]
        groups = furniture.folio(form, number, date, section)
        chunks += [Chunk(group, kind="furniture") for group in groups]
        stories = desk.stories(rng.randint(2, 4))
        if number == 1:
            for story, target in zip(_jumpers(desk, len(targets)), targets, strict=True):
                rests[target] = _break_off(desk, story, target, words)
                stories.insert(rng.randrange(len(stories)), story)
        desk.keep(stories)
        page = desk.illustrated(stories)
        if number in rests:
            page = [*rests[number], *page] if rng.random() < 0.5 else [*page, *rests[number]]
        chunks += page
    return desk.sample(chunks)


def _jumpers(desk: Desk, count: int) -> list[Story]:
    long_enough = lambda piece: piece.is_plain and len(piece.blocks) >= 4  # noqa: E731
    return [
        desk.story(desk.piece(("news", "meeting", "feature", "people"), long_enough), may_lack=False)
        for _ in range(count)
    ]


def _break_off(desk: Desk, story: Story, target: int, words: bool) -> list[Chunk]:
    """Take the end off a story, leave a jump line, and give the chunks of the rest with its own."""
    rng, house = desk.rng, desk.house
    there = furniture.numeral(target) if words else str(target)
    here = furniture.numeral(1) if words else "1"
    gap = "第" if words or rng.random() < 0.5 else ""
    to, back = f"（下转{gap}{there}版）", f"（上接{gap}{here}版）"
    spots = [n for n in range(2, len(story.body)) if story.body[n].kind == story.body[n - 1].kind == "para"]
    spot = rng.choice(spots or [len(story.body) - 1])
    kept, rest = story.body[:spot], story.body[spot:]
    halves = noise.cut(rest[0].lines[0].strip(), rng) if rng.random() < 0.4 else None
    if halves:
        kept.append(Chunk([house.indent + halves[0]], joins=True, kind="half"))
        rest = [Chunk([halves[1]], joins=True, kind="rest"), *rest[1:]]
    if rng.random() < 0.5:
        kept[-1] = Chunk([kept[-1].lines[0] + to], joins=True, kind="jump")
    else:
        kept.append(Chunk([to], joins=True, kind="jump"))
    story.body = kept
    if rng.random() < 0.5:
        rest[0] = Chunk([back + rest[0].lines[0].strip()], joins=True)
    else:
        rest.insert(0, Chunk([back], joins=True))
    if rng.random() < 0.5:
        return [Chunk([house.head(story.piece.headline)]), *rest]
    rest[0].joins = False
    return rest
