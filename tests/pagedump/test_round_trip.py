"""Known articles, rendered and parsed, are the same articles."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pagedump import Story, parse

from .house_styles import STYLES, make_dump, markdown
from .invented import Article, add_crossheads, article


def known(made: Article) -> tuple[str, list[tuple[str, str]], list[tuple[str, bool]]]:
    """What must come back of an article."""
    body = [(text, i in made.crossheads) for i, text in enumerate(made.body)]
    return made.headline, made.bylines, body


def parsed(story: Story) -> tuple[str, list[tuple[str, str]], list[tuple[str, bool]]]:
    """The same of a story."""
    bylines = [(credit.name, credit.role) for credit in story.bylines]
    return story.headline, bylines, [(paragraph.text, paragraph.is_crosshead) for paragraph in story.body]


@given(st.integers(0, 10**9))
@settings(deadline=None, max_examples=100)
def test_signed_articles_come_back(seed: int) -> None:
    rng = random.Random(seed)
    made = [article(rng) for _ in range(rng.randint(1, 5))]
    blocks: list[str] = []
    for one in made:
        add_crossheads(rng, one)
        blocks += markdown(rng, one, "own lede")
    assert [parsed(story) for story in parse("\n\n".join(blocks)).stories] == [known(one) for one in made]


def test_nearly_every_headline_of_every_house_style_is_found() -> None:
    for style in STYLES:
        dumps = [make_dump(seed, style) for seed in range(40)]
        wanted = sum(len(dump.articles) for dump in dumps)
        found = 0
        for dump in dumps:
            headlines = [story.headline for story in parse(dump.text).stories]
            found += sum(made.headline in headlines for made in dump.articles)
        assert found >= 0.97 * wanted, style
