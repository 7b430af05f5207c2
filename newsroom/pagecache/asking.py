"""What is asked for: the key that a finished page is kept under, or that it is none of the cache's."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.http import parse_cookie

from newsroom import maintenance
from newsroom.display import COOKIES

METHODS = ("GET", "HEAD")
GENERATION = "newsroom.generation"  # In a request for a page: the number that it is to be kept under.
LONGEST_PATH = LONGEST_QUERY = 1000  # Bytes; the keys of what is kept take memory too.

# What public pages read of a query. All else is left out before a page is made, so that it cannot depend on
# it: links from elsewhere carry parameters of their own.
KNOWN = frozenset({
    "after", "article", "before", "column", "from", "month", "order", "person", "photo", "q", "script",
    "since", "topic", "until", "year",
})  # fmt: skip

# Headers that a page is made with: how it is asked for, and by whom, which counts searches.
_PASSED_ON = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")

_ELSEWHERE = ("/admin/", settings.STATIC_URL, settings.MEDIA_URL, "/healthz", "/readyz", "/metrics")
_SESSION = settings.SESSION_COOKIE_NAME  # Read once: Django's settings cost as much as the look-up of a page.


class Key(NamedTuple):
    """What a public page depends on. `query` is in one form: known names alone, in order."""

    scheme: str
    host: str
    path: str
    query: str
    display: str
    script: str


def key_of(environ: Mapping[str, Any]) -> Key | None:
    """Return the key of the page that a WSGI request asks for, or None for what is never kept."""
    path = environ.get("PATH_INFO", "")
    query = environ.get("QUERY_STRING", "")
    if (
        environ["REQUEST_METHOD"] not in METHODS
        or path.startswith(_ELSEWHERE)
        or len(path) > LONGEST_PATH
        or len(query) > LONGEST_QUERY
        or "HTTP_AUTHORIZATION" in environ
        or maintenance.is_on()
    ):
        return None
    display = script = ""
    if "HTTP_COOKIE" in environ:  # Most readers have none, and to look at them takes longer than all else.
        cookies = parse_cookie(environ["HTTP_COOKIE"])
        if _SESSION in cookies:
            return None
        display, script = (_chosen(cookies, name) for name in ("display", "script"))
    return Key(
        _scheme(environ),
        environ.get("HTTP_HOST", "").lower(),
        path,
        _known(query) if query else "",
        display,
        script,
    )


def plain(key: Key, environ: Mapping[str, Any], generation: int) -> dict[str, Any]:
    """Return a request for the page of `key` as anybody would send it, to be kept under `generation`.

    What every reader may be sent depends on nothing more that one of them has sent.
    """
    asked = {
        name: value for name, value in environ.items() if not name.startswith("HTTP_") or name in _PASSED_ON
    }
    chosen = {"display": key.display, "script": key.script}
    asked["HTTP_COOKIE"] = "; ".join(f"{name}={value}" for name, value in chosen.items() if value)
    if key.host:
        asked["HTTP_HOST"] = key.host
    return asked | {"REQUEST_METHOD": "GET", "QUERY_STRING": key.query, GENERATION: generation}


def _chosen(cookies: Mapping[str, str], name: str) -> str:
    """What a cookie says, if that is what it can say."""
    return COOKIES[name] if cookies.get(name) == COOKIES[name] else ""


def _scheme(environ: Mapping[str, Any]) -> str:
    """The scheme, as Django tells it (`SECURE_PROXY_SSL_HEADER`)."""
    if not settings.BEHIND_PROXY:
        return str(environ["wsgi.url_scheme"])
    said = str(environ.get("HTTP_X_FORWARDED_PROTO", environ["wsgi.url_scheme"]))
    return "https" if said.partition(",")[0].strip() == "https" else "http"


def _known(query: str) -> str:
    """A query without what no page reads; of a name that comes twice the last counts, as in Django."""
    # Servers hand bytes over as Latin-1 (PEP 3333), and not all who send a query quote what is Chinese in it.
    sent = query.encode("latin-1", "replace").decode(errors="replace")
    values = {name: value for name, value in parse_qsl(sent, keep_blank_values=True) if name in KNOWN}
    return urlencode(sorted(values.items()))
