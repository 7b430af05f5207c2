"""The body in an article's form: typed as plain lines, or in an editor where there is JavaScript.

Both fill in the same field. What it says is told apart, and brought into one form, by `articles.body`.
"""

import json
from typing import Any

from django import forms
from django.db.models import prefetch_related_objects
from django.forms.widgets import Script
from django.templatetags.static import static

from articles import body
from articles.models import Article, Photo
from articles.renditions import renditions
from articles.texts import READ_WITH_ARTICLE

HELP = "空一行另起一段；小标题前加“## ”；图片单独一行，写作 [[图12]]，号码见下面“图片”一栏。"


class BodyWidget(forms.Textarea):
    """A field of text, which `static/desk/body.js` makes an editor of."""

    class Media:
        css = {"all": ("desk/body.css",)}
        js = (Script("desk/body.js", type="module"),)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """The field with the addresses of what the editor is made of."""
        parts = {
            "data-editor": static("django_prose_editor/editor.js"),
            "data-text": static("desk/body-text.js"),
            "data-schema": static("desk/body-schema.js"),
            "data-tools": static("desk/body-tools.js"),
        }
        return super().get_context(name, value, {**(attrs or {}), **parts})


class BodyField(forms.CharField):
    """A body as editors type it; its HTML in and out."""

    widget = BodyWidget

    def prepare_value(self, value: Any) -> Any:
        return body.to_source(value) if isinstance(value, str) and body.is_markup(value) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return not self.disabled and body.from_source(data or "") != body.tidy(initial or "")

    def clean(self, value: Any) -> str:
        source = super().clean(value)
        if fault := body.fault(source):
            raise forms.ValidationError(f"正文{fault}。")
        return body.from_source(source)


class BodyForm(forms.ModelForm):
    """The form of something with a body."""

    body = BodyField(label="正文", required=False, strip=False, help_text=HELP)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "body" in self.fields:
            shown = [_as_data(photo) for photo in photos_of(self.instance)]
            self.fields["body"].widget.attrs["data-photos"] = json.dumps(shown, ensure_ascii=False)

    def clean_body(self) -> str:
        """The body: as it is stored where nothing in it was changed, in whatever form that is."""
        if "body" not in self.changed_data:
            return str(self.initial.get("body") or "")
        markup: str = self.cleaned_data["body"]
        self._check_photos(body.photos_in(markup), body.photos_in(str(self.initial.get("body") or "")))
        return markup

    def _check_photos(self, placed: list[int], before: list[int]) -> None:
        """Raise ValidationError where a photo is another's, or has two places."""
        own = [photo.pk for photo in photos_of(self.instance)]
        if strange := [key for key in placed if key not in own and key not in before]:
            there = "、".join(map(photo_line, own))
            remedy = f"可以放的有 {there}。" if own else "本稿还没有图片，请先在图片页选定所属稿件。"
            raise forms.ValidationError(f"正文中的 {photo_line(strange[0])} 不是本稿的图片。{remedy}")
        if twice := [key for key in own if placed.count(key) > 1]:
            line = photo_line(twice[0])
            raise forms.ValidationError(f"正文中的 {line} 出现了不止一次，请只留一处。")


def photo_line(key: int) -> str:
    """What is typed where a photo is to stand."""
    return f"[[图{key}]]"


def photos_of(article: Article) -> list[Photo]:
    """The photos that can have a place in an article, read once however often this is asked."""
    if not article.pk:
        return []
    prefetch_related_objects([article], "photos")
    return [photo for photo in article.photos.all() if photo.status in READ_WITH_ARTICLE]


def _as_data(photo: Photo) -> dict[str, Any]:
    smallest = next(iter(renditions(photo, "whole")), None)
    address = smallest.address("jpg") if smallest else ""
    return {"key": photo.pk, "caption": photo.caption, "address": address}
