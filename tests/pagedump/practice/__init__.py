"""Invented page dumps with known truth: `STYLES[name](seed)` gives a dump and what an editor reads in it."""

from tests.pagedump.practice.sample import Sample
from tests.pagedump.practice.styles import STYLES

__all__ = ["STYLES", "Sample"]
