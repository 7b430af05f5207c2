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
    network = _network(_address(request))
    return salted_hmac(f"articles.addresses.{day}", network, algorithm="sha256").hexdigest()


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
