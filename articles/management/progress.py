"""A bar for what takes long, on a terminal; elsewhere nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text


class Bar:
    """Tells what is done of how much, the rate and the time left."""

    def __init__(self, progress: Progress, what: str) -> None:
        self._progress, self._task = progress, progress.add_task(what, total=None)

    def begin(self, total: int) -> None:
        """Say how much there is to do."""
        self._progress.update(self._task, total=total)

    def advance(self, number: int = 1) -> None:
        """Say that one more is done, or so many."""
        self._progress.advance(self._task, number)

    def reach(self, done: int, total: int) -> None:
        """Say how much is done of how much."""
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def bar(what: str, unit: str, err: Any) -> Iterator[Bar]:
    """Show a bar on `err` while `what` is done to so many of `unit`."""
    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), _Rate(unit), _Left())
    console = Console(file=err, stderr=True)
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield Bar(progress, what)


class _Rate(ProgressColumn):
    def __init__(self, unit: str) -> None:
        super().__init__()
        self._unit = unit

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed or task.completed / (task.elapsed or 1)
        return Text(f"{speed:.0f} {self._unit}/秒" if speed else "", style="progress.data.speed")


class _Left(TimeRemainingColumn):
    def render(self, task: Task) -> Text:
        return Text("剩余 ", style="progress.remaining") + super().render(task)
