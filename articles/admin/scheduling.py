"""Times that editors choose on a page, in the paper's own time zone."""

import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_datetime


def time_from(request: HttpRequest, name: str) -> datetime.datetime | None:
    """Return the time that a `datetime-local` field has sent; None for none, or for what is no time."""
    try:
        given = parse_datetime(request.POST.get(name, ""))
    except ValueError:  # Such as the 30th of February.
        return None
    if given is None or timezone.is_aware(given):
        return given
    return timezone.make_aware(given)
