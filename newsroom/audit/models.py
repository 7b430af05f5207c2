"""The ledger of the audit log."""

from django.db import models
from django.utils import timezone


class Event(models.Model):
    """One thing that happened. Nothing refers to it and it refers to nothing: accounts go, it stays.

    `account` is the key of the account then, `username` what was typed at a login that failed. Texts have
    their control characters written out (`newsroom.audit.lines.plain`).
    """

    class Kind(models.TextChoices):
        LOGIN = "login", "登录"
        LOGOUT = "logout", "退出"
        LOCK = "lock", "登录锁定"
        UNLOCK = "unlock", "解除锁定"
        PASSWORD = "password", "密码"
        TWO_STEP = "two_step", "两步验证"
        ACCOUNT = "account", "账号和权限"
        ADD = "add", "增加"
        CHANGE = "change", "修改"
        DELETE = "delete", "删除"
        MOVE = "move", "稿件流转"
        RELEASE = "release", "整批发布"
        IMPORT = "import", "导入"
        UNDO = "undo", "撤销导入"
        REPARSE = "reparse", "重新解析"
        EXPORT = "export", "导出"
        DENIED = "denied", "越权访问"
        PRUNE = "prune", "清理审计记录"

    class Result(models.TextChoices):
        DONE = "done", "成功"
        FAILED = "failed", "失败"

    at = models.DateTimeField("时间", default=timezone.now)
    kind = models.CharField("事项", max_length=10, choices=Kind.choices)
    result = models.CharField("结果", max_length=6, choices=Result.choices, default=Result.DONE)
    account = models.BigIntegerField("账号编号", null=True, blank=True)
    username = models.CharField("用户名", max_length=150, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    subject = models.CharField("对象", max_length=200, blank=True)
    detail = models.CharField("说明", max_length=1000, blank=True)

    class Meta:
        verbose_name = "审计记录"
        verbose_name_plural = "审计记录"
        ordering = ("-at", "-pk")
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=("-at", "-id"), name="event_newest"),
            models.Index(fields=("kind", "-at", "-id"), name="event_of_kind"),
            models.Index(fields=("username", "-at", "-id"), name="event_of_user"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject}".strip()
