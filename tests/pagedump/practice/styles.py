"""The house styles. The same style and seed give the same dump."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tests.pagedump.practice import bylines, displaced, pages, pictures
from tests.pagedump.practice.pages import Desk, Recipe
from tests.pagedump.practice.sample import Sample
from tests.pagedump.practice.setting import SPACE, House, Spoiling

HASHED = tuple(House((mark, mark, mark, mark)) for mark in ("#", "##", "###"))
LEVELLED = (
    House(("#", "", "##", "")),
    House(("#", "##", "###", "##")),
    House(("##", "", "###", "**")),
    House(("##", "###", "####", "###")),
    House(("#", "", "**", "")),
)
FLAT = (House(("##", "", "##", "")), House(("#", "", "#", "")))
BOLD = (House(("**", "", "**", "")), House(("**", "**", "", "**")), House(("**", "", "**", ""), indent=SPACE))
PLAIN = (House(), House(), House(indent=SPACE))
TIGHT = (House(indent=SPACE, tight=True),)
SOLID = (House(indent=SPACE, tight=True, solid=True),)
ANY = HASHED + LEVELLED + BOLD + PLAIN + TIGHT

SHORT = ("news", "news", "meeting", "brief")
MIXED = ("news", "news", "news", "meeting", "brief", "people", "opinion", "service", "notice")
LITERARY = ("essay", "essay", "essay", "opinion", "people", "notice")
Build = Callable[[Desk], Sample]


RECIPES: dict[str, tuple[Recipe, Build]] = {
    # One level of Markdown headings for every headline part, as the extraction of a whole page gives.
    "hashed": (
        Recipe(HASHED, SHORT, merged=0.35, half=0.4),
        pages.single_page,
    ),
    # Headlines above crossheads, kickers and columns below or plain.
    "levelled": (
        Recipe(LEVELLED, ("news", "feature", "people", "service", "meeting"), forms=bylines.LEDES),
        pages.single_page,
    ),
    # Crossheads at the level of headlines.
    "flat_crossheads": (
        Recipe(FLAT, ("feature", "feature", "people", "news"), stories=(3, 5), column=0.0),
        pages.single_page,
    ),
    "bold": (Recipe(BOLD, MIXED, stories=(4, 6)), pages.single_page),
    "plain": (
        Recipe(PLAIN, SHORT, unsigned=0.1),
        pages.single_page,
    ),
    "plain_ledes": (
        Recipe(PLAIN, SHORT, forms=(*bylines.LEDES, bylines.lede_nobody)),
        pages.single_page,
    ),
    "plain_tails": (
        Recipe(
            PLAIN,
            ("news", "meeting", "brief", "brief"),
            forms=(*bylines.TAILS, *bylines.FEET),
            stories=(5, 9),
            column=0.0,
        ),
        pages.single_page,
    ),
    "tight": (Recipe(TIGHT, MIXED, forms=(*bylines.OWN_PLAIN, *bylines.LEDES)), pages.single_page),
    "solid": (
        Recipe(
            SOLID,
            ("news", "meeting", "brief", "people"),
            forms=(*bylines.OWN_PLAIN, *bylines.LEDES),
            photos=(0, 0),
            column=0.0,
            stacked=0.0,
        ),
        pages.single_page,
    ),
    "titled_file": (
        Recipe(
            TIGHT,
            ("news", "meeting", "feature", "people", "service", "essay"),
            forms=(*bylines.LEDES, *bylines.TAILS, *bylines.OWN_PLAIN),
            long_forms=(*bylines.OWN_PLAIN, *bylines.FEET),
            unsigned=0.15,
            half=0.0,
        ),
        lambda desk: displaced.titled_file(desk, (1, 1)),
    ),
    "titled_files": (
        Recipe(
            TIGHT,
            ("news", "news", "meeting", "people", "essay", "notice"),
            forms=(*bylines.LEDES, *bylines.TAILS, *bylines.OWN_PLAIN),
            long_forms=(*bylines.OWN_PLAIN, *bylines.FEET),
            half=0.0,
        ),
        lambda desk: displaced.titled_file(desk, (2, 5)),
    ),
    "weekly": (
        Recipe(HASHED + LEVELLED + PLAIN + TIGHT, MIXED, (2, 4), (*bylines.OWN, *bylines.LEDES)),
        pages.weekly,
    ),
    "jumps": (
        Recipe(HASHED + PLAIN + TIGHT, SHORT, forms=bylines.LEDES, stray=0.05, column=0.05),
        pages.jumping,
    ),
    "headlines_first": (Recipe(HASHED + PLAIN + BOLD, photos=(0, 1)), displaced.headlines_first),
    "headline_astray": (
        Recipe(HASHED + PLAIN + BOLD, forms=(*bylines.OWN, *bylines.LEDES), photos=(0, 1)),
        displaced.headline_astray,
    ),
    "column_cuts": (
        Recipe(
            HASHED + PLAIN + TIGHT,
            ("news", "news", "meeting", "people"),
            inside=0.5,
            spoiling=Spoiling(cut=0.5, unfinished=0.2, latin=0.4, half=0.3),
        ),
        pages.single_page,
    ),
    "pictures": (
        Recipe(HASHED + BOLD + PLAIN, ("news", "brief", "brief"), stories=(2, 5), photos=(2, 6), inside=0.5),
        pages.single_page,
    ),
    "rare_pictures": (
        Recipe(PLAIN + LEVELLED, ("news", "brief"), stories=(2, 4), photos=(2, 4), photo_forms=pictures.RARE),
        pages.single_page,
    ),
    "literary": (
        Recipe(PLAIN + BOLD + LEVELLED, LITERARY, stories=(3, 5), author_forms=bylines.AUTHORS, half=0.0),
        pages.single_page,
    ),
    "bare_authors": (
        Recipe(
            PLAIN + BOLD,
            ("essay", "essay", "opinion"),
            stories=(2, 5),
            author_forms=bylines.BARE_AUTHORS,
            column=0.0,
        ),
        pages.single_page,
    ),
    "service": (
        Recipe(BOLD + LEVELLED + PLAIN, ("service", "service", "service", "news", "notice"), stories=(3, 5)),
        pages.single_page,
    ),
    "rare_bylines": (
        Recipe(
            PLAIN + LEVELLED,
            ("news", "meeting", "people"),
            forms=bylines.OWN_RARE,
            long_forms=bylines.OWN_RARE,
            photos=(0, 1),
        ),
        pages.single_page,
    ),
    "wires": (
        Recipe(PLAIN + TIGHT + LEVELLED, ("news", "meeting"), (3, 6), bylines.WIRES, column=0.0),
        pages.single_page,
    ),
    "unsigned": (
        Recipe(
            HASHED + PLAIN,
            (*SHORT, "notice"),
            unsigned=0.5,
            merged=0.2,
            spoiling=Spoiling(unfinished=0.2),
        ),
        pages.single_page,
    ),
    "everything": (
        Recipe(
            ANY,
            (*MIXED, "feature", "essay"),
            forms=(*bylines.OWN, *bylines.LEDES, *bylines.TAILS),
            photos=(1, 3),
            spoiling=Spoiling(cut=0.15, unfinished=0.05, latin=0.1, half=0.1),
        ),
        pages.weekly,
    ),
}


def style(name: str) -> Callable[[int], Sample]:
    recipe, build = RECIPES[name]
    return lambda seed: build(Desk.open(replace(recipe), name, seed))


STYLES: dict[str, Callable[[int], Sample]] = {name: style(name) for name in RECIPES}
