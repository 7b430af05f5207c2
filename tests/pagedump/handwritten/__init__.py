"""Invented dumps written by hand, no two in one dress: a seed names one of a set, in turn."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.pagedump.practice.sample import Sample

_HERE = Path(__file__).parent


def _sample(name: str, seed: int) -> Sample:
    paths = sorted((_HERE / name).glob("*.txt"))
    path = paths[seed % len(paths)]
    return Sample(path.read_text("utf-8"), json.loads(path.with_suffix(".json").read_text("utf-8")))


STYLES: dict[str, Callable[[int], Sample]] = {
    name: partial(_sample, name) for name in ("first", "second", "third")
}
