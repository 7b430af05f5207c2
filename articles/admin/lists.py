"""Lists of the desk that ask no more of the database than they show."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property

COUNTED = 1000  # Rows, and for whoever turns pages beyond these, always some pages more.
PAGES_MORE = 10


class AtLeast(int):
    """A count that went no further: there is more than was counted, which is how it is shown."""

    def __str__(self) -> str:
        return f"{int(self) - 1:,} 以上"


class FrugalPaginator(Paginator):
    """Pages of a list that may have millions of rows: these are counted some way beyond the page asked."""

    def __init__(self, asked: int, rows: QuerySet[Any], per_page: int, *args: Any, **options: Any) -> None:
        super().__init__(rows, per_page, *args, **options)
        self.most = max(COUNTED, (asked + PAGES_MORE) * per_page)

    @cached_property
    def count(self) -> int:
        """How many rows there are, or one more than are counted."""
        rows: Any = self.object_list
        number: int = rows.order_by().values("pk")[: self.most + 1].count()
        return AtLeast(number) if number > self.most else number


class FrugalList(ChangeList):
    """A list that does not go through all rows for a second time where its count has found none."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        if not self.result_count:
            self.result_list: Any = self.queryset.none()


class FrugalAdmin(admin.ModelAdmin):
    """What may have millions of rows."""

    list_per_page = 50
    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[FrugalList]:
        return FrugalList

    def get_paginator(
        self, request: HttpRequest, queryset: Any, per_page: int, *args: Any, **options: Any
    ) -> Paginator:
        """Return the pages of a list, or of what an autocomplete field offers."""
        asked = request.GET.get(PAGE_VAR, request.GET.get("page", ""))
        is_number = asked.isascii() and asked.isdecimal() and len(asked) < 9
        return FrugalPaginator(int(asked) if is_number else 1, queryset, per_page, *args, **options)
