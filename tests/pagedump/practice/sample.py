"""A dump and its truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Sample:
    """`gold` has the shape of the gold files: articles and photos."""

    text: str
    gold: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Credit:
    """A person as the truth names them; `name` is empty where the page names nobody."""

    name: str
    role: str

    def gold(self) -> dict[str, str]:
        return {"name": self.name, "role": self.role}


@dataclass(slots=True)
class Truth:
    """What is known of one dump while it is being set."""

    articles: list[dict[str, Any]] = field(default_factory=list)
    photos: list[dict[str, Any]] = field(default_factory=list)

    def gold(self) -> dict[str, Any]:
        return {"articles": self.articles, "photos": self.photos}
