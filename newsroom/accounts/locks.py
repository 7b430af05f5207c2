"""Addresses from which too many logins have failed: told to wait, seen and unlocked at the desk."""

import datetime
from typing import Any

from axes.backends import AxesStandaloneBackend
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib import admin
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import addresses
from newsroom.audit.recording import Kind, record

MINUTE = 60  # seconds


class LockBackend(AxesStandaloneBackend):  # type: ignore[misc]
    """Refuses whoever comes from a locked address. Commands on the server come from none."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> None:
        if request is not None:
            super().authenticate(request, **credentials)


def network(request: HttpRequest) -> str | None:
    """Return what failures are counted by: the address, of IPv6 its network; None where there is none."""
    return addresses.network(addresses.address(request)) or None


def locked_page(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Tell somebody at a locked address how long to wait at most, the right password or not."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"minutes": -(-seconds // MINUTE), "site_header": admin.site.site_header}
    answer = render(request, "admin/locked.html", context, status=429)
    answer.headers["Retry-After"] = str(seconds)
    return answer


def recent(attempts: QuerySet[Any]) -> QuerySet[Any]:
    """Those of `attempts` that count: the last failure was within the time of a lock."""
    since: datetime.datetime = timezone.now() - settings.AXES_COOLOFF_TIME
    return attempts.filter(attempt_time__gte=since)


def failures() -> dict[str, int]:
    """Return the addresses with failures that count, each with their number."""
    rows = recent(AccessAttempt.objects.exclude(ip_address=None)).order_by("ip_address")
    numbers = rows.values("ip_address").annotate(number=Sum("failures_since_start"))
    return dict(numbers.values_list("ip_address", "number"))


def is_full(number: int) -> bool:
    """Whether an address with so many failures has to wait."""
    return number >= int(settings.AXES_FAILURE_LIMIT)


def unlock(addresses_of: set[str | None], *, by: Any = None) -> None:
    """Forget all failures from some addresses, on record."""
    for address in addresses_of:
        AccessAttempt.objects.filter(ip_address=address).delete()
        record(Kind.UNLOCK, address or "（没有地址）", by=by)
