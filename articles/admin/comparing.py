"""What an editor has typed into a form beside what is stored: what differs, and how to send it again."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.http import QueryDict
from django.utils import timezone

from articles.admin.differences import Difference, compared
from articles.body import to_source

ROWS = 1000  # Of one kind in one form, at most, as Django counts them.


@dataclass(frozen=True, slots=True)
class Page:
    """A form and the formsets below it, as stored or as typed."""

    form: Any
    formsets: list[Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """A field that differs: what is stored now, what was typed, and both in pieces."""

    label: str
    now: str
    typed: str
    difference: Difference

    @property
    def is_long(self) -> bool:
        """Whether it takes more than a line."""
        return "\n" in self.now + self.typed or max(len(self.now), len(self.typed)) > 80


def differences(now: Page, typed: Page) -> list[Compared]:
    """Return the fields that say something else in `typed` than in `now`."""
    before, after = _said(now), _said(typed)
    both = {label: (before.get(label, ""), text) for label, text in after.items()}
    differing = {label: texts for label, texts in both.items() if texts[0] != texts[1]}
    shown = compared(differing)
    return [Compared(one.label, *differing[one.label], one) for one in shown]


def fitted(typed: QueryDict, now: Page, revision: str) -> QueryDict:
    """Return what was typed so that it can be sent again for what is stored now.

    Rows that are gone are new ones again; rows that came since are there to be deleted, since whoever
    typed did not have them. What their form did not have at all is left as it is stored.
    """
    fitting = typed.copy()
    fitting["revision"] = revision
    for name, field in now.form.fields.items():
        if field.widget.value_omitted_from_data(typed, {}, name) and name != "revision":
            fitting[name] = _sent(now.form, name)
    for formset in now.formsets:
        rows = _fitted_rows(typed, formset)
        for name in [name for name in fitting if name.startswith(f"{formset.prefix}-")]:
            del fitting[name]
        stored = sum(1 for row in rows if row.get("id"))
        fitting[f"{formset.prefix}-TOTAL_FORMS"] = str(len(rows))
        fitting[f"{formset.prefix}-INITIAL_FORMS"] = str(stored)
        for number, row in enumerate(rows):
            fitting.update({f"{formset.prefix}-{number}-{name}": value for name, value in row.items()})
    return fitting


def _fitted_rows(typed: QueryDict, formset: Any) -> list[dict[str, str]]:
    """The rows of a formset, those first that are stored."""
    stored = {str(form.instance.pk): _row_of(form) for form in formset.initial_forms}
    if not formset.may_change or f"{formset.prefix}-TOTAL_FORMS" not in typed:
        return list(stored.values())
    rows = _rows(typed, formset.prefix)
    known = {row["id"]: row for row in rows if row.get("id") in stored}
    new = [row for row in rows if row.get("id") not in stored and not row.get("DELETE")]
    came = {key: row for key, row in stored.items() if key not in known}
    linked = [name for name, field in formset.empty_form.fields.items() if _is_link(field, name, formset)]
    for row in [*new]:  # Both have added the same: it is one row.
        same = (key for key, other in came.items() if all(row.get(n) == other.get(n) for n in linked))
        if key := next(same, ""):
            known[key] = {**row, "id": key}
            del came[key]
            new.remove(row)
    going = [{**row, "DELETE": "on"} for row in came.values()]
    return [*known.values(), *going, *({**row, "id": ""} for row in new)]


def _is_link(field: forms.Field, name: str, formset: Any) -> bool:
    return isinstance(field, forms.ModelChoiceField) and name not in ("id", formset.fk.name)


def _rows(typed: QueryDict, prefix: str) -> list[dict[str, str]]:
    """The rows of a formset as a browser sent them, by the names of their fields."""
    total = typed.get(f"{prefix}-TOTAL_FORMS", "")
    rows: list[dict[str, str]] = [{} for _ in range(min(int(total), ROWS) if total.isdecimal() else 0)]
    for name in typed:
        number, _, rest = name.removeprefix(f"{prefix}-").partition("-")
        if name.startswith(f"{prefix}-") and rest and number.isdecimal() and int(number) < len(rows):
            rows[int(number)][rest] = str(typed[name])
    return rows


def _row_of(form: Any) -> dict[str, str]:
    """A stored row as a browser would send it."""
    return {name: _sent(form, name) for name in form.fields if name != "DELETE"}


def _sent(form: Any, name: str) -> str:
    """A field as a browser would send it."""
    value = form.fields[name].widget.format_value(form[name].value())
    if isinstance(value, list):
        value = value[0] if value else ""
    return "" if value is None else str(value)


def _said(page: Page) -> dict[str, str]:
    """What a page says, field by field, in words for people."""
    if page.form.is_bound:
        page.form.is_valid()
    fields = {
        str(page.form[name].label): _shown(page.form, name)
        for name, field in page.form.fields.items()
        if not (field.widget.is_hidden or isinstance(field, forms.FileField))
    }
    for formset in page.formsets:
        if formset.is_bound:
            formset.is_valid()
        label = str(formset.model._meta.verbose_name_plural)
        fields[label] = "\n".join(filter(None, _lines(formset)))
    return fields


def _lines(formset: Any) -> Iterator[str]:
    """A line for each row that stays, in their order."""
    apart = ("id", "DELETE", "position", formset.fk.name)
    for row in sorted(formset.forms, key=_position):
        if not ("DELETE" in row.fields and row["DELETE"].value()):
            yield " ".join(filter(None, (_shown(row, name) for name in row.fields if name not in apart)))


def _position(row: Any) -> int:
    value = str(row["position"].value() or "") if "position" in row.fields else ""
    return int(value) if value.isdecimal() else 0


def _shown(form: Any, name: str) -> str:
    """What a field says. What is not valid is shown as it was typed."""
    value = form[name].value()
    if form.is_bound:
        value = getattr(form, "cleaned_data", {}).get(name, value)
    return _text(form.fields[name], value).replace("\r\n", "\n").strip()


def _text(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(_chosen(field, value) or "")
    if isinstance(value, datetime.datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, (list, tuple)):
        return "、".join(sorted(str(one) for one in value if one))
    text = "" if value is None else str(value)
    choices = {"True": "是", "False": "否"} if isinstance(value, bool) else {}
    choices |= {str(key): str(label) for key, label in getattr(field, "choices", ())}
    text = choices.get(text, text)
    return to_source(text) if text.startswith("<") else text


def _chosen(field: Any, value: Any) -> Any:
    """The row that is chosen, however the form tells it."""
    if value is None or isinstance(value, Model):
        return value
    try:
        return field.to_python(value)
    except forms.ValidationError:
        return None
