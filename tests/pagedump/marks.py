"""Marks for a parsed dump against its truth.

Full and half width count as equal and white space does not count. Articles are paired by the likeness of
their bodies; then every measure of a pair is one mark: heads, headline, column, bylines, text, paragraphs and
each notice that the truth asks for. A picture is one mark, found by caption and credits together.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from articles.pagedump.document import Credit, Page, Story

SHINGLE = 8
ALIKE = 0.3
Gold = Mapping[str, Any]
Signature = list[tuple[str, str]]


@dataclass(slots=True)
class Marks:
    """Marks hit and wanted by measure, and what was missed in words."""

    hit: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def give(self, measure: str, hit: bool, miss: str) -> None:
        self.wanted[measure] += 1
        self.hit[measure] += hit
        if not hit:
            self.misses.append(f"{measure}: {miss}")

    def add(self, other: Marks) -> None:
        self.hit.update(other.hit)
        self.wanted.update(other.wanted)
        self.misses += other.misses

    @property
    def share(self) -> float:
        """All marks hit, of all wanted."""
        return self.hit.total() / max(1, self.wanted.total())


def bare(text: str) -> str:
    """The text as it is compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def bare_lines(texts: Iterable[str]) -> list[str]:
    return sorted(bare(line) for text in texts for line in text.splitlines() if line.strip())


def mark(gold: Gold, page: Page) -> Marks:
    """The marks of one dump."""
    marks = Marks()
    pairs = paired(gold["articles"], page.stories)
    for number, story in enumerate(page.stories):
        if number not in pairs.values():
            marks.give("articles", False, f"one too many: {story.headline[:30]}")
    for number, article in enumerate(gold["articles"]):
        name = next(iter(article["heads"]), "(no headline)")[:20]
        marks.give("articles", number in pairs, f"not found: {name}")
        if number in pairs:
            _mark_story(marks, name, article, page.stories[pairs[number]])
    _mark_photos(marks, gold["photos"], page)
    return marks


def paired(articles: Sequence[Gold], stories: Sequence[Story]) -> dict[int, int]:
    """The number of the story that each article became: the most alike first, none twice."""
    wanted = [_shingles(article["body"]) for article in articles]
    found = [_shingles([paragraph.text for paragraph in story.body]) for story in stories]
    by_likeness = sorted(
        ((_likeness(a, b), i, j) for i, a in enumerate(wanted) for j, b in enumerate(found)), reverse=True
    )
    pairs: dict[int, int] = {}
    for likeness, i, j in by_likeness:
        if likeness >= ALIKE and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _shingles(paragraphs: Iterable[str]) -> set[str]:
    text = bare("".join(paragraphs))
    return {text[n : n + SHINGLE] for n in range(max(1, len(text) - SHINGLE + 1))}


def _likeness(a: set[str], b: set[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


def _mark_story(marks: Marks, name: str, gold: Gold, story: Story) -> None:
    heads = bare_lines([story.kicker, story.headline, story.subhead])
    marks.give("heads", heads == bare_lines(gold["heads"]), f"{name}: {heads}")
    if gold.get("headline_any_of"):
        fits = bare(story.headline) in map(bare, gold["headline_any_of"])
        marks.give("headline", fits, f"{name}: {story.headline!r}")
    column = gold.get("column", "")
    marks.give("column", bare(story.column) == bare(column), f"{name}: {story.column!r} for {column!r}")
    people, signed = _of_gold(gold["bylines"]), _of_page(story.bylines)
    marks.give("bylines", signed == people, f"{name}: {signed} for {people}")
    wanted = [bare(text) for text in gold["body"]]
    found = [bare(paragraph.text) for paragraph in story.body]
    whole, read = "".join(wanted), "".join(found)
    marks.give("text", read == whole, f"{name}: {_parting(whole, read)}")
    counts = f"{len(found)} for {len(wanted)}"
    marks.give("paragraphs", found == wanted, f"{name}: {counts}, {_odd_one(wanted, found)}")
    codes = {notice.code for notice in story.notices}
    for code in gold.get("notices", []):
        marks.give("notices", code in codes, f"{name}: lacks {code}, has {sorted(codes)}")


def _mark_photos(marks: Marks, golds: Sequence[Gold], page: Page) -> None:
    found = Counter((_whole(photo.caption), tuple(_of_page(photo.credits))) for photo in page.photos)
    for gold in golds:
        wanted = (_whole(gold["caption"]), tuple(_of_gold(gold["credits"])))
        marks.give("photos", found[wanted] > 0, f"not found: {wanted[0][:24]} {wanted[1]}")
    for _ in range(len(page.photos) - len(golds)):
        marks.give("photos", False, "one too many")


def _whole(caption: Iterable[str]) -> str:
    return "".join(map(bare, caption))


def _of_gold(credits: Iterable[Mapping[str, str]]) -> Signature:
    return [(bare(credit["name"]), bare(credit.get("role") or "")) for credit in credits]


def _of_page(credits: Iterable[Credit]) -> Signature:
    return [(bare(credit.name), bare(credit.role)) for credit in credits]


def _parting(wanted: str, found: str) -> str:
    """Where two texts begin to differ."""
    pairs = enumerate(zip(wanted, found, strict=False))
    place = next((n for n, (a, b) in pairs if a != b), min(len(wanted), len(found)))
    return f"…{wanted[max(0, place - 8) : place + 16]} -> …{found[max(0, place - 8) : place + 16]}"


def _odd_one(wanted: Sequence[str], found: Sequence[str]) -> str:
    """The first paragraph that is not the truth's."""
    return next((text[:24] for text in found if text not in wanted), "")
