"""What a row of a table would do, what became of it, and what a run over many rows knows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tablib import Dataset  # type: ignore[import-untyped]

from articles.importing.tables.cells import Fault
from articles.models import Topic
from articles.rulebook import Rulebook

ID, STAMP = "编号", "版本"
PRINTED = "见报署名"  # No column: with the values before, how those had signed who sign no more.


@dataclass(slots=True, eq=False)
class Plan:
    """What a row would do to its object. `before` holds its cells as exported; none for a new one."""

    number: int = 0
    before: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, tuple[str, str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    is_new: bool = True
    is_already_in: bool = False
    refusal: tuple[str, str] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing to write any more, good as the row is."""
        return self.is_already_in or self.refusal is not None

    @property
    def is_written(self) -> bool:
        """Whether a good row changes anything."""
        return not self.is_settled and (self.is_new or bool(self.changes))

    @property
    def kept(self) -> dict[str, Any]:
        """What an undo needs: the cells that change, as they were, and the stamp that the object had."""
        cells = {header: before for header, (before, _) in self.changes.items()}
        printed = {PRINTED: self.printed} if self.printed else {}
        return {**cells, **printed, STAMP: self.before.get(STAMP, "")}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row, or would: `outcome` is that of a BatchRow, or "same".

    `is_found` tells of the same whether it was found in by what the row says, and not by its key.
    """

    number: int
    outcome: str
    column: str = ""
    message: str = ""
    object_id: int | None = None
    differences: dict[str, tuple[str, str]] = field(default_factory=dict)
    digest: str = ""
    made: dict[str, dict[str, str]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    is_found: bool = False

    def __str__(self) -> str:
        return f"第 {self.number} 行{f'“{self.column}”' if self.column else ''}：{self.message}"


@dataclass
class Context:
    """What a run needs to know: the pictures sent along, and the topics with their rules, read once."""

    pictures: Any = None
    is_undoing: bool = False
    printed: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @cached_property
    def topics(self) -> dict[int, Topic]:
        return {topic.pk: topic for topic in Topic.objects.all()}

    @cached_property
    def rulebook(self) -> Rulebook:
        return Rulebook()


class Cells:
    """The cells of a chunk, a column at a time."""

    def __init__(self, dataset: Dataset) -> None:
        self._dataset = dataset

    def of(self, header: str) -> list[str]:
        """Return the cells below `header` that hold something."""
        if header not in self._dataset.headers:
            return []
        return [cell for cell in self._dataset[header] if cell and not isinstance(cell, Fault)]
