"""The form by which citizens report an error (纠错)."""

from typing import Any

from django import forms

from articles.models.report import CONTACT_LENGTH, WORDS_LENGTH


class Words(forms.CharField):
    """Several lines. A line's end counts as one character, as a browser counts it."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if value else value)


def _too_long(limit: int) -> dict[str, str]:
    return {"max_length": f"最多 {limit} 个字，现在有 %(show_value)d 个，请写得简短一些。"}


class ReportForm(forms.Form):
    """What is wrong, what would be right, how to ask back. `website` is a trap: people never see it."""

    use_required_attribute = True
    wrong = Words(
        label="哪里有错",
        max_length=WORDS_LENGTH,
        help_text="请写出有错的那句话，或说明在第几段、哪张图片。",
        error_messages={"required": "请写明哪里有错。", **_too_long(WORDS_LENGTH)},
    )
    right = Words(
        label="应该是什么",
        required=False,
        max_length=WORDS_LENGTH,
        help_text="知道正确说法的，请写在这里。",
        error_messages=_too_long(WORDS_LENGTH),
    )
    contact = forms.CharField(
        label="联系方式",
        required=False,
        max_length=CONTACT_LENGTH,
        help_text="电话或邮箱。只用来核实这处差错，不会公开。",
        error_messages=_too_long(CONTACT_LENGTH),
    )
    website = forms.CharField(
        label="请不要填写",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": -1}),
    )

    @property
    def shown(self) -> list[forms.BoundField]:
        """The fields that people see."""
        return [field for field in self if field.name != "website"]
