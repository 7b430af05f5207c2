"""Pictures in templates: which renditions a page offers to a browser, and how much room they take."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

from articles.models import Photo
from articles.renditions import Rendition, renditions

# The room that a picture has on a page, in CSS pixels: what `static/css/site.css` gives it.
ROOM = {
    "article": "(min-width: 730px) 684px, 92vw",
    "lead": "(min-width: 1080px) 700px, 92vw",
    "card": "(min-width: 590px) 340px, 92vw",
}
CUT = ("lead", "card")  # Where all pictures have one shape.
_MIDDLING = 1080  # Pixels: what a browser gets that chooses none by itself.
_SHORT = 60  # Characters of a caption in a list, or in the place of an alternative text.


@dataclass(frozen=True, slots=True)
class Shown:
    """What an `<img>` offers; `widest` is None where the picture's file is missing."""

    alt: str = ""
    sizes: str = ""
    webp: str = ""
    jpeg: str = ""
    source: str = ""
    widest: Rendition | None = None


def picture_of(photo: Photo, room: str) -> Shown:
    """Return how a photo is shown where there is this `room` for it, cut to one shape in a list."""
    sizes = renditions(photo, "card" if room in CUT else "whole")
    if not sizes:
        return Shown()
    middling = next((one for one in reversed(sizes) if one.width <= _MIDDLING), None)
    return Shown(
        photo.alt or shortened(photo.caption) or "新闻图片",
        ROOM[room],
        _offered(sizes, "webp"),
        _offered(sizes, "jpg"),
        middling.address("jpg") if middling else "",
        sizes[-1],
    )


def by_file(photos: Iterable[Photo]) -> tuple[list[Photo], list[Photo]]:
    """Part photos into those with a picture file and those that have their caption alone."""
    photos = list(photos)
    return [photo for photo in photos if photo.image], [photo for photo in photos if not photo.image]


def shortened(caption: str) -> str:
    """Return a caption, or its beginning."""
    return caption if len(caption) <= _SHORT else Truncator(caption).chars(_SHORT)


def _offered(sizes: list[Rendition], ending: str) -> str:
    return ", ".join(f"{one.address(ending)} {one.width}w" for one in sizes)
