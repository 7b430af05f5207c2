"""Photos: the wall, one photo's page, and its files."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import paging, reading, renditions
from articles.models import Photo, Status
from articles.views.errors import not_public

WALL_SIZE = 24  # Fills rows of two, three and four.
NEIGHBOURS = 6
FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """All photos, newest first."""
    page = paging.newest(request, Photo.objects.published().for_cards(), size=WALL_SIZE)
    return render(request, "articles/photos.html", {"page": page, "photos": page.rows})


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo; 410 with a notice where it was withdrawn."""
    photo = get_object_or_404(Photo.objects.for_cards().select_related("article"), pk=pk)
    if not photo.is_public:
        return not_public(request, photo, "这张图片")
    context = reading.of_photo(photo) | {"nearby": _nearby(photo), **_by_the_same(photo)}
    return render(request, "articles/photo.html", context)


@require_safe
def rendition(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """A photo's file in one of its sizes; not that of a photo that was withdrawn or spiked.

    That of a draft is sent to whoever knows its address, which nobody can guess: previews need it.
    """
    photo = get_object_or_404(Photo.objects.exclude(status__in=(Status.WITHDRAWN, Status.SPIKED)), pk=pk)
    found = renditions.read(photo, name)
    if found is None:
        raise Http404
    data, kind = found
    return HttpResponse(data, content_type=kind, headers={"Cache-Control": FOR_GOOD})


def _nearby(photo: Photo) -> list[Photo]:
    """Others of the same issue, those of its page first."""
    if photo.issue is None:
        return []
    others = Photo.objects.published().filter(issue=photo.issue).exclude(pk=photo.pk)
    found = others.for_cards().as_printed()[: 4 * NEIGHBOURS]
    return sorted(found, key=lambda other: other.page_number != photo.page_number)[:NEIGHBOURS]


def _by_the_same(photo: Photo) -> dict[str, Any]:
    """Who made it, and the latest of their other photos that are not of the same issue."""
    people = (credit.correspondent for credit in photo.credits.all() if credit.correspondent)
    photographer = next(people, None)
    if photographer is None:
        return {}
    credits = photographer.photocredits.listed().with_photos().order_by("-listed_on", "-photo_id")
    made = dict.fromkeys(credit.photo for credit in credits[: 4 * NEIGHBOURS])
    others = [each for each in made if each.issue_id is None or each.issue_id != photo.issue_id]
    return {"photographer": photographer, "by_the_same": [e for e in others if e != photo][:NEIGHBOURS]}
