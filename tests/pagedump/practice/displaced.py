"""Dumps whose headlines stand far from their texts, and files with three title lines."""

from __future__ import annotations

from collections.abc import Sequence

from tests.pagedump.practice.pages import NEWS, Desk
from tests.pagedump.practice.pieces import Piece
from tests.pagedump.practice.sample import Sample
from tests.pagedump.practice.setting import SPACE, Chunk, Story

CODE = "displaced-headline"


def signed(desk: Desk, count: int) -> list[Story]:
    """Stories whose texts show where they begin, and whose ledes tell which headline is theirs."""
    stories = []
    for _ in range(count):
        piece = desk.piece(NEWS, _echoes)
        story = desk.setter().story(piece, desk.byline(piece, may_lack=False), stacked=False)
        stories.append(story)
    return stories


def _echoes(piece: Piece) -> bool:
    """The headline and the text share enough words for a reader to bring them together."""
    text = "".join(block.text for block in piece.blocks)
    pairs = {piece.headline[n : n + 2] for n in range(len(piece.headline) - 1)}
    return piece.is_plain and sum(pair in text for pair in pairs) >= max(4, len(pairs) // 2)


def headlines_first(desk: Desk) -> Sample:
    """All headlines of the page, then all texts."""
    stories = signed(desk, desk.rng.randint(3, 5))
    heads = [chunk for story in stories for chunk in story.head]
    if desk.rng.random() < 0.3:
        desk.rng.shuffle(heads)
    for story in stories:
        story.head = []
        story.notice(CODE)
    desk.keep(stories)
    return desk.sample([*heads, *desk.illustrated(stories)])


def headline_astray(desk: Desk) -> Sample:
    """One headline of the page stands with another article, at the top or at the foot of the page."""
    rng = desk.rng
    stories = signed(desk, rng.randint(4, 6))
    number = rng.randrange(1, len(stories) - 1)
    lost = stories[number]
    desk.keep(stories)
    lost.notice(CODE)
    head, lost.head = lost.head, []
    way = rng.choice(("top", "foot", "next", "before"))
    if way == "top":
        stories[0].head = head + stories[0].head
    elif way == "next":
        after = stories[number + 1]
        after.body = after.body + head
    elif way == "before":
        # The headline and the next article come first, its own text after them.
        stories[number], stories[number + 1] = stories[number + 1], lost
        stories[number].head = head + stories[number].head
    chunks = desk.illustrated(stories)
    return desk.sample([*chunks, *head] if way == "foot" else chunks)


def titled_file(desk: Desk, count: Sequence[int]) -> Sample:
    """Three title lines, empty where a part is absent, then indented paragraphs; one of those or several."""
    rng = desk.rng
    texts: list[str] = []
    stories: list[Story] = []
    for _ in range(rng.randint(*count)):
        piece = desk.piece(desk.recipe.genres)
        story = desk.setter().story(piece, desk.byline(piece))
        story.gold["headline_any_of"] = [piece.headline]
        stories.append(story)
        lines = [piece.kicker, piece.headline, piece.subhead]
        for chunk in story.body:
            lines += _indented(chunk)
        texts.append("\n".join(lines))
    desk.keep(stories)
    gap = rng.choice(("\n\n", "\n\n\n"))
    sample = desk.sample([Chunk([""])])
    return Sample(gap.join(texts) + "\n", sample.gold)


def _indented(chunk: Chunk) -> list[str]:
    return [line if line.startswith(SPACE) or chunk.kind == "row" else SPACE + line for line in chunk.lines]
