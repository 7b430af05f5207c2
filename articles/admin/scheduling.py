"""Times that editors choose on a page, in the paper's own time zone."""

import datetime
from collections.abc import Mapping

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

INPUT_FORMAT = "%Y-%m-%dT%H:%M"  # What a `datetime-local` field shows and sends.


def time_from(data: Mapping[str, str], name: str) -> datetime.datetime | None:
    """Return the time that a `datetime-local` field has sent; None for none, or for what is no time."""
    try:
        given = parse_datetime(data.get(name, ""))
    except ValueError:  # Such as the 30th of February.
        return None
    if given is None or timezone.is_aware(given):
        return given
    return timezone.make_aware(given)


def time_field(**options: object) -> forms.DateTimeField:
    """Return a form field for a time, as one `datetime-local` field."""
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=INPUT_FORMAT)
    return forms.DateTimeField(widget=widget, required=False, **options)  # type: ignore[arg-type]
