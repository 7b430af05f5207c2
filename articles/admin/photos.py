"""The desk's pages for photos."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files.uploadedfile import UploadedFile
from django.db.models import ImageField, Q, QuerySet
from django.http import HttpRequest

from articles import images
from articles.admin.moves import MovesAdmin
from articles.admin.tables import TableAdmin
from articles.models import ImportBatch, Photo, PhotoCredit

ACCEPT = {"accept": "image/jpeg,image/png,image/webp"}


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
    """A photo. `proposal` is what a file sent with the form says of itself; it is told, never filled in."""

    proposal = images.Proposal()

    def clean_image(self) -> Any:
        image = self.cleaned_data["image"]
        if not isinstance(image, UploadedFile):
            return image
        self.proposal = images.proposals(image)
        return images.remade(image)


class CreditInline(admin.TabularInline):
    model = PhotoCredit
    fields = ("correspondent", "role", "credit_line", "position")
    autocomplete_fields = ("correspondent",)
    extra = 0


@admin.register(Photo)
class PhotoAdmin(TableAdmin, MovesAdmin):
    table_kind = ImportBatch.Kind.PHOTOS
    form = PhotoForm
    list_display = ("__str__", "status", "credit_names", "issue", "page_number", "article")
    list_filter = ("status", MissingFilter)
    list_select_related = ("issue", "article")
    search_fields = ("caption",)
    search_help_text = "按图片说明查找"
    autocomplete_fields = ("issue", "article")
    readonly_fields = ("status", "published_at")
    inlines = (CreditInline,)
    # Django's own field for images decodes them before anybody has looked whether that is wise.
    formfield_overrides = {ImageField: {"form_class": forms.FileField, "widget": AdminFileWidget(ACCEPT)}}
    fields = ("image", "caption", "alt", "article", "issue", "page_number", "status", "published_at")

    def save_model(self, request: HttpRequest, obj: Photo, form: Any, change: bool) -> None:
        """Save, and tell what a new file proposes for a caption that is still empty."""
        super().save_model(request, obj, form, change)
        if form.proposal and not obj.caption:
            self.message_user(request, f"{str(form.proposal).removesuffix('。')}。请核对后填入。")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Photo]:
        return super().get_queryset(request).order_by("-pk").prefetch_related("credits__correspondent")

    @admin.display(description="署名")
    def credit_names(self, photo: Photo) -> str:
        return "、".join(str(credit) for credit in photo.credits.all()) or "—"
