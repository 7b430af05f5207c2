"""What whoever imports has asked, and what became of it."""

import datetime
from dataclasses import dataclass, field
from typing import Any, Self

from articles.models import BatchFile, ImportBatch

Outcome = BatchFile.Outcome

# What the report of a batch tells of its files, whatever job comes later: the doubt about a table's encoding,
# and how many pictures of its zip no row names, with the `first` of them.
LASTING = ("doubt", "unused")

COUNTS = ("articles", "linked", "differing", "photos", "notices")


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever imports has said: it outranks what file names and furniture tell."""

    date: datetime.date | None = None
    page_number: int | None = None
    encoding: str | None = None
    dry_run: bool = False
    publish: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return the form kept with a batch."""
        return {
            "date": self.date.isoformat() if self.date else None,
            "page": self.page_number,
            "encoding": self.encoding,
            "publish": self.publish,
        }

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Self:
        """Return what a batch keeps; the inverse of `as_json`."""
        date = kept.get("date")
        return cls(
            date=datetime.date.fromisoformat(date) if date else None,
            page_number=kept.get("page"),
            encoding=kept.get("encoding"),
            publish=bool(kept.get("publish")),
        )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one file: why it was refused or is doubted, and what was found in it.

    `articles` and `photos` are new; `linked` articles were in already, from another dump; `differing`
    ones are among the new, and much like one that is in.
    """

    name: str
    outcome: Outcome
    message: str = ""
    articles: int = 0
    linked: int = 0
    differing: int = 0
    photos: int = 0
    notices: int = 0

    def __str__(self) -> str:
        """Counts and message, in one line for people."""
        if self.outcome != Outcome.IMPORTED:
            return self.message
        parts = [f"{self.articles} 篇新增", f"{self.photos} 张图片", f"{self.notices} 条提示"]
        if self.linked:
            parts.insert(1, f"{self.linked} 篇此前已有")
        if self.differing:
            parts.insert(2, f"{self.differing} 篇与已有的文字不同")
        return "。".join(filter(None, ("，".join(parts), self.message)))


@dataclass(slots=True)
class Summary:
    """What became of all files. `batch` is None for a dry run."""

    batch: ImportBatch | None
    results: list[Result] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Result]:
        """Return the results of one outcome."""
        return [result for result in self.results if result.outcome == outcome]

    @property
    def articles(self) -> int:
        return self._sum("articles")

    @property
    def linked(self) -> int:
        return self._sum("linked")

    @property
    def photos(self) -> int:
        return self._sum("photos")

    @property
    def notices(self) -> int:
        return self._sum("notices")

    def as_json(self) -> dict[str, Any]:
        """Return the summary for machines."""
        told = (result for result in self.results if result.message)
        return {
            "batch": self.batch.pk if self.batch else None,
            "files": len(self.results),
            **{outcome.value: len(self.of(outcome)) for outcome in Outcome},
            **{name: self._sum(name) for name in COUNTS},
            "messages": [
                {"name": result.name, "outcome": result.outcome.value, "message": result.message}
                for result in told
            ],
        }

    def _sum(self, name: str) -> int:
        return sum(getattr(result, name) for result in self.results)
