"""Where a request comes from, told apart for a day without its address being kept.

A network is known by a hash under the site's key and the day: what is kept of two days cannot be tied
to each other.
"""

import datetime
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

# RFC 1918 and RFC 4193; the library's `is_private` takes in more.
_PRIVATE = tuple(map(ipaddress.ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))


def known_as(request: HttpRequest, day: datetime.date) -> str:
    """Return the hash under which the network that `request` comes from is known on `day`."""
    name = network(address(request))
    return salted_hmac(f"articles.addresses.{day}", name, algorithm="sha256").hexdigest()


def is_from_nearby(request: HttpRequest) -> bool:
    """Whether a request comes from this machine or from a private network, and through no proxy from afar."""
    told = _told(request)
    found = _parsed(told)
    if found is None:  # A socket in the file system has no address: whoever reaches it is on the machine.
        return told == ""
    return found.is_loopback or any(found in network for network in _PRIVATE)


def address(request: HttpRequest) -> str:
    """Return the sender's address; "" where there is none, as behind a socket of the machine's own."""
    found = _parsed(_told(request))
    return str(found) if found else ""


def network(address: str) -> str:
    """Return the first address of the network that `address` is in: one household has 2**64 of IPv6."""
    found = _parsed(address)
    if found is None or found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)


def _told(request: HttpRequest) -> str:
    """Where a request says it comes from: as our own proxy tells it, where one stands in front."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _parsed(told: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address that is one. IPv4 in the clothes of IPv6 is IPv4: else all of it were one network."""
    try:
        found = ipaddress.ip_address(told.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
