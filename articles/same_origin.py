"""Whether a form was sent from this site: what stands in for a CSRF token where no cookie may be set."""

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_same_origin(request: HttpRequest) -> bool:
    """Return whether a page of this site, and not of another, has sent the form in `request`.

    Every browser of today tells by `Sec-Fetch-Site`, older ones by `Origin`; one that tells by neither
    is believed, because what another site makes a browser post carries an `Origin` for many years now.
    """
    if fetched_from := request.headers.get("Sec-Fetch-Site"):
        return fetched_from == "same-origin"
    origin = request.headers.get("Origin")
    return origin is None or _host_of(origin) == request.get_host()


def _host_of(address: str) -> str:
    """The host and port of an address; empty where it has none, as `null` and what is no address."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
