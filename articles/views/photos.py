"""Photos: the wall, one photo's page, and its files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import paging, reading, renditions
from articles.models import Photo, Status
from articles.views.errors import not_public

FOR_GOOD = "public, max-age=31536000, immutable"


@require_safe
def photos(request: HttpRequest) -> HttpResponse:
    """All photos, newest first."""
    page = paging.newest(request, Photo.objects.published().for_cards())
    return render(request, "articles/photos.html", {"page": page, "photos": page.rows})


@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """One photo; 410 with a notice where it was withdrawn."""
    photo = get_object_or_404(Photo.objects.for_cards().select_related("article"), pk=pk)
    if not photo.is_public:
        return not_public(request, photo, "这张图片")
    return render(request, "articles/photo.html", reading.of_photo(photo))


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
