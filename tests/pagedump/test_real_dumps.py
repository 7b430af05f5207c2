"""The two real dumps and their truth, where the shared folder stands beside the repository."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from articles.pagedump import Credit, Page, Story, decode, parse

SHARED = Path(__file__).parents[3] / "shared"
SCORER = SHARED / "tools" / "score_dump.py"
DUMPS = sorted((SHARED / "seeds").glob("*.txt"))


def load_scorer() -> ModuleType:
    """The scorer of the shared folder."""
    spec = importlib.util.spec_from_file_location("score_dump", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def people(credits: tuple[Credit, ...]) -> list[dict[str, str]]:
    return [{"name": credit.name, "role": credit.role} for credit in credits]


def article(story: Story) -> dict[str, Any]:
    return {
        "kicker": story.kicker,
        "headline": story.headline,
        "subhead": story.subhead,
        "column": story.column,
        "bylines": people(story.bylines),
        "body": [paragraph.text for paragraph in story.body],
        "notices": [{"code": notice.code} for notice in story.notices],
    }


def contract(page: Page) -> dict[str, Any]:
    """A page in the form that the scorer reads."""
    return {
        "articles": [article(story) for story in page.stories],
        "photos": [
            {"caption": list(photo.caption), "credits": people(photo.credits)} for photo in page.photos
        ],
    }


@pytest.mark.skipif(not SCORER.exists() or not DUMPS, reason="the real dumps of ../shared are not here")
@pytest.mark.parametrize("dump", DUMPS, ids=lambda path: path.stem)
def test_nothing_is_missed_but_topics(dump: Path) -> None:
    gold = json.loads((SHARED / "gold" / f"{dump.stem}.json").read_text(encoding="utf-8"))
    card = load_scorer().score(gold, contract(parse(decode(dump.read_bytes()).text)))
    assert [miss for miss in card.misses if not miss.startswith("topics")] == []
