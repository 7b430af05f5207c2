"""A signing key for machines on which nobody has set one."""

import os
import secrets
from pathlib import Path


def load_or_make(path: Path) -> str:
    """Return the key kept in `path`; make a random one, readable by its owner alone, on the first call.

    Several processes may start at once: the first to create the file wins and the others read its key.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(50)
        file.write(key)
    return key
