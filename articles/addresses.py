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
    network = _network(_address(request))
    return salted_hmac(f"articles.addresses.{day}", network, algorithm="sha256").hexdigest()


def is_from_nearby(request: HttpRequest) -> bool:
    """Whether a request comes from this machine or from a private network, and through no proxy from afar."""
    try:
        found = ipaddress.ip_address(_address(request))
    except ValueError:  # A socket in the file system has no address: whoever reaches it is on the machine.
        return _address(request) == ""
    plain = getattr(found, "ipv4_mapped", None) or found
    return plain.is_loopback or any(plain in network for network in _PRIVATE)


def _address(request: HttpRequest) -> str:
    """The sender's address: as our own proxy tells it, where one stands in front."""
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        return forwarded.rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    """An IPv6 address by its network: one household has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address
