"""The desk's pages for what the paper is made of: issues and columns."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles import listing
from articles.importing.columns import free_slug
from articles.models import Article, Column, Issue, Photo


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    list_display = ("date", "number", "edition", "article_list")
    search_fields = ("date",)
    search_help_text = "按日期查找，如 2025-04"
    list_per_page = 50
    show_full_result_count = False

    @admin.display(description="稿件")
    def article_list(self, issue: Issue) -> str:
        url = reverse("admin:articles_article_changelist")
        return format_html('<a href="{}?issue__id__exact={}">查看稿件</a>', url, issue.pk)

    def save_model(self, request: HttpRequest, obj: Issue, form: Any, change: bool) -> None:
        """A corrected date moves everything printed on it to another place in the lists."""
        super().save_model(request, obj, form, change)
        if change and "date" in form.changed_data:
            for model in (Article, Photo):
                listing.refresh(model, _keys(model.objects.filter(issue=obj)))


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))


class ColumnForm(forms.ModelForm):
    slug = forms.SlugField(
        label="网址标识", required=False, max_length=100, help_text="留空则按拼音自动生成；发布后不要再改。"
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("name") and not cleaned.get("slug"):
            cleaned["slug"] = free_slug(cleaned["name"])
        return cleaned


@admin.register(Column)
class ColumnAdmin(admin.ModelAdmin):
    form = ColumnForm
    list_display = ("name", "slug", "description")
    search_fields = ("name",)
    list_per_page = 50
    show_full_result_count = False
