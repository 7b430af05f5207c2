"""What is kept of accounts beside Django's own."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models
from django.utils import timezone


class Password(models.Model):
    """A password that an account has had, as it was hashed, and since when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="passwords", verbose_name="账号"
    )
    encoded = models.CharField("密码摘要", max_length=128)
    set_at = models.DateTimeField("设置时间", default=timezone.now)

    class Meta:
        verbose_name = "用过的密码"
        verbose_name_plural = "用过的密码"
        ordering = ("-pk",)
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.user} {self.set_at:%Y-%m-%d}"


class FailedLogin(AccessAttempt):  # type: ignore[misc]
    """Failures of one name from one address: the library's table under a name for the desk."""

    class Meta:
        proxy = True
        verbose_name = "登录失败和锁定"
        verbose_name_plural = "登录失败和锁定"
        default_permissions = ("view", "unlock")
