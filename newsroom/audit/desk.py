"""Every addition, change and deletion at the desk, on record."""

from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest

from newsroom.audit.recording import Kind, record

_NAMED = 20  # Of more things deleted at once, so many are named.


class AuditedAdmin(ModelAdmin):
    """What the desk's site makes of every page registered with it."""

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_addition(request, obj, message)
        self._record(Kind.ADD, request, obj, entry)
        return entry

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        entry = super().log_change(request, obj, message)
        self._record(Kind.CHANGE, request, obj, entry)
        return entry

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Record what is about to go, in one event however much it is."""
        rows = list(queryset)
        if rows:
            named = "、".join(f"{row.pk} {row}" for row in rows[:_NAMED])
            subject = f"{self.opts.verbose_name} {len(rows)} 项"
            record(Kind.DELETE, subject, named, request=request)
        return super().log_deletions(request, queryset)

    def _record(self, kind: str, request: HttpRequest, obj: Any, entry: Any) -> None:
        """Record what the desk's own history was told of; a save that changed nothing tells it nothing."""
        if entry is not None:
            said = entry.get_change_message()
            record(kind, f"{self.opts.verbose_name} {obj.pk} {obj}", said, request=request)
