"""Records: what the desk shows of imports, and nobody adds, edits or deletes by hand."""

from typing import Any

from django.http import HttpRequest

from articles.admin.lists import FrugalAdmin


class RecordAdmin(FrugalAdmin):
    """A record that nobody adds, edits or deletes by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
