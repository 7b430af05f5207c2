"""Uploaded pictures, from wherever they are stored, where no proxy sends them."""

import mimetypes
import re

from django.core.exceptions import SuspiciousOperation
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase, HttpResponseNotModified
from django.utils.http import http_date
from django.views.static import was_modified_since

# A name that `articles.images` has made up at random: never given twice, so its file never changes.
_MADE_UP = re.compile(r"(?:.*/)?[0-9a-f]{32}\.\w+")


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """Send one uploaded file, sandboxed, so that it can run nothing in the site's name."""
    response = _sent(request, path)
    response._csp_replace = {"default-src": ["'none'"], "sandbox": True}  # type: ignore[attr-defined]
    age = "max-age=31536000, immutable" if _MADE_UP.fullmatch(path) else "max-age=86400"
    response.headers["Cache-Control"] = f"public, {age}"
    return response


def _sent(request: HttpRequest, path: str) -> HttpResponseBase:
    file = _opened(path)
    changed = default_storage.get_modified_time(path).timestamp()
    if not was_modified_since(request.headers.get("If-Modified-Since"), changed):
        file.close()
        return HttpResponseNotModified()
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    headers = {"Last-Modified": http_date(changed)}
    return FileResponse(file, content_type=kind, headers=headers)


def _opened(path: str) -> File:
    """A file. Raises Http404 where there is none, or where there can be none by such a name."""
    try:
        return default_storage.open(path)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, SuspiciousOperation):
        raise Http404 from None
