"""Ordinary pages for measuring: every one different, articles of about 800 characters."""

from __future__ import annotations

import random

from tests.pagedump.house_styles import own_line
from tests.pagedump.invented import Article, article, paragraph

ARTICLE_LENGTH = 800
ARTICLES = 7


def ordinary_page(seed: int) -> str:
    """One page of seven signed articles, a picture and a folio, as a tool makes it out of a PDF."""
    rng = random.Random(seed)
    blocks = [f"2025年4月{rng.randint(1, 30)}日 星期五", f"{rng.randint(1, 16):02}版：要闻"]
    for _ in range(ARTICLES):
        made = _long(rng, article(rng))
        blocks += [f"## {made.headline}", own_line(rng, made), *made.body]
    blocks += [f"图为{paragraph(rng)}", "张明 摄"]
    return "\n\n".join(blocks)


def _long(rng: random.Random, made: Article) -> Article:
    made.body = made.body[:1]
    while sum(map(len, made.body)) < ARTICLE_LENGTH:
        made.body.append("".join(paragraph(rng) for _ in range(2)))
    return made
