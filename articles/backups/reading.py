"""Reads a backup from its beginning to its end, and holds it against its manifest."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from articles.backups import files
from articles.backups.archive import BROKEN, FORMAT, HEADER, LARGEST_NOTE, MANIFEST, NO_BACKUP, reading
from articles.backups.errors import BackupError, in_words
from articles.backups.writing import Content, add_file, finished


class Part(NamedTuple):
    """A part of a backup: which kind it is, of what, its name there, its size and its bytes."""

    kind: str
    of: str
    name: str
    size: int
    file: IO[bytes]


class Taker(Protocol):
    """Who is given what a backup holds, in its order."""

    def begin(self, header: dict[str, Any]) -> None:
        """Hear what the backup tells of itself."""

    def table(self, name: str, lines: Iterator[bytes]) -> None:
        """Take the rows of a table; what is not taken is passed over."""

    def file(self, storage: str, name: str, size: int, file: Any) -> None:
        """Take a file."""


class _Nobody:
    """Takes nothing."""

    def begin(self, header: dict[str, Any]) -> None: ...

    def table(self, name: str, lines: Iterator[bytes]) -> None: ...

    def file(self, storage: str, name: str, size: int, file: Any) -> None: ...


def verify(path: Path, passphrase: bytes | None = None) -> Content:
    """Read a whole backup and return what it holds. Raises BackupError unless it is as it was written."""
    with in_words("读备份"):
        return read_through(path, passphrase, _Nobody())


def read_through(path: Path, passphrase: bytes | None, taker: Taker) -> Content:
    """Give `taker` all that a backup holds, and return it as counted. Raises BackupError.

    That a backup is whole is known at the end alone: `taker` must be able to take all back.
    """
    with reading(path, passphrase) as parts:
        header = _header(parts)
        taker.begin(header)
        found = Content({name: _table_sums() for name in header["tables"]}, _storages())
        for (kind, of), group in groupby(map(_part, parts), key=lambda part: part[:2]):
            if kind == "manifest":
                _compare(found, _note(next(group)))
                return Content(found.tables, found.files, found.missing)
            _take(kind, of, group, found, taker)
    raise BROKEN  # Cut off before the manifest.


def _header(parts: Iterator[tuple[str, int, IO[bytes]]]) -> dict[str, Any]:
    first = next(parts, None)
    if first is None or first[0] != HEADER:
        raise NO_BACKUP
    header = _note(Part("header", "", *first))
    if header["format"] != FORMAT:
        raise BackupError(f"备份的格式是 {header['format']}，本版只能读 {FORMAT}。请用制作备份时的版本恢复。")
    return header


def _part(part: tuple[str, int, IO[bytes]]) -> Part:
    name, size, file = part
    if name == MANIFEST:
        return Part("manifest", "", name, size, file)
    kind, of, rest = name.split("/", 2)
    if kind not in ("tables", "files"):
        raise BROKEN
    return Part(kind, of, rest, size, file)


def _note(part: Part) -> dict[str, Any]:
    if part.size > LARGEST_NOTE:
        raise BROKEN
    said = json.loads(part.file.read())
    if not isinstance(said, dict):
        raise BROKEN
    return said


def _take(kind: str, of: str, group: Iterable[Part], found: Content, taker: Taker) -> None:
    if kind == "tables":
        sums = found.tables[of]
        lines = _counted(group, sums)
        taker.table(of, lines)
        for _ in lines:
            pass
        return
    for part in group:
        read = files.Digesting(part.file)
        taker.file(of, part.name, part.size, read)
        read.exhaust()
        add_file(found.files[of], part.name, read)


def _counted(group: Iterable[Part], sums: dict[str, Any]) -> Iterator[bytes]:
    for part in group:
        for line in part.file:
            sums["sha256"].update(line)
            sums["rows"] += 1
            yield line


def _table_sums() -> dict[str, Any]:
    return {"rows": 0, "sha256": hashlib.sha256()}


def _storages() -> dict[str, Any]:
    return {alias: {"files": 0, "bytes": 0, "sha256": hashlib.sha256()} for alias in files.STORAGES}


def _compare(found: Content, manifest: dict[str, Any]) -> None:
    """Finish what was counted. Raises BackupError unless it is what the manifest tells."""
    found.missing = manifest["missing"]
    found.files = {alias: finished(sums) for alias, sums in found.files.items()}
    found.tables = {
        name: {**finished(sums), "last_key": manifest["tables"][name]["last_key"]}
        for name, sums in found.tables.items()
    }
    if (found.tables, found.files) != (manifest["tables"], manifest["files"]):
        raise BROKEN
