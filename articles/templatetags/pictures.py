"""Pictures in templates: which renditions a page offers to a browser, and how much room they take."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import truncatechars

from articles.models import Photo
from articles.renditions import Rendition, renditions

register = template.Library()

# The room that a picture has on a page, in CSS pixels: what `static/css/site.css` gives it.
ROOM = {
    "article": "(min-width: 730px) 684px, 92vw",
    "lead": "(min-width: 1080px) 700px, 92vw",
    "card": "(min-width: 590px) 340px, 92vw",
}
CUT = ("lead", "card")  # Where all pictures have one shape.
_MIDDLING = 1080  # Pixels: what a browser gets that chooses none by itself.


@register.inclusion_tag("articles/_picture.html")
def picture(photo: Photo, room: str = "article", eager: bool = False) -> dict[str, Any]:
    """Show a photo where there is this `room` for it, cut to one shape in a list; `eager` at once."""
    sizes = renditions(photo, "card" if room in CUT else "whole")
    middling = next((one for one in reversed(sizes) if one.width <= _MIDDLING), None)
    return {
        "photo": photo,
        "alt": photo.alt or truncatechars(photo.caption, 60) or "新闻图片",
        "is_eager": eager,
        "sizes": ROOM[room],
        "webp": _offered(sizes, "webp"),
        "jpeg": _offered(sizes, "jpg"),
        "source": middling.address("jpg") if middling else "",
        "widest": sizes[-1] if sizes else None,
    }


@register.filter
def by_file(photos: Iterable[Photo]) -> dict[str, list[Photo]]:
    """Part photos into those with a picture file and those that have their caption alone."""
    photos = list(photos)
    return {
        "with_files": [photo for photo in photos if photo.image],
        "captions": [photo for photo in photos if not photo.image],
    }


def _offered(sizes: list[Rendition], ending: str) -> str:
    return ", ".join(f"{one.address(ending)} {one.width}w" for one in sizes)
