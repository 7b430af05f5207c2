"""What the audit log hears of by itself: logins, accounts and permissions, and what the apps tell."""

from typing import Any

from axes.signals import user_locked_out
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from articles import events
from newsroom.audit.recording import Kind, Result, record

# What an account may do by itself; its groups and permissions come besides.
_RIGHTS = {"username": "用户名", "is_active": "有效", "is_staff": "可登录", "is_superuser": "超级用户"}
_CHANGES = {"post_add": "增加", "post_remove": "去掉", "pre_clear": "全部去掉"}


def connect() -> None:
    """Begin to listen."""
    user_logged_in.connect(_logged_in)
    user_login_failed.connect(_failed)
    user_locked_out.connect(_locked)
    user_logged_out.connect(_logged_out)
    pre_save.connect(_remember_rights, sender=User)
    post_save.connect(_account_saved, sender=User)
    post_save.connect(_group_saved, sender=Group)
    for model in (User, Group):
        post_delete.connect(_deleted, sender=model)
    for links in (User.groups.through, User.user_permissions.through, Group.permissions.through):
        m2m_changed.connect(_rights_changed, sender=links)
    events.happened.connect(_happened)


def _logged_in(sender: Any, request: Any, user: Any, **about: Any) -> None:
    record(Kind.LOGIN, by=user, request=request)


def _logged_out(sender: Any, request: Any, user: Any, **about: Any) -> None:
    if user is not None:
        record(Kind.LOGOUT, by=user, request=request)


def _failed(sender: Any, credentials: Any, request: Any = None, **about: Any) -> None:
    """A guess. Those that a lock has turned away are not written: whoever makes them would fill the table."""
    if not getattr(request, "axes_locked_out", False) or request.axes_failures_since_start:
        what = "动态码不对" if about.get("is_code") else "用户名或密码不对"
        name = str(credentials.get("username") or "")
        record(Kind.LOGIN, what, username=name, result=Result.FAILED, request=request)


def _locked(sender: Any, request: Any, username: str | None = None, **about: Any) -> None:
    """The guess that was one too many; what comes after it finds the lock."""
    if request.axes_failures_since_start:
        said = f"{settings.AXES_FAILURE_LIMIT} 次失败，该地址暂停登录"
        record(Kind.LOCK, request.axes_ip_address or "", said, username=username or "", request=request)


def _remember_rights(sender: Any, instance: Any, raw: bool, update_fields: Any, **about: Any) -> None:
    """Look what an account could do before it is saved; a login, which saves its time, asks for nothing."""
    is_concerned = update_fields is None or not set(_RIGHTS).isdisjoint(update_fields)
    found = sender.objects.filter(pk=instance.pk).values(*_RIGHTS).first() if instance.pk else None
    instance._rights_before = (found or {}) if is_concerned and not raw else None


def _account_saved(sender: Any, instance: Any, created: bool, **about: Any) -> None:
    before = instance._rights_before
    if before is None:
        return
    changed = {
        name: getattr(instance, name) for name in _RIGHTS if getattr(instance, name) != before.get(name)
    }
    if created or changed:
        said = "、".join(f"{_RIGHTS[name]}：{_said(value)}" for name, value in changed.items())
        record(Kind.ACCOUNT, f"{'新' if created else ''}账号 {instance.get_username()}", said)


def _said(value: Any) -> str:
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def _group_saved(sender: Any, instance: Group, created: bool, raw: bool, **about: Any) -> None:
    if not raw:
        record(Kind.ACCOUNT, f"{'新' if created else ''}组 {instance.name}")


def _deleted(sender: Any, instance: Any, **about: Any) -> None:
    record(Kind.ACCOUNT, f"{_named(instance)}", "删除")


def _rights_changed(
    sender: Any, instance: Any, action: str, reverse: bool, model: Any, pk_set: Any, **about: Any
) -> None:
    """Groups and permissions given and taken, from either end of the link."""
    if action not in _CHANGES or (action != "pre_clear" and not pk_set):
        return
    others = model.objects.filter(pk__in=pk_set or ()).order_by("pk")
    what = "、".join(map(_named, others)) or model._meta.verbose_name
    record(Kind.ACCOUNT, _named(instance), f"{_CHANGES[action]}：{what}")


def _named(thing: Any) -> str:
    """An account, a group or a permission, named for somebody who reads the log."""
    if isinstance(thing, User):
        return f"账号 {thing.get_username()}"
    return f"组 {thing.name}" if isinstance(thing, Group) else str(thing.name)


def _happened(sender: Any, kind: str, subject: str, detail: str, by: Any, **about: Any) -> None:
    record(Kind(kind), subject, detail, by=by)
