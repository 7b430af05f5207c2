"""The tables of moves and of groups, as docs/desk.md shows them."""

from importlib import import_module
from pathlib import Path

import pytest

from articles.models import Stage, Status
from articles.moves import CHANGE, MOVES, REVIEW, STAGES, WRITE

PAGE = (Path(__file__).parents[2] / "docs/desk.md").read_text()
REPORTS = import_module("articles.migrations.0009_reports")
GROUPS = {
    name: (*rights, *(REPORTS.CODES if name in REPORTS.GROUPS else ()))
    for name, rights in import_module("articles.migrations.0008_groups").GROUPS.items()
}

# What the groups differ in, in the order of the flow.
RIGHTS = (
    "write_article",
    "change_article",
    "review_first_article",
    "review_second_article",
    "review_final_article",
    "publish_article",
    "correct_article",
    "release_importbatch",
    "add_importbatch",
    "merge_correspondent",
    "change_topicrule",
    "change_forbiddenword",
    "change_report",
    "change_user",
)


def code(name: str) -> str:
    return f"`{name.removeprefix('articles.')}`"


def states(*found: Status) -> str:
    return "、".join(status.label for status in found)


def right_of(move) -> str:
    if move.is_review:
        return " / ".join(code(name) for name in REVIEW.values())
    return code(move.permission) if move.permission else f"{code(CHANGE)}, {code(WRITE)} for one's own"


def target_of(move) -> str:
    return f"the next review, else {move.target.label}" if move.name == "pass" else move.target.label


@pytest.mark.parametrize("move", MOVES.values(), ids=list(MOVES))
def test_every_move_has_its_row(move):
    says = "an opinion" if move.needs_opinion else "a time" if move.name == "schedule" else ""
    cells = (f"`{move.name}`", move.label, states(*move.sources), target_of(move), right_of(move), says)
    assert f"| {' | '.join(cells)} |".replace("  ", " ") in PAGE


def test_there_are_no_other_rows():
    assert PAGE.count("\n| `") == len(MOVES) + len(RIGHTS)


@pytest.mark.parametrize("right", RIGHTS)
def test_every_right_has_the_groups_that_have_it(right):
    cells = ("●" if right in rights else "" for rights in GROUPS.values())
    assert f"| `{right}` | {' | '.join(cells)} |".replace("  ", " ") in PAGE


def test_the_groups_stand_in_their_order():
    assert f"| right | {' | '.join(GROUPS)} |" in PAGE


def test_the_reviews_of_each_setting_are_named():
    for number, stages in STAGES.items():
        assert f"`{number}`: {' → '.join(Stage(stage).label for stage in stages)}" in PAGE
