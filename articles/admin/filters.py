"""Filters by which a list shows just what the desk's home page has counted."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from articles import desk


class QueueFilter(admin.SimpleListFilter):
    """By what waits for the one who looks."""

    title = "待办"
    parameter_name = "queue"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "待我审"), ("returned", "退回给我的"), ("own", "我的草稿")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        queues = {"mine": desk.waiting, "returned": desk.returned, "own": desk.own_drafts}
        queue = queues.get(self.value() or "")
        return _among(queryset, queue(queryset.model, request.user)) if queue else queryset


def _among(queryset: QuerySet[Any], rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those of a list that are among `rows`, in the order of these."""
    found = queryset.filter(pk__in=rows.order_by().values("pk"))
    return found.order_by(*rows.query.order_by) if rows.query.order_by else found
