"""A parsed page written out shortly, so that tests read as text before and after."""

from __future__ import annotations

from textwrap import dedent

from articles.pagedump import Credit, Page, Story, parse


def check(before: str, after: str) -> None:
    """Compare a dump with its outline."""
    assert outline(dedent(before).strip("\n")) == dedent(after).strip("\n")


def outline(text: str) -> str:
    """Every field of every story and photo, one a line; empty fields left out."""
    page = parse(text.strip("\n") if text.startswith("\n##") else text)
    lines = [line for story in page.stories for line in _story(story)]
    for photo in page.photos:
        home = "" if photo.story is None else f" [{photo.story}]"
        lines.append(f"photo{home}: {' / '.join(photo.caption)} | {_people(photo.credits)}")
    return "\n".join([*lines, *(f"unplaced: {piece.text}" for piece in page.unplaced)])


def body(text: str) -> list[str]:
    """The paragraphs of all stories, crossheads with their mark."""
    return [line for story in parse(text).stories for line in _body(story)]


def codes(page: Page) -> list[str]:
    """The codes of all notices, page first."""
    notices = [
        *page.notices,
        *(n for s in page.stories for n in s.notices),
        *(n for p in page.photos for n in p.notices),
    ]
    return [notice.code for notice in notices]


def _story(story: Story) -> list[str]:
    fields = {
        "column": story.column,
        "kicker": story.kicker,
        "headline": story.headline or "-",
        "subhead": story.subhead,
        "dateline": story.dateline,
        "by": _people(story.bylines),
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    return lines + [line if line.startswith("## ") else f"  {line}" for line in _body(story)]


def _body(story: Story) -> list[str]:
    return ["## " * paragraph.is_crosshead + paragraph.text for paragraph in story.body]


def _people(credits: tuple[Credit, ...]) -> str:
    return " ".join(f"{credit.name}/{credit.role}" for credit in credits)
