"""Who sends citizens' forms, told apart for a day (see `articles.addresses`); a day later the hash is
blanked too.
"""

import datetime

from django.http import HttpRequest

from articles import addresses
from articles.models import Report

DAY = datetime.timedelta(days=1)
# So many reports from one address in such a time.
LIMITS = ((5, datetime.timedelta(hours=1)), (20, DAY))


def hashes(request: HttpRequest, now: datetime.datetime) -> tuple[str, str]:
    """Return the hash under which `request`'s sender is kept today, and that of yesterday."""
    return addresses.known_as(request, now.date()), addresses.known_as(request, (now - DAY).date())


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
