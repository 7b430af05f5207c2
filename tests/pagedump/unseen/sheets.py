"""Styles made of more than one page or file: exports of the paper's own system, and pages with jumps."""

from __future__ import annotations

import dataclasses
from random import Random

from .dress import Dress, render
from .house import NUMERALS, House, a_date, draw, editors, finish, page_of, tell
from .houses import CAPTION_CREDIT, PAPERS, SECTIONS
from .sample import Gold, Sample
from .story import Block, Story, breaks

EXPORT = House(
    genres={"news": 3, "meeting": 2, "feature": 1, "people": 1, "service": 1},
    signatures={
        "news": ["lede:bbx-two", "lede:bbx-space", "lede:paper", "own:bare-two", "own:fusion", "tail:one-bb"],
        "service": ["lede:bbx-one", "tail:one-jz"],
    },
    dress=[Dress(indent="　　", blank=False), Dress(indent="　　", blank=False, newline="\r\n")],
    kickers=1.0,
    subheads=1.0,
    sure_headline=True,
)
PAGES = House(
    genres={"news": 3, "meeting": 2, "brief": 1, "feature": 1},
    signatures={"news": ["own:bare", "own:bare-two", "own:fusion-bare", "lede:bbx-two", "lede:bbx-space"]},
    dress=[
        Dress(close=CAPTION_CREDIT),
        Dress({"head": "## {}", "kicker": "## {}", "sub": "## {}", "cross": "**{}**"}),
    ],
    kickers=0.3,
    subheads=0.3,
    cuts=0.06,
    pictures=(0, 1),
    credits=["photo:she-jz", "photo:she-tx"],
    crossheads=False,
)


def _export(rng: Random, story: Story, dress: Dress) -> str:
    """One article: three title lines, an empty one where a title is absent, then the body."""
    body = render(rng, story.body(), dress)
    return dress.newline.join([story.kicker, story.headline, story.subhead]) + dress.newline + body


def export_one(style: str, seed: int) -> Sample:
    """One article a file."""
    rng = Random(f"{style}/{seed}")
    story = tell(rng, EXPORT, draw(rng, EXPORT, 1)[0])
    return Sample(_export(rng, story, rng.choice(EXPORT.dress)), {"articles": [story.gold()], "photos": []})


def export_many(style: str, seed: int) -> Sample:
    """Several articles of an export, a rule between them."""
    rng = Random(f"{style}/{seed}")
    stories = [tell(rng, EXPORT, piece) for piece in draw(rng, EXPORT, rng.randint(2, 4))]
    dress = rng.choice(EXPORT.dress)
    rule = rng.choice(["=" * 20, "-" * 30, "————————————"]) + dress.newline
    text = rule.join(_export(rng, story, dress) for story in stories)
    return Sample(text, {"articles": [story.gold() for story in stories], "photos": []})


def _jump(
    rng: Random, story: Story, blocks: list[Block], to: int, back: int
) -> tuple[list[Block], list[Block]]:
    """Split an article at a paragraph or inside a sentence; the rest is for another page."""
    paras = [i for i, block in enumerate(blocks) if block.kind == "para"]
    at = rng.choice(paras[1:])
    onward, home = rng.choice(
        [
            (f"（下转第{NUMERALS[to]}版）", f"（上接第{NUMERALS[back]}版）"),
            (f"（下转第{to}版）", f"（上接第{back}版）"),
            (f"（下转{to}版）", f"（上接{back}版）"),
        ]
    )
    first, rest = blocks[:at], blocks[at:]
    places = breaks(rest[0].text, 25, 20)
    if places and rng.random() < 0.6:
        cut = rng.choice(places)
        first = [*first, Block("para", rest[0].text[:cut])]
        rest = [Block("cont", rest[0].text[cut:]), *rest[1:]]
    if rng.random() < 0.5:
        first = [*first, Block("jump", onward)]
    else:
        first = [*first[:-1], Block(first[-1].kind, first[-1].text + onward)]
    if rng.random() < 0.5:
        rest = [Block("jump", home), *rest]
    else:
        rest = [Block(rest[0].kind, home + rest[0].text), *rest[1:]]
    return first, rest


def pages(style: str, seed: int) -> Sample:
    """Two or three pages with folios; the lead of the first ends on the last, its headline repeated."""
    rng = Random(f"{style}/{seed}")
    numbers = rng.choice([(1, 2), (1, 3), (1, 2, 3), (2, 4)])
    dress = rng.choice(PAGES.dress)
    sheet = dataclasses.replace(PAGES, dress=[dress])
    chosen = draw(rng, sheet, rng.randint(2, 3) * len(numbers))
    lead = next((piece for piece in chosen if piece.genre != "brief" and len(piece.parts) > 2), None)
    if lead is None:
        return pages(style, seed + 100_000)
    chosen.remove(lead)
    main = tell(rng, sheet, lead)
    first, rest = _jump(rng, main, main.body(), numbers[-1], numbers[0])
    stories = [tell(rng, sheet, piece) for piece in chosen]
    photos: list[Gold] = []
    paper, date = rng.choice(PAPERS), a_date(rng)
    form = rng.choice(["{n:02d}版：{s}", "第{n}版 {s}", "A{n:02d} {s}"])
    blocks: list[Block] = []
    share = -(-len(stories) // len(numbers))
    for turn, number in enumerate(numbers):
        section = SECTIONS[0] if turn == 0 else rng.choice(SECTIONS[1:])
        mark = "\f" if turn and rng.random() < 0.5 else ""
        blocks += [
            Block("folio", mark + form.format(n=number, s=section)),
            Block("folio", f"{paper}　{date}"),
        ]
        mine = stories[turn * share : (turn + 1) * share]
        if turn == 0:
            blocks += [*main.titles(), *first]
        if mine:
            blocks += page_of(rng, sheet, mine, photos)
        if turn == len(numbers) - 1:
            blocks += [Block("head", main.headline), *rest]
        blocks.append(Block("foot", editors(rng)))
    return finish(rng, sheet, blocks, [main, *stories], photos)


def columns_of_briefs(style: str, seed: int) -> Sample:
    """A page of briefs, each under a bold title, parted by rules, some with the names at the tail."""
    house = House(
        genres={"brief": 1},
        signatures={"brief": ["tail:one", "tail:name", "lede:bbx-one", "tail:comma"]},
        dress=[Dress({"head": "**{}**"}), Dress({"head": "#### {}"}), Dress(indent="　　", blank=False)],
        count=(5, 9),
    )
    rng = Random(f"{style}/{seed}")
    stories = [tell(rng, house, piece) for piece in draw(rng, house, rng.randint(*house.count))]
    rule = rng.choice(["", "", "---", "* * *"])
    blocks: list[Block] = []
    for story in stories:
        if blocks and rule:
            blocks.append(Block("rule", rule))
        blocks += [*story.titles(), *story.body()]
    return finish(rng, house, blocks, stories, [])
