"""Accounts at the desk, and the addresses from which nobody may log in for now."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import F, QuerySet, Sum, Window
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.lists import FrugalAdmin
from newsroom.accounts import codes, locks
from newsroom.accounts.models import FailedLogin
from newsroom.audit.lines import plain

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Whoever looks after accounts makes nobody a superuser, and is none over superusers."""

    actions = ("end_two_step",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fields = ("last_login", "date_joined", *super().get_readonly_fields(request, obj))
        return fields if request.user.is_superuser else ("is_superuser", *fields)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    @admin.action(description="停用所选账号的两步验证", permissions=["change"])
    def end_two_step(self, request: HttpRequest, users: QuerySet[User]) -> None:
        """For those who have lost their phone and their backup codes."""
        found = [user for user in users if self.has_change_permission(request, user)]
        codes.switch_off(found)
        self.message_user(request, f"已停用 {len(found)} 个账号的两步验证。", messages.SUCCESS)


def _may_touch(request: HttpRequest, account: Any) -> bool:
    return account is None or not account.is_superuser or request.user.is_superuser


@admin.register(FailedLogin)
class FailedLoginAdmin(FrugalAdmin):
    """Failures that count still. What is old the library deletes with the next login."""

    list_display = ("address", "name", "failures", "moment", "is_locked")
    list_display_links = None
    actions = ("unlock",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_unlock_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("accounts.unlock_failedlogin"))

    def get_queryset(self, request: HttpRequest) -> QuerySet[FailedLogin]:
        of_address = Window(Sum("failures_since_start"), partition_by=F("ip_address"))
        rows: QuerySet[FailedLogin] = locks.recent(super().get_queryset(request))
        return rows.annotate(from_address=of_address)  # type: ignore[no-any-return]

    @admin.action(description="解除所选地址的锁定", permissions=["unlock"])
    def unlock(self, request: HttpRequest, attempts: QuerySet[FailedLogin]) -> None:
        """Forget all failures from the addresses of what was chosen."""
        found = set(attempts.values_list("ip_address", flat=True))
        locks.unlock(found)
        self.message_user(request, f"{len(found)} 个地址可以登录了。", messages.SUCCESS)

    @admin.display(description="来源地址")
    def address(self, attempt: FailedLogin) -> str:
        return attempt.ip_address or "—"

    @admin.display(description="用户名")
    def name(self, attempt: FailedLogin) -> str:
        return plain(attempt.username or "—", 150)

    @admin.display(description="失败次数")
    def failures(self, attempt: FailedLogin) -> int:
        return int(attempt.failures_since_start)

    @admin.display(description="最近一次")
    def moment(self, attempt: FailedLogin) -> str:
        return f"{timezone.localtime(attempt.attempt_time):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="已锁定", boolean=True)
    def is_locked(self, attempt: FailedLogin) -> bool:
        return locks.is_full(attempt.from_address)
