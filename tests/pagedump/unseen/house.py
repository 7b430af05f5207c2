"""A house style: what a paper prints, how it signs, which dress its dumps wear, how a page is made."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from . import names
from .corpus import Piece, captions, pieces
from .dress import Dress, render
from .sample import Gold, Sample
from .signatures import sign
from .story import (
    NEWS,
    SIGNED,
    Block,
    Story,
    as_credits,
    belongs,
    column_breaks,
    latinise,
    unfinish,
)

Furniture = Callable[[Random, int], list[str]]
WEEKDAYS = "一二三四五六日"
NUMERALS = "零一二三四五六七八"


@dataclass(frozen=True)
class House:
    """The habits of one paper and of the tool its pages went through."""

    genres: Mapping[str, float]
    signatures: Mapping[str, Sequence[str]]
    dress: Sequence[Dress]
    count: tuple[int, int] = (4, 7)
    pad: float = 0.5
    columns: Sequence[str] = ()  # templates for a 栏目 line; none: left out
    kickers: float = 0.0
    subheads: float = 0.0
    crossheads: bool = True
    size: tuple[int, int] = (0, 2000)
    unsigned: float = 0.0
    cuts: float = 0.0
    latin: float = 0.0
    unfinished: float = 0.0
    displaced: float = 0.0
    pictures: tuple[int, int] = (0, 0)
    picture_forms: Sequence[str] = ("below",)
    credits: Sequence[str] = ("photo:she",)
    image: Sequence[str] = ()
    inside: float = 0.4
    labels: Sequence[str] = ()
    top: Furniture | None = None
    foot: Furniture | None = None
    tail_apart: bool = False
    sure_headline: bool = False  # the layout tells the headline from the other title lines


def genre_class(piece: Piece) -> str:
    """Which signatures an article takes."""
    if piece.genre in ("essay", "comment"):
        return piece.genre
    return piece.genre if piece.genre in ("service", "notice", "brief") else "news"


def draw(rng: Random, house: House, count: int) -> list[Piece]:
    """Different articles, by the weights of the house."""
    pool = [
        piece
        for piece in pieces()
        if house.genres.get(piece.genre, 0)
        and house.size[0] <= piece.size <= house.size[1]
        and (house.crossheads or not piece.divided)
    ]
    chosen: list[Piece] = []
    while len(chosen) < count:
        piece = rng.choices(pool, [house.genres[p.genre] for p in pool])[0]
        if piece not in chosen:
            chosen.append(piece)
    return chosen


def tell(rng: Random, house: House, piece: Piece) -> Story:
    """An article signed and titled by the house, with the noise that stays in its text."""
    story = Story(piece, parts=list(piece.parts))
    if house.columns and piece.column:
        story.column = piece.column
    if rng.random() < house.kickers:
        story.kicker = piece.kicker
    if rng.random() < house.subheads or (piece.genre == "people" and piece.subhead):
        story.subhead = piece.subhead
    firm = house.sure_headline or story.subhead.startswith("——")
    story.headline_any_of = [story.headline] if firm else story.heads
    forms = house.signatures.get(genre_class(piece)) or house.signatures.get("news", ())
    form = rng.choice(forms) if forms else ""
    if rng.random() < house.unsigned and piece.genre in ("news", "meeting"):
        form = ""
        story.notices.append("missing-byline")
    if form.startswith("lede") and piece.parts[0].kind != "para":
        form = ""
    story.signature = sign(rng, form, house.pad) if form else None
    if rng.random() < house.latin:
        latinise(rng, story)
    if rng.random() < house.unfinished:
        unfinish(rng, story)
    return story


def picture(rng: Random, house: House, caption: str, credit: str) -> tuple[list[Block], Gold]:
    """A picture: caption and credit in one of the forms of the house."""
    form = rng.choice(house.picture_forms)
    signature = sign(rng, credit, house.pad)
    blocks: list[Block] = []
    if house.image:
        blocks.append(Block("image", rng.choice(house.image).format(rng.randint(1, 19))))
    if house.labels and "report" in credit:
        blocks.append(Block("label", rng.choice(house.labels)))
    text = signature.text
    if form == "below":
        blocks += [Block("caption", caption), Block("credit", text)]
    else:
        gap = "" if text.startswith("（") else rng.choice([" ", "　", "　　"])
        blocks.append(Block("caption", caption + gap + text))
    return blocks, {"caption": [caption], "credits": as_credits(signature.credits)}


def page_of(rng: Random, house: House, stories: Sequence[Story], photos: list[Gold]) -> list[Block]:
    """The articles and pictures of a page in blocks, some headlines out of their place."""
    _displace(rng, house, stories)
    parts: list[list[Block]] = []
    for story in stories:
        body = column_breaks(rng, story, story.body(house.tail_apart), house.cuts)
        parts.append([*story.titles(), *body])
    astray = [Block("head", story.headline) for story in stories if story.displaced]
    rng.shuffle(astray)
    single = list(captions(False))
    rng.shuffle(single)
    for _ in range(rng.randint(*house.pictures)):
        credit = rng.choice(house.credits)
        alone = "report" in credit  # 摄影报道 is a report of its own, told by one picture
        if alone:
            caption = next(text for text in single if not text.startswith("图"))
            single.remove(caption)
        else:
            caption = rng.choice(captions(True)) if rng.random() < 0.2 else single.pop()
        blocks, gold = picture(rng, house, caption, credit)
        if any(gold["caption"] == old["caption"] for old in photos):
            continue
        photos.append(gold)
        _place(rng, house, parts, blocks, alone)
    flat = [block for part in parts for block in part]
    if astray and rng.random() < 0.3 and not stories[-1].displaced and stories[-1].place != "tail":
        return [*flat, *astray]
    return [*astray, *flat]


def _displace(rng: Random, house: House, stories: Sequence[Story]) -> None:
    """Mark articles whose headline strays: never the first, which at the top of a page is not astray."""
    if rng.random() >= house.displaced:
        return
    able = [
        story
        for story in stories[1:]
        if story.place in ("own", "lede")
        and not story.column
        and story.piece.genre in NEWS | {"feature"}
        and "unfinished-ending" not in story.notices
        and belongs(story, stories, 6 if len(story.heads) > 1 else 5)
    ]
    rng.shuffle(able)
    for story in able[: rng.choice([1, 1, 2, 3])]:
        story.displaced = True
        story.notices.append("displaced-headline")


def _place(rng: Random, house: House, parts: list[list[Block]], blocks: list[Block], alone: bool) -> None:
    """Put a picture between two articles or, where the house does so, inside one, even in a cut sentence."""
    if rng.random() < house.inside and not alone:
        part = rng.choice(parts)
        seams = [
            i
            for i in range(1, len(part))
            if part[i - 1].kind in ("para", "cont") and part[i].kind in ("para", "cont", "cross")
        ]
        if seams:
            at = rng.choice(seams)
            part[at:at] = blocks
            return
    rng.choice(parts).extend(blocks)


def finish(
    rng: Random, house: House, blocks: Sequence[Block], stories: Sequence[Story], photos: list[Gold]
) -> Sample:
    """Dress the blocks and hand out dump and gold."""
    text = render(rng, blocks, rng.choice(house.dress))
    return Sample(text, {"articles": [story.gold() for story in stories], "photos": photos})


def make(house: House, style: str, seed: int) -> Sample:
    """A page of a house, always the same for the same seed."""
    rng = Random(f"{style}/{seed}")
    stories = [tell(rng, house, piece) for piece in draw(rng, house, rng.randint(*house.count))]
    photos: list[Gold] = []
    blocks = page_of(rng, house, stories, photos)
    number = rng.randint(1, 8)
    top = [Block("folio", line) for line in house.top(rng, number)] if house.top else []
    foot = [Block("foot", line) for line in house.foot(rng, number)] if house.foot else []
    return finish(rng, house, [*top, *blocks, *foot], stories, photos)


def a_date(rng: Random) -> str:
    """A date with its weekday, as a folio has it."""
    day = dt.date(2026, 1, 5) + dt.timedelta(days=rng.randrange(350))
    return f"{day.year}年{day.month}月{day.day}日{rng.choice([' ', '　', ''])}星期{WEEKDAYS[day.weekday()]}"


def editors(rng: Random) -> str:
    """The line of those who made the page."""
    first, second, third = names.some(rng, 3)
    return rng.choice(
        [
            f"责任编辑：{first} 美术编辑：{second}",
            f"责编 {first}　版式 {second}　校对 {third}",
            f"本版责编：{first}　版式设计：{second}",
            f"责任编辑 {first}　　责任校对 {second}",
        ]
    )


__all__ = [
    "NUMERALS",
    "SIGNED",
    "House",
    "a_date",
    "draw",
    "editors",
    "finish",
    "make",
    "page_of",
    "picture",
    "tell",
]
