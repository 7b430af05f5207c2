"""Files to import: single ones, those in folders, in zips, in uploads."""

import os
import stat
import weakref
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import IO

from articles.importing.archives import Entry, list_entries, read_entry
from articles.importing.filenames import is_leaving, of_path, shown
from articles.importing.sources import (
    FILE_LIMIT,
    Opener,
    Source,
    in_words,
    is_dump,
    is_zip,
    no_dump,
    opened,
    refuse_too_large,
    refused,
    refused_for,
    words_for,
)
from articles.models import Upload
from articles.pagedump import DumpError

__all__ = ["Source", "find", "in_uploads"]


def find(paths: Iterable[Path]) -> Iterator[Source]:
    """Yield the files at `paths`, folders and zips opened, in the order of their names.

    What cannot be imported is yielded too, with the reason: nothing is passed over in silence. The
    sources may be read later and in any order; in their own, each zip is opened once.
    """
    shelf = _Shelf()
    for path in paths:
        if os.path.isdir(path):
            yield from _or_nothing(of_path(str(path)), _in_folder(path, shelf))
        else:
            yield from _at(path, of_path(path.name if is_zip(path.name) else str(path)), shelf)


def in_uploads(uploads: Iterable[Upload]) -> Iterator[Source]:
    """Yield the files in `uploads`, zips opened, as `find` does, under the names that they were sent with."""
    shelf = _Shelf()
    for upload in uploads:
        name, opener = shown(upload.name), partial(_open_upload, upload)
        if is_zip(upload.name):
            yield from _in_zip(name, opener, shelf)
        else:
            yield opened(name, opener)


class _Shelf:
    """Keeps the zip open that was read last, since the files of a zip are read one after another.

    It is closed when another one is opened, and when nobody holds a source any more.
    """

    def __init__(self) -> None:
        self._opener: Opener | None = None
        self._stack = ExitStack()
        weakref.finalize(self, self._stack.close)

    def file(self, opener: Opener) -> IO[bytes]:
        """Return what `opener` opens, or has opened already."""
        if opener is not self._opener:
            self._opener = None
            self._stack.close()
            self._file = self._stack.enter_context(opener())
            self._opener = opener
        return self._file


def _in_folder(folder: Path, shelf: _Shelf) -> Iterator[Source]:
    base = folder.parent if folder.name else folder
    closed: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = sorted(name for name in folders if not is_leaving(name))
        yield from _links(base, (Path(root, name) for name in folders))
        for name in sorted(name for name in names if not is_leaving(name)):
            path = Path(root, name)
            if is_zip(name) or is_dump(name):
                yield from _at(path, _within(base, path), shelf)
            else:
                yield no_dump(_within(base, path))
    for error in closed:
        yield refused_for(_within(base, Path(error.filename)), words_for(error))


def _links(base: Path, folders: Iterable[Path]) -> Iterator[Source]:
    for folder in folders:
        if folder.is_symlink():  # May lead in a ring, or to what nobody has meant.
            yield refused(_within(base, folder), "是指向别处文件夹的链接，没有打开", "请直接导入那个文件夹")


def _within(base: Path, path: Path) -> str:
    return of_path(str(path.relative_to(base)))


def _at(path: Path, name: str, shelf: _Shelf) -> Iterator[Source]:
    try:
        with in_words():
            mode = path.stat().st_mode
    except DumpError as error:
        yield refused_for(name, error)
        return
    opener = partial(_open_file, path)
    if not stat.S_ISREG(mode):  # A pipe or a device would wait for ever.
        yield refused(name, "不是普通文件", "请检查路径是否写对")
    elif is_zip(name):
        yield from _in_zip(name, opener, shelf)
    else:
        yield opened(name, opener)


def _in_zip(name: str, opener: Opener, shelf: _Shelf) -> Iterator[Source]:
    try:
        with in_words():
            entries = list_entries(shelf.file(opener))
    except DumpError as error:
        yield refused_for(name, error)
        return
    texts = (entry for entry in entries if entry.is_somebodys)
    found = (_packed(name, entry, opener, shelf) for entry in sorted(texts, key=attrgetter("name")))
    yield from _or_nothing(name, found)


def _packed(archive: str, entry: Entry, opener: Opener, shelf: _Shelf) -> Source:
    name = f"{archive}/{shown(entry.name)}"
    if not is_dump(entry.name):
        return no_dump(name)
    return Source(name, partial(_unpack, shelf, opener, entry))


def _or_nothing(name: str, sources: Iterator[Source]) -> Iterator[Source]:
    """Those sources, or that there are none."""
    is_empty = True
    for source in sources:
        is_empty = False
        yield source
    if is_empty:
        yield refused(name, "里面没有文件", "请检查是否选对了")


def _open_file(path: Path) -> IO[bytes]:
    return path.open("rb")


def _open_upload(upload: Upload) -> IO[bytes]:
    try:
        file: IO[bytes] = upload.file.storage.open(upload.file.name, "rb")
    except FileNotFoundError:
        raise DumpError("上传的文件已不在存储里", "请重新上传") from None
    return file


def _unpack(shelf: _Shelf, opener: Opener, entry: Entry) -> bytes:
    refuse_too_large(entry.size)
    return read_entry(shelf.file(opener), entry, FILE_LIMIT)
