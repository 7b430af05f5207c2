"""Whether an error means that a disk is full: of files, of SQLite, of PostgreSQL."""

import errno

_CODES = (errno.ENOSPC, errno.EDQUOT)
_DISK_FULL = "53100"  # PostgreSQL's code (appendix A of its manual).
_SQLITE = "database or disk is full"


def is_full(error: BaseException) -> bool:
    """Whether an error of the system or of the database says that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in _CODES
    return _SQLITE in str(error) or getattr(error.__cause__, "sqlstate", "") == _DISK_FULL
