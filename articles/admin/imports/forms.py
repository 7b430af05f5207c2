"""What whoever imports says about the files: asked when they come in, and again with their preview."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from articles.admin.imports.surveys import survey
from articles.importing import Options
from articles.models import ImportBatch

Kind = ImportBatch.Kind

ENCODINGS = (
    ("", "自动判断"),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB18030（含 GBK、GB2312）"),
    ("big5", "Big5（繁体）"),
    ("utf-16", "UTF-16（有 BOM 标记）"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
)
FROM_PAGE = "不填则看版面和文件名"


def _encoding() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="编码", required=False, choices=ENCODINGS, help_text="文字成了乱码时再指定"
    )


class OptionsForm(forms.Form):
    """Date, page and encoding of dumps."""

    date = forms.DateField(
        label="出版日期",
        required=False,
        help_text=FROM_PAGE,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "出版日期要写成 2025-03-07 这样。"},
    )
    page_number = forms.IntegerField(
        label="版次", required=False, min_value=1, max_value=999, help_text=FROM_PAGE
    )
    encoding = _encoding()

    def options(self) -> dict[str, Any]:
        """Return what the valid form says, as a batch keeps it."""
        said = self.cleaned_data
        return Options(said["date"], said["page_number"], said["encoding"] or None).as_json()

    def values(self, batch: ImportBatch) -> dict[str, Any]:
        """Return the same as fields of the batch."""
        return {"options": self.options()}


class TableForm(forms.Form):
    """Kind and encoding of a table."""

    kind = forms.ChoiceField(
        label="内容",
        choices=[choice for choice in Kind.choices if choice[0] != Kind.DUMPS],
        help_text="按表头认出；认错时改选",
    )
    encoding = _encoding()

    def values(self, batch: ImportBatch) -> dict[str, Any]:
        """Return what the valid form says, as the fields of the batch that keep it."""
        said = self.cleaned_data
        return {
            "kind": said["kind"],
            "options": {**batch.options, "encoding": said["encoding"] or None},
        }


def asking(batch: ImportBatch) -> OptionsForm | TableForm:
    """Return the form about what a batch holds, filled with what was said before."""
    options = Options.from_json(batch.options)
    if batch.kind != Kind.DUMPS:
        return TableForm(initial={"kind": batch.kind, "encoding": options.encoding})
    given = {"date": options.date, "page_number": options.page_number, "encoding": options.encoding}
    return OptionsForm(initial=given)


def keep(request: HttpRequest, batch: ImportBatch) -> bool | None:
    """Keep what the form says, and return whether it has changed; None where it says nothing valid."""
    form = type(asking(batch))(request.POST)
    if not form.is_valid():
        text = "".join(str(error) for errors in form.errors.values() for error in errors)
        messages.error(request, f"选项没有保存：{text}")
        return None
    values = form.values(batch)
    if all(getattr(batch, name) == value for name, value in values.items()):
        return False
    waiting = ImportBatch.objects.filter(pk=batch.pk, state=ImportBatch.State.WAITING)
    has_changed = bool(waiting.update(**values))
    batch.refresh_from_db()
    if has_changed and batch.kind != Kind.DUMPS:
        survey(batch, kind=batch.kind)
    return has_changed
