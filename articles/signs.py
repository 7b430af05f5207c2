"""Signs of life that processes leave for one another: an empty file each in VAR_DIR, and its time."""

import datetime
from pathlib import Path

from django.conf import settings

BACKUP, WORKER = "backup", "worker"


def leave(sign: str) -> None:
    """Say that something was done just now."""
    path = _path(sign)
    path.parent.mkdir(exist_ok=True)
    path.touch()


def last(sign: str) -> datetime.datetime | None:
    """Return when it was last done, or None where it never was on this machine."""
    try:
        return datetime.datetime.fromtimestamp(_path(sign).stat().st_mtime, datetime.UTC)
    except OSError:
        return None


def _path(sign: str) -> Path:
    return Path(settings.VAR_DIR) / "signs" / sign
