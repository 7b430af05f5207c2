"""Where a request comes from, told apart for a day without its address being kept.

A network is known by a hash under the site's key and the day: what is kept of two days cannot be tied
to each other.
"""

import datetime
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def known_as(request: HttpRequest, day: datetime.date) -> str:
    """Return the hash under which the network that `request` comes from is known on `day`."""
    name = network(address(request))
    return salted_hmac(f"articles.addresses.{day}", name, algorithm="sha256").hexdigest()


def address(request: HttpRequest) -> str:
    """Return the sender's address: as our own proxy tells it, where one stands in front.

    "" where there is none that is one, as behind a socket of the machine's own.
    """
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY and (forwarded := request.headers.get("X-Forwarded-For")):
        told = forwarded.rpartition(",")[2].strip()
    found = _parsed(told)
    return str(found) if found else ""


def network(address: str) -> str:
    """Return the first address of the network that `address` is in: one household has 2**64 of IPv6."""
    found = _parsed(address)
    if found is None or found.version == 4:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False).network_address)


def _parsed(told: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """An address that is one. IPv4 in the clothes of IPv6 is IPv4: else all of it were one network."""
    try:
        found = ipaddress.ip_address(told.partition("%")[0])
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found
