"""Uploaded pictures, where no proxy or object store sends them."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views import static

# A name that `articles.images` has made up at random: never given twice, so its file never changes.
_MADE_UP = re.compile(r"(?:.*/)?[0-9a-f]{32}\.\w+")


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one uploaded file, sandboxed, so that it can run nothing in the site's name."""
    response = static.serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response._csp_replace = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    age = "max-age=31536000, immutable" if _MADE_UP.fullmatch(path) else "max-age=86400"
    response.headers["Cache-Control"] = f"public, {age}"
    return response
