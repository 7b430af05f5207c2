"""Codes as a second step of the login (TOTP, RFC 6238), and backup codes for a lost phone."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction
from django_otp import match_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from newsroom.audit.recording import Kind, record

BACKUP_CODES = 10
_NAME = "newsroom"


def is_on(user: Any) -> bool:
    """Whether `user` gives a code at login."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def anybody_has_one() -> bool:
    """Whether the login has to ask for a code at all."""
    return bool(settings.TWO_STEP) or TOTPDevice.objects.filter(confirmed=True).exists()


def is_demanded(user: Any) -> bool:
    """Whether `user` has to have a second step: TWO_STEP says of whom it is asked."""
    return bool({"staff": user.is_staff, "admins": user.is_superuser}.get(settings.TWO_STEP))


def matches(user: Any, code: str) -> bool:
    """Whether `code` is the one of this half minute, or a backup code; either is good for once.

    After each wrong one the next is looked at after 1, 2, 4, 8 … seconds alone.
    """
    return match_token(user, code.replace(" ", "").lower()) is not None


def begin(user: Any) -> TOTPDevice:
    """Return the key that waits for `user` to show that their phone has it: the same until they do."""
    device, _ = TOTPDevice.objects.get_or_create(user=user, confirmed=False, defaults={"name": _NAME})
    return device


def confirm(user: Any, code: str) -> list[str] | None:
    """Switch the second step on where `code` fits the key that waits; return the backup codes, else None."""
    with transaction.atomic():
        device = TOTPDevice.objects.select_for_update().filter(user=user, confirmed=False).first()
        if device is None or not device.verify_token(code.replace(" ", "")):
            return None
        TOTPDevice.objects.filter(user=user, confirmed=True).delete()
        device.confirmed = True
        device.save(update_fields=["confirmed"])
        record(Kind.TWO_STEP, f"账号 {user.get_username()}", "启用", by=user)
        return _new_backup_codes(user)


def renew_backup_codes(user: Any) -> list[str]:
    """Return new backup codes; the old ones are void."""
    with transaction.atomic():
        record(Kind.TWO_STEP, f"账号 {user.get_username()}", "换新备用码", by=user)
        return _new_backup_codes(user)


def switch_off(users: Collection[Any], *, by: Any = None) -> None:
    """Take the second step away from `users`, on record: they log in with their passwords alone."""
    with transaction.atomic():
        for user in users:
            for model in (TOTPDevice, StaticDevice):
                model.objects.filter(user=user).delete()
            record(Kind.TWO_STEP, f"账号 {user.get_username()}", "停用", by=by)


def _new_backup_codes(user: Any) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name=_NAME)
    codes = [StaticToken.random_token() for _ in range(BACKUP_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
