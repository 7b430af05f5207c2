"""The desk's pages for what the paper is made of: issues and columns."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles import listing
from articles.admin.imports.pages import RELEASE
from articles.admin.imports.releasing import release_issue_page
from articles.importing.columns import free_slug
from articles.models import Article, Column, Issue, Photo


@admin.register(Issue)
class IssueAdmin(admin.ModelAdmin):
    list_display = ("date", "number", "edition", "article_list")
    search_fields = ("date",)
    search_help_text = "按日期查找，如 2025-04"
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.release_view)
        return [path("<int:key>/release/", view, name="articles_issue_release"), *super().get_urls()]

    def release_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Publish an issue whole. Raises PermissionDenied and Http404."""
        if not request.user.has_perm(RELEASE):
            raise PermissionDenied
        return release_issue_page(request, get_object_or_404(Issue, pk=key))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        issue = self.get_object(request, object_id)
        context: dict[str, Any] = {"can_release": request.user.has_perm(RELEASE)}
        if issue:
            context["releases"] = issue.releases.select_related("created_by")
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

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
