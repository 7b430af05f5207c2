"""What photographers and agencies have noted in a picture file: what it shows, and who took it.

Anybody may have written it, in any encoding, and cameras fill it with their own names: it is proposed
to an editor, never believed. However damaged it is, the picture is none the worse for it.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.IptcImagePlugin import getiptcinfo

from articles.pagedump import DumpError, decode

CAPTION_LIMIT = 2000  # Characters; what IPTC allows.
CREDITS_LIMIT = 120  # Characters; what a credit line holds.

_BYTES_READ = 4 * CAPTION_LIMIT
_IPTC_SHORTEST_LIMIT = 32  # Bytes. Software cuts a field there, in the middle of a character too.

_CAPTION, _BYLINE, _CREDIT = (2, 120), (2, 80), (2, 110)
_DESCRIPTION, _ARTIST, _ORIENTATION, _XP_COMMENT, _XP_AUTHOR = 0x010E, 0x013B, 0x0112, 0x9C9C, 0x9C9D

_UNSEEN = {"Cc", "Cf", "Cs"}  # Controls, among them the bidirectional ones, and halves of characters.
_BETWEEN_NAMES = re.compile("[;；、，,\n“”]")
_TAKEN_BY = re.compile("^(?:摄影|摄|供图)[:：]|[ /／]?(?:摄影|摄|供图)$")
_OF_CAMERA = re.compile(
    r"[!-~]*|\{.*\}|<.*>|sony dsc|.*digital (?:still )?camera|(?:created|processed|taken) (?:by|with) .*",
    re.IGNORECASE | re.DOTALL,
)
_NOBODY = re.compile(
    r"default|unknown|none|n/?a|author|artist|photographer|camera|picasa|owner|admin(?:istrator)?|pc"
    r"|(?:windows )?user|微软用户|微软中国|用户|未知|作者",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A caption, and the names of whoever took the picture, an agency last, joined by 、.

    Each is empty where nothing is noted.
    """

    caption: str = ""
    credits: str = ""

    def __bool__(self) -> bool:
        return bool(self.caption or self.credits)

    def __str__(self) -> str:
        """What there is, for an editor."""
        said = (("说明", self.caption), ("作者", self.credits))
        return "图片自带" + "；".join(f"{what}：{text}" for what, text in said if text)


def proposed(image: Image.Image) -> Proposal:
    """Return what is noted in a picture that has been opened; IPTC, the agencies' way, goes before EXIF."""
    iptc, exif = _iptc(image), _exif(image)
    described = [*_fields(iptc, _CAPTION), _narrow(exif.get(_DESCRIPTION)), _wide(exif.get(_XP_COMMENT))]
    captions = (_tidy(text)[:CAPTION_LIMIT].rstrip() for text in described)
    signed = (
        [*_fields(iptc, _BYLINE), *_fields(iptc, _CREDIT)],
        [_narrow(exif.get(_ARTIST))],
        [_wide(exif.get(_XP_AUTHOR))],
    )
    return Proposal(
        next((caption for caption in captions if not _OF_CAMERA.fullmatch(caption)), ""),
        next(filter(None, map(_names, signed)), ""),
    )


def orientation(image: Image.Image) -> int:
    """Return how the camera was held, as EXIF counts it: 1 to 8, 1 for upright."""
    held = _exif(image).get(_ORIENTATION)
    return held if isinstance(held, int) else 1


def _iptc(image: Image.Image) -> dict[tuple[int, int], Any]:
    with suppress(Exception):  # The library raises whatever a damaged block leads it to.
        return (isinstance(image, ImageFile) and getiptcinfo(image)) or {}
    return {}


def _exif(image: Image.Image) -> dict[int, Any]:
    with suppress(Exception):  # As above.
        return dict(image.getexif())
    return {}


def _fields(iptc: dict[tuple[int, int], Any], name: tuple[int, int]) -> list[str]:
    values = iptc.get(name)
    return [_narrow(value) for value in (values if isinstance(values, list) else [values])]


def _narrow(value: object) -> str:
    """Text of bytes in an encoding that nobody has noted. The library hands EXIF's on as Latin-1."""
    data = value.encode("latin-1", "ignore") if isinstance(value, str) else value
    if not isinstance(data, bytes):
        return ""
    data = data.partition(b"\0")[0][:_BYTES_READ]
    for cut in range(4 if len(data) >= _IPTC_SHORTEST_LIMIT else 1):
        with suppress(DumpError):
            found = decode(data[: len(data) - cut])
            return "" if found.doubt else found.text
    return ""


def _wide(value: object) -> str:
    """Text as Windows notes it: UTF-16 with a NUL at its end."""
    data = value[:_BYTES_READ] if isinstance(value, bytes) else b""
    return data.decode("utf-16-le", "ignore").partition("\0")[0]


def _names(texts: Iterable[str]) -> str:
    parts = (part for text in texts for part in _BETWEEN_NAMES.split(_tidy(text)))
    names = (_TAKEN_BY.sub("", part).strip() for part in parts)
    known = dict.fromkeys(name for name in names if name and not _NOBODY.fullmatch(name))
    return "、".join(known)[:CREDITS_LIMIT]


def _tidy(text: str) -> str:
    """Text without what cannot be seen, its spaces single, its lines kept."""
    lines = ("".join(char for char in line if _is_seen(char)) for line in text.splitlines())
    return "\n".join(filter(None, (" ".join(line.split()) for line in lines)))


def _is_seen(char: str) -> bool:
    return char == "\t" or unicodedata.category(char) not in _UNSEEN
