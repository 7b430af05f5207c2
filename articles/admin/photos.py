"""The desk's pages for photos."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminFileWidget
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, ImageField, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html

from articles import desk, images
from articles.admin.filters import QueueFilter
from articles.admin.locking import LockingAdmin
from articles.admin.moves import MovesAdmin
from articles.admin.previews import PreviewAdmin
from articles.admin.scheduling import time_field
from articles.admin.searching import IndexedSearchAdmin
from articles.admin.signing import SignedForm, SignedInline
from articles.admin.tables import TableAdmin
from articles.models import ImportBatch, Photo, PhotoCredit, Status
from articles.renditions import Rendition, renditions

ALT_HELP = (
    "给看不见图的读者：图上有谁、在做什么、在什么地方，一两句话。"
    "不重复图片说明，不写“图片”“照片”字样；没有填写时读图片说明。"
)
MIDDLE = 50  # Hundredths.
CROPS = {"card": "列表上（4:3）", "square": "小图（1:1）"}
OUT_OF_USE = (Status.WITHDRAWN, Status.SPIKED)

ACCEPT = {"accept": "image/jpeg,image/png,image/webp"}


class MissingFilter(admin.SimpleListFilter):
    """By what a photo that is in use still lacks. Counts are made when asked for, in one pass."""

    title = "待补"
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("credit", "署名"), ("alt", "替代文字"), ("image", "图片文件")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        lacking = desk.lacking().get(self.value() or "")
        return queryset.filter(lacking) if lacking else queryset

    def get_facet_counts(self, pk_attname: str, filtered_qs: QuerySet[Any]) -> dict[str, Count]:
        lacking = desk.lacking()
        return {
            f"{number}__c": Count(pk_attname, filter=lacking[name])
            for number, (name, _) in enumerate(self.lookup_choices)
        }


class KindFilter(admin.SimpleListFilter):
    """By whether a photo is news by itself."""

    title = "用途"
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("alone", "单独的图片新闻"), ("article", "稿件配图")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Photo]) -> QuerySet[Photo]:
        alone = {"alone": True, "article": False}.get(self.value() or "")
        return queryset if alone is None else queryset.filter(article__isnull=alone)


class PhotoForm(forms.ModelForm):
    """A photo. `proposal` is what a file sent with the form says of itself; it is told, never filled in."""

    proposal = images.Proposal()

    embargo_until = time_field(label="解禁时间", help_text="在此之前不能发布。")
    focus_x = forms.IntegerField(label="焦点横向位置（%）", min_value=0, max_value=100, required=False)
    focus_y = forms.IntegerField(label="焦点纵向位置（%）", min_value=0, max_value=100, required=False)

    class Meta:
        help_texts = {"alt": ALT_HELP}

    def clean_image(self) -> Any:
        image = self.cleaned_data["image"]
        if not isinstance(image, UploadedFile):
            return image
        self.proposal = images.proposals(image)
        return images.remade(image)

    def clean(self) -> dict[str, Any]:
        """A focus that is left empty stays where it is; that of another picture is in the middle."""
        cleaned = super().clean() or self.cleaned_data
        is_new = isinstance(cleaned.get("image"), File) and "image" in self.changed_data
        for name in {"focus_x", "focus_y"}.intersection(self.fields):
            if is_new and name not in self.changed_data:
                cleaned[name] = MIDDLE
            elif cleaned.get(name) is None and name not in self.errors:
                cleaned[name] = getattr(self.instance, name)
        return cleaned


class CreditForm(SignedForm):
    class Meta:
        help_texts = {
            "role": "摄、供图、制图等",
            "credit_line": "报上没有写明是谁时，照原样填写，如“资料图片”。",
        }


class CreditInline(SignedInline):
    """Who made a photo: a person with a role, or what was printed where nobody is named."""

    model = PhotoCredit
    form = CreditForm
    fields = ("correspondent", "role", "credit_line", "position")

    def get_extra(self, request: HttpRequest, obj: Photo | None = None, **options: Any) -> int:
        """One empty row where there is no credit yet."""
        return 0 if obj and obj.credits.all() else 1


@admin.register(Photo)
class PhotoAdmin(IndexedSearchAdmin, LockingAdmin, TableAdmin, PreviewAdmin, MovesAdmin):
    table_kind = ImportBatch.Kind.PHOTOS
    form = PhotoForm
    list_display = ("thumbnail", "__str__", "status", "credit_names", "issue", "page_number", "article")
    list_display_links = ("thumbnail", "__str__")
    list_filter = (QueueFilter, "status", KindFilter, MissingFilter)
    list_select_related = ("issue", "article")
    search_fields = ("caption",)  # Django asks whether there are any; see `IndexedSearchAdmin`.
    search_help_text = "在图片说明和替代文字里查找"
    autocomplete_fields = ("issue", "article")
    readonly_fields = ("focus", "status", "published_at")
    inlines = (CreditInline,)
    # Django's own field for images decodes them before anybody has looked whether that is wise.
    formfield_overrides = {ImageField: {"form_class": forms.FileField, "widget": AdminFileWidget(ACCEPT)}}
    fieldsets = (
        (None, {"fields": ("image", "caption", "alt")}),
        ("裁切", {"fields": ("focus", ("focus_x", "focus_y"))}),
        ("见报", {"fields": ("article", "issue", "page_number")}),
        ("其他", {"fields": ("embargo_until", "status", "published_at")}),
    )

    class Media:
        js = (Script("desk/focus.js", defer=True),)

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

    @admin.display(description="图")
    def thumbnail(self, photo: Photo) -> str:
        sizes = _shown(photo, "square")
        if not sizes:
            return "—"
        return format_html(
            '<img class="thumbnail" src="{}" alt="" width="48" height="48" loading="lazy">',
            sizes[0].address("jpg"),
        )

    @admin.display(description="焦点")
    def focus(self, photo: Photo) -> str:
        """The picture to click on, beside what the cuts round the focus keep of it."""
        crops = [
            {"label": label, "address": one.address("jpg"), "width": one.width, "height": one.height}
            for shape, label in CROPS.items()
            for one in _shown(photo, shape)[:1]
        ]
        return render_to_string("admin/articles/photo/_focus.html", {"photo": photo, "crops": crops})


def _shown(photo: Photo, shape: str) -> list[Rendition]:
    """A photo's renditions, where they are still sent to anybody."""
    return [] if photo.status in OUT_OF_USE else renditions(photo, shape)
