"""Puts what a backup holds into an empty database and empty folders: all of it, or nothing."""

import hashlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.models import Model

from articles import generation, triggers
from articles.backups import files, tables
from articles.backups.errors import BackupError, in_words
from articles.backups.reading import read_through
from articles.backups.writing import Content, Told
from articles.search import upkeep

_INSERTED = 100  # Rows at a time: the raw text of a page may have 2 MB.


def restore(
    path: Path, passphrase: bytes | None = None, *, told: Told = lambda what, number: None
) -> Content:
    """Bring back the backup at `path` and return what it held. `told` hears of rows and files.

    The database is migrated and empty, and so are the folders of files. What is there at the end is read
    again and has the digests of the backup; articles wait for the search index. Raises BackupError, and
    nothing is written then.
    """
    restoring = _Restoring(told)
    try:
        with in_words("恢复备份"), transaction.atomic():
            content = read_through(path, passphrase, restoring)
            restoring.end(content)
    except BaseException:
        restoring.take_files_back()
        raise
    ContentType.objects.clear_cache()
    return content


class _Restoring:
    """Takes tables and files as they come."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._models = {model._meta.db_table: model for model in tables.models()}
        self._files: list[files.Stored] = []
        self._triggers: list[str] = []  # What sets them up again.

    def begin(self, header: dict[str, Any]) -> None:
        """Make the database ready, if it may be: its triggers and the search index go."""
        _refuse_other_version(header)
        _refuse_rows(self._models)
        upkeep.remove()
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor
            ):  # References are checked after each table, not all at the end.
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._triggers = triggers.switch_off(connection.alias)
        for model in reversed(self._models.values()):
            model._base_manager.all()._raw_delete(connection.alias)

    def table(self, name: str, lines: Iterator[bytes]) -> None:
        _load(self._models[name], lines, self._told)

    def file(self, storage: str, name: str, size: int, file: Any) -> None:
        if not files.is_there(storage, name, file):
            self._files.append(files.Stored(storage, name))  # Before: half of it is taken back too.
            files.keep(storage, name, size, file)
        self._told("files", 1)

    def end(self, content: Content) -> None:
        """Set up what was taken away, and read all rows once more."""
        for name, model in self._models.items():
            tables.set_last_key(model, content.tables[name]["last_key"])
            _compare(model, content.tables[name])
        triggers.switch_on(self._triggers, connection.alias)
        upkeep.install()
        generation.move()

    def take_files_back(self) -> None:
        """Delete what was stored."""
        for alias, name in self._files:
            storages[alias].delete(name)


def _refuse_other_version(header: dict[str, Any]) -> None:
    ours, theirs = tables.migrations(), header["migrations"]
    if ours == theirs and header["tables"] == tables.columns():
        return
    more = [".".join(name) for name in theirs if name not in ours]
    fewer = [".".join(name) for name in ours if name not in theirs]
    said = f"备份多出 {'、'.join(more)}。" if more else ""
    said += f"备份缺少 {'、'.join(fewer)}。" if fewer else ""
    raise BackupError(
        f"备份的数据库版本与现在的不同。{said}请先运行 manage.py migrate；仍不同的，"
        "请换上制作备份时的版本，恢复后再升级。"
    )


def _refuse_rows(models: dict[str, type[Model]]) -> None:
    """Refuse a database that holds anything but what `migrate` has brought."""
    filled = [
        f"{model._meta.verbose_name}（{name}）"
        for name, model in models.items()
        if name not in tables.FILLED_BY_MIGRATE and model._base_manager.exists()
    ]
    if filled:
        raise BackupError(
            f"数据库不是空的，已有：{'、'.join(filled)}。恢复只写入空的数据库：请新建一个，"
            "运行 manage.py migrate，再恢复。"
        )


def _load(model: type[Model], lines: Iterator[bytes], told: Told) -> None:
    fields = tables.fields(model)
    derived = [field for field in model._meta.local_concrete_fields if field not in fields]
    rows = _rows(model, lines, [False] * len(derived))
    columns = [connection.ops.quote_name(field.column) for field in (*fields, *derived)]
    table = connection.ops.quote_name(model._meta.db_table)
    put = _copy if connection.vendor == "postgresql" else _insert
    put(table, columns, _told_of(rows, model._meta.db_table, told))


def _rows(model: type[Model], lines: Iterator[bytes], more: list[Any]) -> Iterator[list[Any]]:
    changes = [(at, change) for at, change in enumerate(tables.converters(model)) if change]
    for line in lines:
        row = tables.values(model, line)
        for at, change in changes:
            row[at] = change(row[at])
        yield row + more


def _told_of(rows: Iterator[list[Any]], table: str, told: Told) -> Iterator[list[Any]]:
    for number, row in enumerate(rows, 1):
        yield row
        if number % _INSERTED == 0:
            told(table, _INSERTED)


def _copy(table: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
    """Send all rows in one statement: it checks references when it ends, so rows may name later ones."""
    statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def _insert(table: str, columns: list[str], rows: Iterator[list[Any]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        while some := list(islice(rows, _INSERTED)):
            cursor.executemany(statement, some)


def _compare(model: type[Model], told: dict[str, Any]) -> None:
    """Read the rows of a table as they are now. Raises BackupError unless they are what was backed up."""
    digest, rows = hashlib.sha256(), 0
    for line in tables.lines(model):
        digest.update(line)
        rows += 1
    if (rows, digest.hexdigest()) != (told["rows"], told["sha256"]):
        raise BackupError(
            f"{model._meta.verbose_name}（{model._meta.db_table}）恢复后与备份不同，已全部撤回。"
        )
