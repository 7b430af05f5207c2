"""The audit log at the desk: read, narrowed, never changed."""

import datetime
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.lists import FrugalAdmin
from newsroom.audit.models import Event

DAYS = 14  # So many are offered one by one, what is older by its month.
MONTHS = 8


class UserFilter(admin.SimpleListFilter):
    """By who it was, of the accounts that there are."""

    title = "用户"
    parameter_name = "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        users = get_user_model()._default_manager.filter(is_staff=True).order_by("username")
        names = users.values_list("username", flat=True)
        return [(name, name) for name in names]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        return queryset.filter(username=self.value()) if self.value() else queryset


class DayFilter(admin.SimpleListFilter):
    """By the day or the month: `2026-03-07`, `2026-03`."""

    title = "日期"
    parameter_name = "day"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        today = timezone.localdate()
        days = [str(today - datetime.timedelta(days=back)) for back in range(DAYS)]
        months = [_month(today, back) for back in range(MONTHS)]
        return [(value, value) for value in (*days, *months)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Event]) -> QuerySet[Event]:
        found = _span(self.value() or "")
        return queryset.filter(at__gte=found[0], at__lt=found[1]) if found else queryset


def _month(today: datetime.date, back: int) -> str:
    year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
    return f"{year}-{month + 1:02}"


def _span(value: str) -> tuple[datetime.datetime, datetime.datetime] | None:
    """The moments between which a day or a month lies; None for what is neither."""
    try:
        if len(value) == len("2026-03"):
            first = datetime.date.fromisoformat(f"{value}-01")
            last = (first + datetime.timedelta(days=31)).replace(day=1)
        else:
            first = datetime.date.fromisoformat(value)
            last = first + datetime.timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    midnight = datetime.time(tzinfo=timezone.get_current_timezone())
    return datetime.datetime.combine(first, midnight), datetime.datetime.combine(last, midnight)


@admin.register(Event)
class EventAdmin(FrugalAdmin):
    """Nobody adds, changes or deletes an event here, superusers included."""

    list_display = ("moment", "username", "kind", "result", "subject", "detail", "address")
    list_display_links = ("moment",)
    list_filter = (UserFilter, "kind", "result", DayFilter)
    list_per_page = 100
    show_facets = admin.ShowFacets.NEVER  # They would count all rows, once for each choice.
    fields = ("moment", "username", "account", "kind", "result", "subject", "detail", "address")
    readonly_fields = fields
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description="时间", ordering="at")
    def moment(self, event: Event) -> str:
        return f"{timezone.localtime(event.at):%Y-%m-%d %H:%M:%S}"
