"""What can go wrong with a backup, in words for people."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

from articles.away import StoreAwayError
from articles.full_disk import is_full


class BackupError(Exception):
    """A backup that cannot be made or read. The message says why, and what to do."""


@contextmanager
def in_words(what: str) -> Iterator[None]:
    """Raise BackupError where the system or the database raises an error of its own while doing `what`."""
    try:
        yield
    except OSError as error:
        raise BackupError(f"{what}时出错：{_of_system(error)}") from error
    except DatabaseError as error:
        raise BackupError(f"{what}时出错：{_of_database(error)}") from error


def _of_system(error: OSError) -> str:
    if is_full(error):
        return "磁盘已满。请腾出空间，或换一个位置，再运行一次。"
    if isinstance(error, PermissionError):
        return f"没有权限（{error.filename}）。请修改权限，或换一个有权限的账号运行。"
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        return f"找不到文件或文件夹（{error.filename}）。请检查路径是否写对。"
    if isinstance(error, StoreAwayError):
        return "存放文件的存储服务没有应答。请等它恢复，再运行一次。"
    return f"{error.strerror or error}。请检查磁盘和路径。"


def _of_database(error: DatabaseError) -> str:
    if is_full(error):
        return "数据库所在的磁盘已满。请腾出空间，再运行一次。"
    return f"数据库拒绝了（{str(error).strip()}）。请检查数据库，再运行一次。"
