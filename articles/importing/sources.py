"""A file on its way in, wherever it was found: its bytes, or why there are none."""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import IO, NoReturn

from articles.away import StoreAwayError
from articles.full_disk import is_full
from articles.importing.archives import size_of
from articles.pagedump import DumpError

SUFFIXES = {".txt", ".md", ".text", ".markdown"}
FILE_LIMIT = 16 * 2**20  # Bytes. A printed page is a few dozen kilobytes.

Opener = Callable[[], IO[bytes]]


@dataclass(frozen=True, slots=True)
class Source:
    """A file found: its name for people (a path within what was given, on one line), and how to read it."""

    name: str
    take: Callable[[], bytes]

    def read(self) -> bytes:
        """Return the file's bytes. Raises DumpError where that cannot be done."""
        with in_words():
            return self.take()


def opened(name: str, opener: Opener) -> Source:
    """Return the source of a whole file."""
    return Source(name, partial(_read, opener))


def refused(name: str, reason: str, remedy: str) -> Source:
    """Return a source that nobody can read, with what to do about it."""
    return Source(name, partial(_refuse, reason, remedy))


def refused_for(name: str, error: DumpError) -> Source:
    """Return a source that cannot be read for the reason that `error` tells."""
    return refused(name, error.reason, error.remedy)


def no_dump(name: str) -> Source:
    """Return the source of a file whose name says that it holds no page."""
    suffix = PurePath(name).suffix[:20] or "没有扩展名"
    return refused(name, f"不是版面文本（{suffix}）", "如果是文本，请把扩展名改为 .txt")


def is_zip(name: str) -> bool:
    """Tell whether a file's name is that of a zip."""
    return PurePath(name).suffix.lower() == ".zip"


def is_dump(name: str) -> bool:
    """Tell whether a file's name is that of a text."""
    return PurePath(name).suffix.lower() in SUFFIXES


def refuse_too_large(size: int) -> None:
    """Refuse a file of so many bytes before it is read. Raises DumpError."""
    if size > FILE_LIMIT:
        raise DumpError(f"文件超过 {FILE_LIMIT // 2**20} MB，不像一个版面的文本", "请拆成一个版面一个文件")


@contextmanager
def in_words() -> Iterator[None]:
    """Raise DumpError where the system has something against a file; a store that is away has not."""
    try:
        yield
    except StoreAwayError:
        raise
    except OSError as error:
        raise words_for(error) from error


def words_for(error: OSError) -> DumpError:
    """Return in words for people what the system has against a file."""
    if isinstance(error, PermissionError):
        return DumpError("没有读取权限", "请修改文件权限，或换一个有权限的账号运行")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return DumpError("找不到这个文件或文件夹", "请检查路径是否写对")
    if is_full(error):
        return DumpError("磁盘已满", "请腾出空间后再导入")
    if isinstance(error, StoreAwayError):
        return DumpError("存放文件的存储服务没有应答", "请稍后再试，仍不行请告诉系统维护人员")
    code = errno.errorcode.get(error.errno or 0, "原因不明")
    return DumpError(f"读不出来（{code}）", "请检查文件和磁盘")


def _read(opener: Opener) -> bytes:
    with opener() as file:
        size = size_of(file)
        refuse_too_large(size)
        file.seek(0)
        data = file.read(size + 1)
    if len(data) != size:
        raise DumpError("文件还在写入", "请等它保存完再导入")
    return data


def _refuse(reason: str, remedy: str) -> NoReturn:
    raise DumpError(reason, remedy)
