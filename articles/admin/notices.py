"""Notices settled one by one, wherever the desk shows them."""

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Notice


def settle(request: HttpRequest, notices: QuerySet[Notice]) -> int:
    """Settle those of `notices` that the editor has ticked, open the others again, and count the changes.

    Does nothing where the page that was sent showed none.
    """
    if "notices_shown" not in request.POST:
        return 0
    ticked = [key for key in request.POST.getlist("resolved") if key.isdecimal()]
    settled = notices.filter(pk__in=ticked, resolved=False).update(resolved=True)
    return settled + notices.filter(resolved=True).exclude(pk__in=ticked).update(resolved=False)
