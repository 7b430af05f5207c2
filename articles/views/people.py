"""Those who sign, and what they made."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import listed, paging
from articles.cards import cards
from articles.signers import public_signers

PERSON_PHOTOS = 12
INITIALS = "abcdefghjklmnopqrstwxyz"  # No syllable of pinyin begins with i, u or v.


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has signed something public, by pinyin; `?from=w` begins at a letter."""
    page = paging.alphabetical(request, public_signers())
    is_whole = page.is_first and not page.next_query
    context = {
        "page": page,
        "people": page.rows,
        "initials": "" if is_whole else INITIALS,
        "begun_at": request.GET.get("from", ""),
    }
    return render(request, "articles/people.html", context)


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person wrote, newest first, and their latest photos; what they signed twice, once."""
    person = get_object_or_404(public_signers(), pk=pk)
    page = paging.listed(request, listed.signed_by(person.pk))
    credits = person.photocredits.listed().with_photos().order_by("-listed_on", "-photo_id")
    latest = list(credits[: PERSON_PHOTOS + 1])
    context = {
        "person": person,
        "page": page,
        "articles": cards(place.key for place in page.rows),
        "photos": list(dict.fromkeys(credit.photo for credit in latest[:PERSON_PHOTOS])),
        "has_more_photos": len(latest) > PERSON_PHOTOS,
    }
    return render(request, "articles/person.html", context)


@require_safe
def person_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """All photos that one person made, newest first."""
    person = get_object_or_404(public_signers(), pk=pk)
    page = paging.newest(request, person.photocredits.listed().with_photos(), key="photo_id")
    photos = list(dict.fromkeys(credit.photo for credit in page.rows))
    if not photos and page.is_first:
        raise Http404
    return render(request, "articles/person_photos.html", {"person": person, "page": page, "photos": photos})
