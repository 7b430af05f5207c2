"""Known articles, rendered and parsed, are the same articles."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.pagedump import Story, parse

from .accuracy import styles
from .invented import Article, add_crossheads, article, markdown

LONGEST_COLUMN = 16
ROLES = ("记者", "通讯员")
STYLES = [(package, name) for package in ("practice", "rehearsal") for name in styles(package)]


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
        blocks += markdown(rng, one)
    assert [parsed(story) for story in parse("\n\n".join(blocks)).stories] == [known(one) for one in made]


@pytest.mark.parametrize(("package", "name"), STYLES)
def test_what_was_parsed_is_parsed_the_same_from_plain_markdown(package: str, name: str) -> None:
    """Whatever dump a story came from, it comes back when it is set plainly.

    Only stories that plain Markdown tells entirely are asked for: signed by role and name, so that every
    text has its end; without crossheads, which a headline may look like; without a column or a first heading
    that is short enough for one, since a column is a guess; and without a 消息头, which is tested above.
    """
    for seed in range(4):
        stories = [story for story in parse(styles(package)[name](seed).text).stories if is_plain(story)]
        again = parse("\n\n".join(map(rendered, stories))).stories
        assert [(heads(story), parsed(story)) for story in again] == [
            (heads(story), parsed(story)) for story in stories
        ]


def is_plain(story: Story) -> bool:
    """Whether nothing of a story is told by anything else than its marks."""
    first, *others = heads(story)
    signed = bool(story.bylines) and all(c.name and c.role in ROLES for c in story.bylines)
    told = bool(story.headline) and not (story.column or story.dateline)
    plain = bool(story.body) and not any(paragraph.is_crosshead for paragraph in story.body)
    return signed and told and plain and (not any(others) or len(first) > LONGEST_COLUMN)


def heads(story: Story) -> list[str]:
    """Kicker, headline and subhead, in order."""
    return [part for part in (story.kicker, story.headline, story.subhead) if part] or [""]


def rendered(story: Story) -> str:
    """A story as plain Markdown: the headline above all other headings, a byline line, paragraphs."""
    lines = [
        f"{'##' if part == story.headline else '###'} {line}"
        for part in heads(story)
        for line in part.split("\n")
    ]
    signed = " ".join(f"{credit.role} {credit.name}" for credit in story.bylines)
    return "\n\n".join([*lines, f"■ {signed}", *(paragraph.text for paragraph in story.body)])
