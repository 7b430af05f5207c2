"""What a house style hands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Gold = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    """A dump and what a careful editor reads in it, in the shape of a gold file."""

    text: str
    gold: Gold
