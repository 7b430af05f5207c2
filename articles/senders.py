"""Who sends citizens' forms, told apart for a day without keeping their address.

An address is kept as a hash under the site's key and the day: rows of two days cannot be tied to each
other, and a day later the hash is blanked too.
"""

import datetime
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from articles.models import Report

DAY = datetime.timedelta(days=1)
# So many reports from one address in such a time.
LIMITS = ((5, datetime.timedelta(hours=1)), (20, DAY))


def hashes(request: HttpRequest, now: datetime.datetime) -> tuple[str, str]:
    """Return the hash under which `request`'s sender is kept today, and that of yesterday."""
    network = _network(_address(request))
    today, yesterday = (_hash(network, (now - ago).date()) for ago in (datetime.timedelta(0), DAY))
    return today, yesterday


def wait(known_as: tuple[str, ...], now: datetime.datetime) -> datetime.timedelta | None:
    """Return how long a sender must wait before the next report; None where they need not."""
    reports = Report.objects.filter(sender__in=known_as, created_at__gt=now - DAY)
    most = max(number for number, _ in LIMITS)
    times = list(reports.order_by("-created_at").values_list("created_at", flat=True)[:most])
    waits = [times[number - 1] + span - now for number, span in LIMITS if len(times) >= number]
    return max((left for left in waits if left > datetime.timedelta(0)), default=None)


def forget(now: datetime.datetime) -> None:
    """Blank the hashes that are older than a day."""
    Report.objects.filter(created_at__lte=now - DAY).exclude(sender="").update(sender="")


def _hash(network: str, day: datetime.date) -> str:
    return salted_hmac(f"articles.senders.{day}", network, algorithm="sha256").hexdigest()


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
