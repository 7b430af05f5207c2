"""The desk's pages for photos."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles import images
from articles.admin.moves import MovesAdmin
from articles.models import Photo, PhotoCredit


class MissingFilter(admin.SimpleListFilter):
    """By what a photo still lacks."""

    title = "待补"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("image", "图片文件"), ("alt", "替代文字"), ("credit", "署名")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        missing = {"image": Q(image=""), "alt": Q(alt=""), "credit": Q(credits=None)}
        return queryset.filter(missing.get(self.value() or "", Q()))


class PhotoForm(forms.ModelForm):
    def clean_image(self) -> Any:
        image = self.cleaned_data["image"]
        return images.remade(image) if isinstance(image, UploadedFile) else image


class CreditInline(admin.TabularInline):
    model = PhotoCredit
    fields = ("correspondent", "role", "credit_line", "position")
    autocomplete_fields = ("correspondent",)
    extra = 0


@admin.register(Photo)
class PhotoAdmin(MovesAdmin):
    form = PhotoForm
    list_display = ("__str__", "status", "credit_names", "issue", "page_number", "article")
    list_filter = ("status", MissingFilter)
    list_select_related = ("issue", "article")
    search_fields = ("caption",)
    search_help_text = "按图片说明查找"
    autocomplete_fields = ("issue", "article")
    readonly_fields = ("status", "published_at")
    inlines = (CreditInline,)
    fields = ("image", "caption", "alt", "article", "issue", "page_number", "status", "published_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).order_by("-pk").prefetch_related("credits__correspondent")

    @admin.display(description="署名")
    def credit_names(self, photo: Photo) -> str:
        return "、".join(str(credit) for credit in photo.credits.all()) or "—"
