"""Where the newspapers of a benchmark lie: in a folder that is removed at the end, or in `KEEP`."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """The folder of all newspapers."""
    if is_kept():
        yield Path(os.environ["KEEP"]).absolute()
    else:
        with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
            yield Path(folder)


def is_kept() -> bool:
    """Whether newspapers stay, for this benchmark's next run and for others."""
    return bool(os.environ.get("KEEP"))


def folder_of(home: Path, database: str, articles: int) -> Path:
    """Return the folder of one newspaper."""
    return home / f"{database}-{articles}"


def record_of(folder: Path) -> Path:
    """Return the file that is there once a newspaper is whole: what writing it has cost."""
    return folder / "written.json"
