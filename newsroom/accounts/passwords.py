"""What passwords must be, as 等保 (GB/T 22239-2019, 8.1.4.1) asks by default; each rule is a setting."""

import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from newsroom.accounts.models import Password
from newsroom.audit.recording import Kind, record

KINDS = "大写字母、小写字母、数字、其他字符"


class KindsOfCharacters:
    """At least so many of four kinds of characters."""

    def __init__(self, kinds: int) -> None:
        self.kinds = kinds

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where a password has too few."""
        if _kinds(password) < self.kinds:
            raise ValidationError(f"密码至少要有{KINDS}中的 {self.kinds} 种。", code="password_too_plain")

    def get_help_text(self) -> str:
        return f"至少要有{KINDS}中的 {self.kinds} 种。"


class NotUsedBefore:
    """None of the last ones. It also remembers each new one, with its day, and puts the change on record."""

    def __init__(self, remembered: int) -> None:
        self.remembered = remembered

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError where `user` has, or had of late, this password."""
        if not self.remembered or user is None or user.pk is None:
            return
        kept = user.passwords.values_list("encoded", flat=True)[: self.remembered]
        if any(check_password(password, encoded) for encoded in {user.password, *kept}):
            raise ValidationError(f"不能与最近 {self.remembered} 次用过的密码相同。", code="password_used")

    def password_changed(self, password: str, user: Any = None) -> None:
        """Called by Django after an account with a new password was saved, whoever has set it."""
        if user is None or not user.password:
            return
        Password.objects.create(user=user, encoded=user.password)
        kept = list(user.passwords.values_list("pk", flat=True)[: max(self.remembered, 1)])
        user.passwords.exclude(pk__in=kept).delete()
        record(Kind.PASSWORD, f"账号 {user.get_username()}", "设置新密码")

    def get_help_text(self) -> str:
        return f"不能与最近 {self.remembered} 次用过的密码相同。" if self.remembered else ""


def expires_at(user: Any) -> datetime.datetime | None:
    """Return when the password of `user` is too old; None where it never is.

    A password that nobody has seen being set is as old as its account.
    """
    if not settings.PASSWORD_DAYS:
        return None
    newest = user.passwords.values_list("set_at", flat=True).first()
    since: datetime.datetime = newest or user.date_joined
    return since + datetime.timedelta(days=settings.PASSWORD_DAYS)


def is_too_old(user: Any) -> bool:
    """Whether `user` has to choose another password before anything else."""
    end = expires_at(user)
    return end is not None and end <= timezone.now()


def _kinds(password: str) -> int:
    tests = (
        lambda c: c.isascii() and c.isupper(),
        lambda c: c.isascii() and c.islower(),
        lambda c: c.isascii() and c.isdigit(),
        lambda c: not (c.isascii() and c.isalnum()),
    )
    return sum(any(map(test, password)) for test in tests)
