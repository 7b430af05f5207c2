"""Who is known to citizens: everybody who has signed something public."""

from django.db.models import OuterRef

from articles.models import Byline, PhotoCredit
from articles.querysets import in_any
from people.models import Correspondent, CorrespondentQuerySet


def public_signers() -> CorrespondentQuerySet:
    """Return those with a public article or photo; each has a page, a feed and a place in the sitemap."""
    signed = Byline.objects.listed().filter(correspondent=OuterRef("pk"))
    credited = PhotoCredit.objects.listed().filter(correspondent=OuterRef("pk"))
    return Correspondent.objects.filter(in_any(signed, credited))
