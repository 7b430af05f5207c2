"""A signing key for machines on which nobody has set one."""

import os
import secrets
import tempfile
from pathlib import Path


def load_or_make(path: Path) -> str:
    """Return the key kept in `path`; make a random one, readable by its owner alone, on the first call.

    Several processes may start at once: the first to put its key there wins and the others read that one.
    """
    if not path.exists():
        _put(path, secrets.token_urlsafe(50))
    return path.read_text(encoding="ascii").strip()


def _put(path: Path, key: str) -> None:
    """Have `key` appear in `path` as a whole, unless there is one: nobody ever reads a file without one."""
    with tempfile.NamedTemporaryFile("w", encoding="ascii", dir=path.parent) as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return
