"""Rows of people under an article or a photo, shown without asking the database about each of them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest

from articles.admin.looking_up import KeySelect


class PersonSelect(KeySelect):
    """A person to be looked up. `chosen` is who stands there already, read with the row."""

    chosen: Any = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> Any:
        """Return the options; Django would ask for the chosen one, row by row."""
        if self.chosen is None or list(value) != [str(self.chosen.pk)]:
            return super().optgroups(name, value, attr)
        option = self.create_option(name, self.chosen.pk, str(self.chosen), True, 0)
        return [(None, [option], 0)]


class SignedForm(forms.ModelForm):
    """A row that names a person."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields.get("correspondent")
        if field and self.instance.pk:
            field.widget.widget.chosen = self.instance.correspondent


class SignedInline(admin.TabularInline):
    """Rows that name people, in as many queries whether one has signed or ten."""

    form = SignedForm
    autocomplete_fields = ("correspondent",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).select_related("correspondent")

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "correspondent":
            kwargs["widget"] = PersonSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
