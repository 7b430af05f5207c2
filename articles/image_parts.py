"""The parts that a picture file is made of, counted before a decoder walks them.

Decoders go through every part, some of them in time that grows with the square of their number: half
a megabyte of empty parts, or of scans over one picture, keeps them busy for minutes.
"""

import re
import struct
from collections import Counter
from collections.abc import Iterator

# How many parts of a kind a picture may have. Cameras and editors write a fraction of that.
_AT_MOST = {"frames": 0, "gap": 0, "scan": 50, "exif": 4, "photoshop": 32, "note": 2_000, "pixels": 50_000}

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KINDS = {b"IDAT": "pixels", b"acTL": "frames"}

_JPEG = b"\xff\xd8"
_PART = rb"\xc0-\xc7\xc9-\xcf\xda-\xef\xfe"  # Markers that have a length; what has none is passed over.
_IN_HEAD = re.compile(rb"\xff([%b])" % _PART)
_IN_PIXELS = re.compile(rb"\xff([\xd9%b])" % _PART)  # In the head, decoders read on behind an end.
_END, _SCAN, _EXIF, _PHOTOSHOP = b"\xd9", b"\xda", b"\xe1", b"\xed"
_PADDING = 64  # Bytes before a marker. The format allows any number.

_ANIMATED = 0x02  # In the flags of an extended WebP.


def excess(data: bytes) -> str:
    """Return the kind of part that the picture `data` has too many of: "frames" for a moving one, or ""."""
    counts: Counter[str] = Counter()
    for kind in _parts(data):
        counts[kind] += 1
        if counts[kind] > _AT_MOST[kind]:
            return kind
    return ""


def _parts(data: bytes) -> Iterator[str]:
    if data.startswith(_PNG):
        return _of_png(data)
    if data.startswith(_JPEG):
        return _of_jpeg(data)
    moves = data[8:16] == b"WEBPVP8X" and bool(data[20:21]) and data[20] & _ANIMATED
    return iter(["frames"] if moves else [])


def _of_png(data: bytes) -> Iterator[str]:
    at = len(_PNG)
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">L4s", data, at)
        yield _PNG_KINDS.get(name, "note")
        at = len(data) if name == b"IEND" else at + 12 + length


def _of_jpeg(data: bytes) -> Iterator[str]:
    at, marker, reach = len(_JPEG), _IN_HEAD, _PADDING
    while (found := marker.search(data, at, at + reach)) and found[1] != _END:
        yield _jpeg_kind(found[1], data[found.end() + 2 : found.end() + 6])
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
        if found[1] == _SCAN:
            marker, reach = _IN_PIXELS, len(data)
    if not found and at + reach < len(data):
        yield "gap"


def _jpeg_kind(marker: bytes, opening: bytes) -> str:
    if marker == _SCAN:
        return "scan"
    if marker == _EXIF and opening == b"Exif":
        return "exif"
    return "photoshop" if marker == _PHOTOSHOP else "note"
