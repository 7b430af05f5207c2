"""Uploaded pictures, where no proxy or object store sends them."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.views import static


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one uploaded file, sandboxed, so that it can run nothing in the site's name."""
    response = static.serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response._csp_replace = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
