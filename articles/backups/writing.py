"""Writes a backup of what the newsroom is at one moment, while everybody goes on working."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import connection
from django.db.models import Model
from django.utils import timezone

from articles.backups import files, tables
from articles.backups.archive import FORMAT, HEADER, MANIFEST, Writer, writing
from articles.backups.errors import BackupError

PART = 4 * 2**20  # Bytes of rows in a part, about.

Told = Callable[[str, int], None]


@dataclass
class Content:
    """What a backup holds, as its manifest tells it.

    `tables` has the number of rows, their SHA-256 and the highest key given so far for each table; `files`
    their number, bytes and SHA-256 for each storage. `missing` are files that rows tell of.
    """

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(int(table["rows"]) for table in self.tables.values())


def write(path: Path, passphrase: bytes | None = None, *, told: Told = lambda what, number: None) -> Content:
    """Write a backup to `path` and return what it holds. `told` hears of each part. Raises BackupError.

    All rows are of one moment. A file that goes after that moment is named as missing; one that comes is
    in, and does no harm.
    """
    if os.path.exists(path):  # Where nobody may look, what opens the file says so in words.
        raise BackupError(f"{path} 已经存在。请换一个文件名。")
    content = Content()
    with snapshot(), writing(path, passphrase) as writer:
        writer.add(HEADER, _json(_header()))
        for model in tables.models():
            content.tables[model._meta.db_table] = _write_table(writer, model, told)
        content.files = _write_files(writer, told)
        content.missing = list(files.missing())
        writer.add(MANIFEST, _json(vars(content)))
    return content


@contextmanager
def snapshot() -> Iterator[None]:
    """See the database as it is at the first statement, without keeping anybody from writing."""
    if connection.in_atomic_block:
        raise BackupError("备份要在事务之外进行。")
    is_postgresql = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgresql else "BEGIN DEFERRED"
        )
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _header() -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(timespec="seconds"),
        "database": connection.vendor,
        "migrations": tables.migrations(),
        "tables": tables.columns(),
    }


def _write_table(writer: Writer, model: type[Model], told: Told) -> dict[str, Any]:
    table, digest, rows = model._meta.db_table, hashlib.sha256(), 0
    for number, (part, count) in enumerate(_in_parts(tables.lines(model))):
        writer.add(f"tables/{table}/{number:06}.jsonl", part)
        digest.update(part)
        rows += count
        told(table, count)
    return {"rows": rows, "sha256": digest.hexdigest(), "last_key": tables.last_key(model)}


def _in_parts(lines: Iterable[bytes]) -> Iterator[tuple[bytes, int]]:
    part, count = bytearray(), 0
    for line in lines:
        part += line
        count += 1
        if len(part) >= PART:
            yield bytes(part), count
            part, count = bytearray(), 0
    if count:
        yield bytes(part), count


def _write_files(writer: Writer, told: Told) -> dict[str, dict[str, Any]]:
    sums = {alias: {"files": 0, "bytes": 0, "sha256": hashlib.sha256()} for alias in files.STORAGES}
    for alias, name in files.stored():
        try:
            file = storages[alias].open(name)
        except FileNotFoundError:  # Gone since; where a row still tells of it, it will be missed.
            continue
        with file:
            reading = files.Digesting(file)
            writer.add_file(f"files/{alias}/{name}", file.size, reading)
        add_file(sums[alias], name, reading)
        told("files", 1)
    return {alias: finished(of) for alias, of in sums.items()}


def add_file(sums: dict[str, Any], name: str, file: files.Digesting) -> None:
    """Add a file that was read to the sums of its storage."""
    sums["files"] += 1
    sums["bytes"] += file.size
    sums["sha256"].update(f"{file.digest} {name}\n".encode())


def finished(sums: dict[str, Any]) -> dict[str, Any]:
    """Return the sums as the manifest tells them."""
    return {**sums, "sha256": sums["sha256"].hexdigest()}


def _json(said: Any) -> bytes:
    return json.dumps(said, ensure_ascii=False, indent=1).encode()
