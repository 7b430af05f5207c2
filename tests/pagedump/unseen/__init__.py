"""Dumps of papers that do not exist, each with what a careful editor reads in it.

`STYLES[name](seed)` makes the same `Sample` every time: a noisy dump, and its gold in the shape of a
gold file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from . import sheets
from .house import make
from .houses import SINGLES
from .sample import Sample

STYLES: dict[str, Callable[[int], Sample]] = {
    **{name: partial(make, house, name) for name, house in SINGLES.items()},
    "export-one": partial(sheets.export_one, "export-one"),
    "export-many": partial(sheets.export_many, "export-many"),
    "pages-with-jumps": partial(sheets.pages, "pages-with-jumps"),
    "briefs": partial(sheets.columns_of_briefs, "briefs"),
}

__all__ = ["STYLES", "Sample"]
