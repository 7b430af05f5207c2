"""Files to import: single ones, those in folders, those in zips, each as its bytes or a refusal."""

import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from articles.pagedump import DumpError

SUFFIXES = {".txt", ".md", ".text", ".markdown"}
FILE_LIMIT = 64 * 2**20  # Bytes. A printed page is a few dozen kilobytes.
ZIP_ENTRIES_LIMIT = 10_000
ZIP_RATIO_LIMIT = 100  # Unpacked bytes for one packed byte; text packs three to ten times.

_UTF8_NAME = 0x800  # The zip flag that says: this entry's name is UTF-8.
_ENCRYPTED = 0x1

# What a zip that is damaged, or packed in a way unknown here, makes the library raise.
_BAD_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError)

_SPECIAL = DumpError("不是普通文件", "请检查路径是否写对")  # A pipe or a device would wait for ever.


@dataclass(frozen=True, slots=True)
class Source:
    """A file found: its name for people (a path within what was given), and how to read it."""

    name: str
    path: Path
    entry: zipfile.ZipInfo | None = None
    error: DumpError | None = None

    def read(self) -> bytes:
        """Return the file's bytes. Raises DumpError where that cannot be done."""
        if self.error:
            raise self.error
        try:
            return _read_entry(self.path, self.entry) if self.entry else _read_file(self.path)
        except (OSError, *_BAD_ZIP) as error:
            raise _unreadable(error) from error


def find(paths: Iterable[Path]) -> Iterator[Source]:
    """Yield the files at `paths`, folders and zips opened, in the order of their names.

    What cannot be imported is yielded too, with the reason: nothing is passed over in silence.
    """
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path)
        elif path.suffix.lower() == ".zip":
            yield from _in_zip(path, path.name)
        elif not path.exists():
            yield Source(str(path), path, error=DumpError("找不到这个文件或文件夹", "请检查路径是否写对"))
        elif not path.is_file():
            yield Source(str(path), path, error=_SPECIAL)
        else:
            yield Source(str(path), path)


def _in_folder(folder: Path) -> Iterator[Source]:
    unreadable: list[OSError] = []
    for root, folders, names in os.walk(folder, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not _is_leaving(name))
        for name in sorted(name for name in names if not _is_leaving(name)):
            path = Path(root, name)
            shown = str(path.relative_to(folder.parent if folder.name else folder))
            if path.suffix.lower() == ".zip":
                yield from _in_zip(path, shown)
            else:
                yield Source(shown, path, error=_not_a_dump(path.suffix) if path.is_file() else _SPECIAL)
    for error in unreadable:
        yield Source(str(error.filename), Path(error.filename), error=_unreadable(error))


def _in_zip(path: Path, shown: str) -> Iterator[Source]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (OSError, *_BAD_ZIP) as error:
        yield Source(shown, path, error=_unreadable(error))
        return
    refusal = _hostile(entries, path.stat().st_size)
    if refusal:
        yield Source(shown, path, error=refusal)
        return
    for entry in sorted(entries, key=_entry_name):
        name = _entry_name(entry)
        if not entry.is_dir() and not any(map(_is_leaving, name.split("/"))):
            yield Source(f"{shown}/{name}", path, entry=entry, error=_not_a_dump(Path(name).suffix))


def _is_leaving(name: str) -> bool:
    """Whether a file or folder is a file manager's or a tool's, not somebody's text."""
    return name == "__MACOSX" or (name.startswith(".") and name not in (".", ".."))


def _hostile(entries: list[zipfile.ZipInfo], packed: int) -> DumpError | None:
    """Why a zip is refused whole, judged by its directory alone, before anything is unpacked."""
    if len(entries) > ZIP_ENTRIES_LIMIT:
        return DumpError(f"压缩包里有 {len(entries)} 个文件，超过 {ZIP_ENTRIES_LIMIT} 个", "请分成几个压缩包")
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return DumpError("压缩包有密码", "请用不加密的压缩包")
    if sum(entry.file_size for entry in entries) > ZIP_RATIO_LIMIT * max(packed, 1024):
        return DumpError(f"压缩包展开后大于自身的 {ZIP_RATIO_LIMIT} 倍，可能是恶意文件", "请检查文件的来历")
    return None


def _entry_name(entry: zipfile.ZipInfo) -> str:
    """The entry's name; where it is not marked as UTF-8, Chinese Windows has written it in GB18030."""
    if entry.flag_bits & _UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return _read_limited(file)


def _read_entry(path: Path, entry: zipfile.ZipInfo) -> bytes:
    with zipfile.ZipFile(path) as archive, archive.open(entry) as file:
        return _read_limited(file)


def _read_limited(file: IO[bytes]) -> bytes:
    data = file.read(FILE_LIMIT + 1)
    if len(data) > FILE_LIMIT:
        raise DumpError(f"文件超过 {FILE_LIMIT // 2**20} MB，不像一个版面的文本", "请拆成一个版面一个文件")
    return data


def _not_a_dump(suffix: str) -> DumpError | None:
    if suffix.lower() in SUFFIXES:
        return None
    if suffix.lower() == ".zip":
        return DumpError("压缩包里的压缩包不会打开", "请把它解开，或单独导入")
    return DumpError(f"不是版面文本（{suffix or '没有扩展名'}）", "如果是文本，请把扩展名改为 .txt")


def _unreadable(error: Exception) -> DumpError:
    if isinstance(error, PermissionError):
        return DumpError("没有读取权限", "请修改文件权限，或换一个有权限的账号运行")
    if isinstance(error, _BAD_ZIP):
        return DumpError("压缩包已损坏或不是 zip 格式", "请重新压缩后再导入")
    return DumpError(f"读不出来（{error}）", "请检查文件和磁盘")
