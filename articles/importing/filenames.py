"""Names of files, made readable and harmless."""

import os
import re

_HAN = re.compile("[\u3400-\u9fff]")
_IDEOGRAPHIC_SPACE = "\u3000"
_LEAVINGS = {"__macosx", "thumbs.db", "desktop.ini"}


def readable(raw: bytes) -> str:
    """Return a name whose encoding nobody has noted, as from a zip.

    Macs write UTF-8, Chinese Windows GB18030. A short name in GB18030 may read as UTF-8 by accident,
    but hardly as Chinese in it.
    """
    in_utf8 = raw.decode("utf-8", "surrogateescape")
    if in_utf8.isascii() or (_HAN.search(in_utf8) and not _is_broken(in_utf8)):
        return in_utf8
    try:
        return raw.decode("gb18030")
    except UnicodeDecodeError:
        return in_utf8


def of_path(path: str) -> str:
    """Return a path for display. Where the disk holds names in another encoding, they are read as in zips."""
    return shown(readable(os.fsencode(path)) if _is_broken(path) else path)


def shown(name: str) -> str:
    """Return a name on one line, with all that would be unseen in it, or would change how it looks, told."""
    if name.isprintable():
        return name
    return "".join(
        char if char.isprintable() or char == _IDEOGRAPHIC_SPACE else f"[U+{ord(char):04X}]" for char in name
    )


def is_leaving(step: str) -> bool:
    """Whether a file or folder, by its bare name, is a file manager's or a packer's, and nobody's own."""
    return step.lower() in _LEAVINGS or (step.startswith(".") and step not in (".", ".."))


def _is_broken(name: str) -> bool:
    """Whether some bytes of a name were none in the encoding it was read in."""
    return any("\ud800" <= char <= "\udfff" for char in name)
