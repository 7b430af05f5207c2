"""The files of a newsroom: pictures, and what was sent for import and still waits."""

import hashlib
from collections.abc import Iterator
from io import RawIOBase
from typing import IO, Any, NamedTuple

from django.apps import apps
from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import Storage, storages
from django.db.models import FileField

from articles.backups.errors import BackupError

STORAGES = ("default", "uploads")
MADE_ANEW = {"default": ("renditions",)}  # Folders of what is made when somebody asks for it.

_BLOCK = 2**20


class Stored(NamedTuple):
    """A file in a storage."""

    storage: str
    name: str


def stored() -> Iterator[Stored]:
    """Yield all files that there are, folder by folder."""
    for alias in STORAGES:
        skipped = MADE_ANEW.get(alias, ())
        yield from (Stored(alias, name) for name in _within(storages[alias], "", skipped))


def missing() -> Iterator[str]:
    """Yield the names of files that rows tell of and that are not there."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, FileField):
                names = model._base_manager.exclude(**{field.attname: ""}).values_list(
                    field.attname, flat=True
                )
                yield from (name for name in names.iterator() if not field.storage.exists(name))


def is_there(alias: str, name: str, file: IO[bytes]) -> bool:
    """Whether a file that a backup brings is in its place already, the same.

    Raises BackupError where another one has the name, or the name leads out of the storage.
    """
    if alias not in STORAGES:
        raise BackupError(f"备份里有本系统不认识的文件：{alias}/{name}。请换另一份备份。")
    storage = storages[alias]
    try:
        if not storage.exists(name):
            return False
    except SuspiciousOperation:
        raise BackupError(f"备份里有一个文件名不合规矩：{name!r}。请换另一份备份。") from None
    _refuse_another(storage, name, file)
    return True


def keep(alias: str, name: str, size: int, file: IO[bytes]) -> None:
    """Store a file under its own name, where there is none. Raises BackupError."""
    content: Any = File(file, name)
    content.size = size
    stored_as = storages[alias].save(name, content)
    if stored_as != name:
        storages[alias].delete(stored_as)
        raise BackupError(f"文件 {name} 存不到原来的名字下。请检查 VAR_DIR 里的文件夹。")


class Digesting(RawIOBase):
    """Reads a file and works out its SHA-256 and its length on the way. It cannot go back in it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file, self._hash, self.size = file, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._hash.update(data)
        self.size += len(data)
        return data

    def exhaust(self) -> None:
        """Read what is left."""
        while self.read(_BLOCK):
            pass

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()


def _within(storage: Storage, folder: str, skipped: tuple[str, ...] = ()) -> Iterator[str]:
    try:
        folders, names = storage.listdir(folder)
    except FileNotFoundError:  # Nothing was ever stored.
        return
    yield from sorted(f"{folder}{name}" for name in names)
    for name in sorted(set(folders) - set(skipped)):
        yield from _within(storage, f"{folder}{name}/")


def _refuse_another(storage: Storage, name: str, file: IO[bytes]) -> None:
    with storage.open(name) as there:
        while block := file.read(_BLOCK):
            if there.read(len(block)) != block:
                break
        else:
            if not there.read(1):
                return
    raise BackupError(f"已有另一个文件叫 {name}。请先把 VAR_DIR 里的 media 和 uploads 移开。")
