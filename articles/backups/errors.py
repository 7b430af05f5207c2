"""What can go wrong with a backup, in words for people."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL = "53100"  # PostgreSQL's code for it.


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
    if error.errno in _FULL:
        return "磁盘已满。请腾出空间，或换一个位置，再运行一次。"
    if isinstance(error, PermissionError):
        return f"没有权限（{error.filename}）。请修改权限，或换一个有权限的账号运行。"
    if isinstance(error, FileNotFoundError | NotADirectoryError | IsADirectoryError):
        return f"找不到文件或文件夹（{error.filename}）。请检查路径是否写对。"
    return f"{error.strerror or error}。请检查磁盘和路径。"


def _of_database(error: DatabaseError) -> str:
    cause = error.__cause__
    is_full = getattr(cause, "sqlstate", "") == _DISK_FULL or (
        isinstance(cause, sqlite3.Error) and cause.sqlite_errorcode == sqlite3.SQLITE_FULL
    )
    if is_full:
        return "数据库所在的磁盘已满。请腾出空间，再运行一次。"
    return f"数据库拒绝了（{str(error).strip()}）。请检查数据库，再运行一次。"
