"""Those who sign, and what they made."""

from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import paging
from articles.models import Byline, PhotoCredit
from people.models import Correspondent

PERSON_PHOTOS = 12


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who has signed something public, by pinyin."""
    page = paging.alphabetical(request, _signers())
    return render(request, "articles/people.html", {"page": page, "people": page.rows})


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What one person wrote, newest first, and their latest photos; what they signed twice, once."""
    person = get_object_or_404(_signers(), pk=pk)
    page = paging.newest(request, person.bylines.listed().with_articles(), key="article_id")
    credits = person.photocredits.listed().with_photos().order_by("-listed_on", "-photo_id")
    context = {
        "person": person,
        "page": page,
        "articles": dict.fromkeys(byline.article for byline in page.rows),
        "photos": dict.fromkeys(credit.photo for credit in credits[:PERSON_PHOTOS]),
    }
    return render(request, "articles/person.html", context)


def _signers() -> QuerySet[Correspondent]:
    signed = Byline.objects.listed().filter(correspondent=OuterRef("pk"))
    credited = PhotoCredit.objects.listed().filter(correspondent=OuterRef("pk"))
    return Correspondent.objects.filter(Exists(signed) | Exists(credited))
