"""Somebody's own account at the desk: the last logins, the age of the password, the second step."""

from base64 import b32encode
from typing import Any

import segno
from django.conf import settings
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.safestring import mark_safe

from newsroom.accounts import codes, passwords
from newsroom.accounts.forms import CodeForm
from newsroom.audit.models import Event

SHOWN = 10  # The last logins.


def account_page(request: HttpRequest) -> HttpResponse:
    """Show the last logins and failures under one's name, and the state of password and second step."""
    logins = Event.objects.filter(username=request.user.get_username(), kind=Event.Kind.LOGIN)
    return _page(
        request,
        "account",
        "我的账号",
        logins=logins[:SHOWN],
        password_until=passwords.expires_at(request.user),
        two_step=codes.is_on(request.user),
    )


def two_step_page(request: HttpRequest) -> HttpResponse:
    """Switch the second step on; where it is, renew the backup codes or switch it off (POST, with a code)."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if codes.is_on(request.user):
        return _on_page(request, form)
    if form.is_valid():
        backup = codes.confirm(request.user, form.cleaned_data["code"])
        if backup:
            return _page(request, "backup_codes", "备用码", codes=backup)
        form.add_error("code", "动态码不对。请核对手机的时间，等换了新码再填。")
    device = codes.begin(request.user)
    return _page(
        request,
        "two_step",
        "启用两步验证",
        form=form,
        key=b32encode(device.bin_key).decode(),
        picture=_picture(device.config_url),
    )


def _on_page(request: HttpRequest, form: CodeForm) -> HttpResponse:
    may_end = not codes.is_demanded(request.user)
    if form.is_valid():
        if not codes.matches(request.user, form.cleaned_data["code"]):
            form.add_error("code", "动态码不对，或已经用过。请等手机上换了新码再填。")
        elif "renew" in request.POST:
            return _page(request, "backup_codes", "备用码", codes=codes.renew_backup_codes(request.user))
        elif may_end:
            codes.switch_off([request.user], by=request.user)
            messages.success(request, "两步验证已停用。")
            return redirect("admin:account")
    return _page(request, "two_step_on", "两步验证", form=form, may_end=may_end)


def _picture(address: str) -> str:
    """The key as a QR code: an SVG that needs neither script nor style."""
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff")
    return mark_safe(drawn)  # noqa: S308 - drawn by segno, with nothing in it but squares  # nosec B308 B703


def _page(request: HttpRequest, template: str, title: str, **context: Any) -> TemplateResponse:
    common = {**admin.site.each_context(request), "title": title, "site_name": settings.SITE["name"]}
    return TemplateResponse(request, f"admin/accounts/{template}.html", {**common, **context})
