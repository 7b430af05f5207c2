"""The passphrase of a backup, from a file: everybody on a machine can see its command lines."""

from pathlib import Path

from django.core.management.base import CommandError


def passphrase(path: Path | None) -> bytes | None:
    """Return the first line of a file, or None where there is no file. Raises CommandError."""
    if path is None:
        return None
    try:
        with path.open("rb") as file:
            found = file.readline(4096).strip()
    except OSError as error:
        raise CommandError(f"读不了口令文件 {path}（{error.strerror}）。请检查路径和权限。") from error
    if not found:
        raise CommandError(f"口令文件 {path} 的第一行是空的。请写入口令。")
    return found
