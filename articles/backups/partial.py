"""The file that a backup is written into until it is whole, and those that killed ones have left.

It is locked while it is written, so whoever finds one that is not locked knows that nobody writes it.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from articles.backups.errors import BackupError

_SUFFIX = ".partial"


@contextmanager
def whole_or_nothing(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that gets the name `path` when all is written; where that fails nothing is left.

    Raises BackupError where another process is writing it.
    """
    partial = path.with_name(path.name + _SUFFIX)
    with _opened(partial) as file:
        try:
            yield file
            _settle(file)
            os.replace(partial, path)
        finally:
            partial.unlink(missing_ok=True)


def remove_left(found: Iterable[Path]) -> list[Path]:
    """Remove those partial files of `found` that nobody writes, and return which they were."""
    return [path for path in found if path.name.endswith(_SUFFIX) and _remove(path)]


def _remove(path: Path) -> bool:
    """Remove a file that nobody writes; tell whether it was one."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
    except OSError:  # It is being written, or whole by now, or nobody can tell.
        return False
    return True


def _opened(partial: Path) -> IO[bytes]:
    """The file, empty and locked. What is left there under the same name is written over."""
    while True:
        file = open(partial, "ab", opener=_private)  # noqa: SIM115
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise BackupError("另一个备份正在写这个文件。请等它结束，或换一个文件名。") from None
        except OSError:  # A file system without locks: there nobody removes what others write.
            break
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(file.fileno()), os.stat(partial)):
                break
        file.close()  # Taken for a left one and removed, in the moment before it was locked.
    file.truncate(0)
    return file


def _settle(file: IO[bytes]) -> None:
    """Have the disk really hold a file before it gets its name."""
    file.flush()
    os.fsync(file.fileno())


def _private(path: str, flags: int) -> int:
    """Open a file that its owner alone may read: drafts and people's data are in it."""
    return os.open(path, flags, 0o600)
