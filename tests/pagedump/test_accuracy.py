"""How much of the invented dumps is read rightly, and what holds for every one of them."""

from __future__ import annotations

from functools import cache

import pytest

from articles.pagedump import Page, parse

from .accuracy import HELD_OUT, main, styles
from .marks import Marks, mark
from .places import characters_in, characters_out
from .practice.sample import Sample

SEEDS = range(6)
FLOORS = {"practice": 0.99, "rehearsal": 0.98, "handwritten": 0.98, HELD_OUT: 0.97}
FLOOR_OF_A_STYLE = 0.9
STYLES = [(package, name) for package in FLOORS for name in styles(package)]


@cache
def pages(package: str, name: str) -> list[tuple[Sample, Page]]:
    """A few dumps of one style and what is read in them."""
    samples = [styles(package)[name](seed) for seed in SEEDS]
    return [(sample, parse(sample.text)) for sample in samples]


@cache
def marks(package: str, name: str) -> Marks:
    """The marks of one style."""
    total = Marks()
    for sample, page in pages(package, name):
        total.add(mark(sample.gold, page))
    return total


@pytest.mark.parametrize("package", FLOORS)
def test_share_of_a_package(package: str) -> None:
    total = Marks()
    for name in styles(package):
        total.add(marks(package, name))
    assert total.share >= FLOORS[package]


@pytest.mark.parametrize(("package", "name"), [style for style in STYLES if style[0] != HELD_OUT])
def test_share_of_a_style(package: str, name: str) -> None:
    assert marks(package, name).share >= FLOOR_OF_A_STYLE


@pytest.mark.parametrize(("package", "name"), STYLES)
def test_no_character_is_lost(package: str, name: str) -> None:
    for seed, (sample, page) in enumerate(pages(package, name)):
        kept = characters_out(page) == characters_in(sample.text)
        assert kept, f"dump {seed}"


@pytest.mark.parametrize(("package", "name"), STYLES)
def test_the_same_dump_gives_the_same_page(package: str, name: str) -> None:
    for seed, (_, page) in enumerate(pages(package, name)[:2]):
        same = parse(styles(package)[name](seed).text) == page
        assert same, f"dump {seed}"


def test_the_misses_of_the_held_out_dumps_are_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([HELD_OUT, "--misses"])
    assert "held out" in capsys.readouterr().err
    assert main([HELD_OUT, "--dumps", "1"]) == 0
    report = capsys.readouterr().out.splitlines()
    assert len(report) == len(styles(HELD_OUT)) + 2
    assert all(line.endswith(" %") for line in report[1:])
