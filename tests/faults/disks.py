"""A small disk of its own, to be filled up."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def small_disk(folder: Path, size: str = "20m") -> Iterator[Path]:
    """Mount a disk of `size` at `folder`; skips the test where that may not be."""
    folder.mkdir(exist_ok=True)
    options = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    if subprocess.run(options, check=False).returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def fill_up(disk: Path, *, but: int = 0) -> None:
    """Leave so many bytes of room."""
    make_room(disk)
    (disk / "ballast").write_bytes(bytes(max(0, shutil.disk_usage(disk).free - but)))


def make_room(disk: Path) -> None:
    """Take away what fills it up."""
    (disk / "ballast").unlink(missing_ok=True)
