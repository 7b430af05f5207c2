"""Renditions: a photo in the sizes and shapes that pages show, made when somebody first asks for one.

A rendition's name tells its shape, its width in pixels and a mark of the original (and, where it is cut,
of what the cut keeps), so what a name stands for never changes and browsers may keep it for good. What
may be asked for is what a page may show: nobody can fill the disk with sizes of their own choosing.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import TemporaryUploadedFile
from PIL import Image

from articles.away import StoreAwayError
from articles.models import Photo
from articles.routes import route

# Pixels. The third is a phone's width at three to one. None is made wider than its original.
WIDTHS = (320, 640, 1080, 1600)
SHAPES = {"whole": None, "card": (4, 3), "square": (1, 1)}  # Width to height; None is as it was taken.
FORMATS = {"webp": "image/webp", "jpg": "image/jpeg"}

_ENCODERS: dict[str, dict[str, Any]] = {
    "webp": {"format": "WEBP", "quality": 78, "method": 4},
    "jpg": {"format": "JPEG", "quality": 80, "progressive": True, "optimize": True},
}
_NAME = re.compile(r"(?P<shape>[a-z]+)-(?P<width>\d{1,4})-(?P<mark>[0-9a-f]{16})\.(?P<ending>webp|jpg)")

Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Rendition:
    """One shape of a photo in one width, `width` by `height` pixels, cut out of the original's `box`."""

    photo: Photo
    shape: str
    width: int
    box: Box

    @property
    def height(self) -> int:
        left, top, right, bottom = self.box
        return max(1, round(self.width * (bottom - top) / (right - left)))

    def name(self, ending: str) -> str:
        """Its name as a file. No upload is written over, so its name stands for its content."""
        made_of = f"{self.photo.image.name} {self.box}"
        mark = hashlib.sha256(made_of.encode()).hexdigest()[:16]
        return f"{self.shape}-{self.width}-{mark}.{ending}"

    def address(self, ending: str) -> str:
        """Where citizens get it."""
        return route("articles:rendition", self.photo.pk, self.name(ending))


def renditions(photo: Photo, shape: str) -> list[Rendition]:
    """Return a photo in one of `SHAPES`, narrowest first; nothing where its file or its size is missing."""
    if not photo.image or not photo.width or not photo.height:
        return []
    box = crop(photo.width, photo.height, SHAPES[shape], (photo.focus_x, photo.focus_y))
    widest = min(box[2] - box[0], WIDTHS[-1])
    widths = [*(width for width in WIDTHS if width < widest), widest]
    return [Rendition(photo, shape, width, box) for width in widths]


def crop(width: int, height: int, ratio: tuple[int, int] | None, focus: tuple[int, int]) -> Box:
    """Return the largest part of a picture in `ratio`, as near as can be round `focus` (hundredths)."""
    if ratio is None:
        return (0, 0, width, height)
    across, down = ratio
    wide = min(width, max(1, round(height * across / down)))
    high = min(height, max(1, round(width * down / across)))
    left = _start(width, wide, focus[0])
    top = _start(height, high, focus[1])
    return (left, top, left + wide, top + high)


def read(photo: Photo, name: str) -> tuple[bytes, str] | None:
    """Return the rendition called `name` and its media type, made now where it is not yet.

    None where a photo has no such rendition, or its file is lost or broken. Raises StoreAwayError.
    """
    asked = _NAME.fullmatch(name)
    if asked is None:
        return None
    path = f"renditions/{photo.pk}/{name}"
    kind = FORMATS[asked["ending"]]
    if default_storage.exists(path):  # Also one of an earlier focus, which pages kept somewhere still show.
        with default_storage.open(path) as file:
            return file.read(), kind
    wanted = next((one for one in _all(photo) if one.name(asked["ending"]) == name), None)
    data = _made(wanted, asked["ending"]) if wanted else None
    if data is None:
        return None
    _keep(path, data, kind)
    return data, kind


def _start(whole: int, part: int, focus: int) -> int:
    """Where a part begins that has the focus in its middle, without leaving the picture."""
    return max(0, min(whole - part, round(whole * focus / 100 - part / 2)))


def _all(photo: Photo) -> Iterator[Rendition]:
    for shape in SHAPES:
        yield from renditions(photo, shape)


def _made(rendition: Rendition, ending: str) -> bytes | None:
    size = (rendition.width, rendition.height)
    out = BytesIO()
    try:
        # Not by the photo's own handle, which all who have this instance share.
        original = rendition.photo.image
        with original.storage.open(original.name) as file, Image.open(file) as image:
            pixels = image.convert("RGB")
            pixels = pixels.resize(size, Image.Resampling.LANCZOS, rendition.box, reducing_gap=2)
            pixels.save(out, **_ENCODERS[ending])
    except StoreAwayError:
        raise
    except (OSError, ValueError, Image.DecompressionBombError):  # Lost, or no picture any more.
        return None
    return out.getvalue()


def _keep(path: str, data: bytes, kind: str) -> None:
    """Store a rendition whole or not at all: two who make one at once leave one, and nobody reads half.

    A temporary file is moved into its place in one step, where other content is written there bit by bit.
    """
    with TemporaryUploadedFile(path, kind, len(data), None) as file:
        file.write(data)
        file.flush()
        stored = default_storage.save(path, file)
    if stored != path:  # Somebody else was faster.
        default_storage.delete(stored)
