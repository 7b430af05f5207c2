"""The desk's queue of errors that citizens report (读者纠错)."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from articles.admin.lists import FrugalList
from articles.admin.wording import name, when
from articles.models import Report

HANDLE = "articles.change_report"


class HandlingForm(forms.ModelForm):
    """What has become of a report. Whoever refuses one says why."""

    class Meta:
        widgets = {"status": forms.RadioSelect, "note": forms.Textarea(attrs={"rows": 3})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("status") == Report.Status.REFUSED and not cleaned.get("note"):
            self.add_error("note", "不予采纳的，请写明理由，便于日后查对。")
        return cleaned


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Reports come from citizens alone and stay on record: here they are read and handled."""

    form = HandlingForm
    list_display = ("wrong_briefly", "about", "status", "received", "handled")
    list_display_links = ("wrong_briefly",)
    list_filter = ("status",)
    list_per_page = 50
    show_full_result_count = False
    said = ("page", "wrong", "right")
    fieldsets = (
        ("读者来信", {"fields": (*said, "contact", "received")}),
        ("处理", {"fields": ("status", "note", "handled")}),
    )
    readonly_fields = (*said, "contact", "received", "handled")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[FrugalList]:
        return FrugalList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        rows = super().get_queryset(request).select_related("article", "photo", "handled_by")
        return rows.defer("article__body").order_by("-pk")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may look and not handle does not see whom to ask back: that is personal."""
        if request.user.has_perm(HANDLE):
            return self.fieldsets
        shown = (*self.said, "received")
        return (("读者来信", {"fields": shown}), self.fieldsets[1])

    def save_model(self, request: HttpRequest, obj: Report, form: Any, change: bool) -> None:
        """Save what has become of it, with who handled it and when; opened again, with neither."""
        is_open = obj.status == Report.Status.OPEN
        if form.has_changed():
            obj.handled_by = None if is_open else request.user  # type: ignore[assignment]
            obj.handled_at = None if is_open else timezone.now()
        obj.save(update_fields=["status", "note", "handled_by", "handled_at"])

    @admin.display(description="哪里有错")
    def wrong_briefly(self, report: Report) -> str:
        return str(report)

    @admin.display(description="页面")
    def about(self, report: Report) -> str:
        thing = report.article or report.photo
        return str(thing) if thing else report.address or "整个网站"

    @admin.display(description="页面")
    def page(self, report: Report) -> str:
        """The page that it is about, at the desk and as citizens see it."""
        thing = report.article or report.photo
        if thing is None:
            return report.address or "整个网站"
        desk = reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])
        words = '<a href="{}">{}</a>　<a href="{}">看网页</a>'
        return format_html(words, desk, thing, thing.get_absolute_url())

    @admin.display(description="收到时间", ordering="pk")
    def received(self, report: Report) -> str:
        return when(report.created_at)

    @admin.display(description="处理人和时间")
    def handled(self, report: Report) -> str:
        if report.handled_at is None:
            return "—"
        return f"{name(report.handled_by)}，{when(report.handled_at)}"
