"""The site's name, publisher and licence numbers, for every template."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `site`, the fields of `settings.SITE`; a blank one is meant to be hidden."""
    return {"site": settings.SITE}
