"""The forms of the login and of the second step."""

from typing import Any

from django import forms
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator

from newsroom.accounts import codes

_CODE = {"autocomplete": "one-time-code", "spellcheck": "false", "autocapitalize": "none"}


class CodeForm(forms.Form):
    """A code alone."""

    code = forms.CharField(label="动态码", max_length=20, widget=forms.TextInput(attrs=_CODE))


class LoginForm(AdminAuthenticationForm):
    """Name and password, and the code of those who have switched it on, all at once."""

    code = forms.CharField(
        label="动态码或备用码",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs=_CODE),
        help_text="没有启用两步验证的账号不用填。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Django's form shows the length and does not check it; the table of failures holds no more.
        username = self.fields["username"]
        username.validators.append(MaxLengthValidator(getattr(username, "max_length", 150)))
        if not codes.anybody_has_one():
            del self.fields["code"]

    def confirm_login_allowed(self, user: Any) -> None:
        """Refuse a right password without its code. A wrong code counts as a wrong password does."""
        super().confirm_login_allowed(user)
        if not codes.is_on(user):
            return
        code = self.cleaned_data.get("code") or ""
        if not code:
            raise ValidationError("这个账号启用了两步验证，请同时填写密码和动态码。", code="code_missing")
        if not codes.matches(user, code):
            told = {"username": user.get_username()}
            user_login_failed.send(__name__, credentials=told, request=self.request, is_code=True)
            raise ValidationError(
                "动态码不对，或已经用过。请等手机上换了新码，连同密码再填一次。", code="code_wrong"
            )
