"""What every template needs to know of the content."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from articles import contents


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `nav_topics`, read only by a template that shows them."""
    return {"nav_topics": SimpleLazyObject(contents.topics)}
