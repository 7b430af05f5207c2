"""The file of a backup: parts with names, one after the other, compressed and perhaps encrypted.

It is written and read as a stream, so its size does not matter to memory.
"""

import io
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any

import zstandard

from articles.backups.errors import BackupError, in_words
from articles.backups.partial import whole_or_nothing
from articles.backups.sealing import MAGIC, SealedReader, SealedWriter

FORMAT = 1
HEADER, MANIFEST = "newsroom.json", "manifest.json"
LARGEST_NOTE = 64 * 2**20  # Bytes of header or manifest; the latter names missing files.

_ZSTD = bytes.fromhex("28b52ffd")
_LEVEL = 3
_BUFFER = 2**20

NO_BACKUP = BackupError("这个文件不是本系统的备份。请检查路径是否写对。")
BROKEN = BackupError("备份不完整或已损坏，没有写入任何内容。请换另一份备份。")


class Writer:
    """Adds parts to a backup."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar

    def add(self, name: str, data: bytes) -> None:
        """Add a part."""
        self.add_file(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, size: int, file: IO[bytes] | Any) -> None:
        """Add a part of `size` bytes that are read from `file`."""
        info = tarfile.TarInfo(name)
        info.size = size
        self._tar.addfile(info, file)
        _forget(self._tar)


@contextmanager
def writing(path: Path, passphrase: bytes | None) -> Iterator[Writer]:
    """Write a backup to `path`, which is there when it is whole and not before. Raises BackupError."""
    with in_words("写备份文件"), whole_or_nothing(path) as file, ExitStack() as stack:
        target: Any = file
        if passphrase is not None:
            target = SealedWriter(file, passphrase)
            stack.callback(target.finish)
        compressor = zstandard.ZstdCompressor(level=_LEVEL, write_checksum=True)
        stream = compressor.stream_writer(target, closefd=False)
        stack.callback(stream.close)
        tar = tarfile.open(fileobj=stream, mode="w|", bufsize=_BUFFER)  # noqa: SIM115
        yield Writer(tar)
        tar.close()


@contextmanager
def reading(path: Path, passphrase: bytes | None) -> Iterator[Iterator[tuple[str, int, IO[bytes]]]]:
    """Yield the parts of the backup at `path`: name, bytes, and a file to read before the next one.

    Raises BackupError for what is none, is damaged, or does not open with `passphrase`.
    """
    with path.open("rb") as file, _as_broken():
        source = _unsealed(file, passphrase)
        stream = zstandard.ZstdDecompressor().stream_reader(source, closefd=False)
        with tarfile.open(fileobj=stream, mode="r|", bufsize=_BUFFER) as tar:
            yield _parts(tar)


def _parts(tar: tarfile.TarFile) -> Iterator[tuple[str, int, IO[bytes]]]:
    while (info := tar.next()) is not None:
        part = tar.extractfile(info) if info.isreg() else None
        if part is None:
            raise BROKEN
        yield info.name, info.size, part
        _forget(tar)


def _forget(tar: Any) -> None:
    """Have the library not keep word of every part: there may be a million."""
    tar.members.clear()


def _unsealed(file: IO[bytes], passphrase: bytes | None) -> Any:
    """The compressed stream in a file, decrypted where it is encrypted."""
    begins = file.read(len(MAGIC))
    file.seek(0)
    if begins == MAGIC:
        if passphrase is None:
            raise BackupError("这个备份加了密。请用 --passphrase-file 给出制作它时的口令文件。")
        return SealedReader(file, passphrase)
    if not begins.startswith(_ZSTD):
        raise NO_BACKUP
    return file


@contextmanager
def _as_broken() -> Iterator[None]:
    """Say of whatever the libraries have against a file that it is damaged."""
    try:
        yield
    except (tarfile.TarError, zstandard.ZstdError, EOFError, ValueError, KeyError, TypeError) as error:
        raise BROKEN from error
