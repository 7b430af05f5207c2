"""Ordinary pages for measuring: every one different, articles of about 800 characters."""

from __future__ import annotations

import random
from itertools import count

from tests.pagedump.invented import Article, article, paragraph, person

ENOUGH = 620  # With its last paragraph an article has 800 characters, on the whole.
ARTICLES = 7


def ordinary_page(seed: int) -> str:
    """One page of seven signed articles, a picture and a folio, as a tool makes it out of a PDF."""
    rng = random.Random(seed)
    blocks = [f"2025年4月{rng.randint(1, 30)}日 星期五", f"{rng.randint(1, 16):02}版：要闻"]
    for _ in range(ARTICLES):
        made = _long(rng, article(rng))
        blocks += [f"## {made.headline}", _byline(rng), *made.body]
    blocks += [f"图为{paragraph(rng)}", "张明 摄"]
    return "\n\n".join(blocks)


def ordinary_parts(parts: int, size: int) -> list[list[str]]:
    """Several sets of pages, each of `size` bytes at least, no page twice."""
    seeds = count()
    sets: list[list[str]] = [[] for _ in range(parts)]
    for pages in sets:
        while sum(len(page.encode()) for page in pages) < size:
            pages.append(ordinary_page(next(seeds)))
    return sets


def _byline(rng: random.Random) -> str:
    """A byline of one of the usual forms."""
    forms = ("■ 通讯员 {}", "■本报记者 {}", "◎本报记者 {} 通讯员 {}", "本报记者 {} {}")
    return rng.choice(forms).format(person(rng), person(rng))


def _long(rng: random.Random, made: Article) -> Article:
    made.body = made.body[:1]
    while sum(map(len, made.body)) < ENOUGH:
        made.body.append("".join(paragraph(rng) for _ in range(2)))
    return made
