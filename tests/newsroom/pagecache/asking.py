"""Requests as servers hand them over."""

from io import BytesIO
from typing import Any


def environ(path: str = "/", query: str = "", **more: Any) -> dict[str, Any]:
    """Return the environment of a GET request; `cookie="…"` and the like are headers."""
    headers = {
        f"HTTP_{name.upper()}": more.pop(name)
        for name in list(more)
        if name.isidentifier() and name.islower()
    }
    return {
        "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "SERVER_NAME": "localhost", "SERVER_PORT": "80",
        **headers, **more,
    }  # fmt: skip


class Answered:
    """What an application answers to one request."""

    def __init__(self, application: Any, asked: dict[str, Any]) -> None:
        parts = application(asked, self._begin)
        self.body = b"".join(parts)
        if hasattr(parts, "close"):
            parts.close()

    def _begin(self, status: str, headers: list[tuple[str, str]], *error: Any) -> None:
        self.status, self.headers = int(status[:3]), dict(headers)
