"""What somebody has to do before the desk opens to them: a new password, a second step."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from newsroom.accounts import codes, passwords
from newsroom.desk import is_desk

# Open to those who have something to do: what they do it with, and the way out.
_OPEN = ("login", "logout", "password_change", "password_change_done", "jsi18n", "two_step")
_GOOD_UNTIL, _HAS_CODE = "password_good_until", "has_code"


class DutiesMiddleware:
    """Leads those to their duty who have one.

    What was found is kept in the session, so that a page of the desk asks the database nothing for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request) or not request.user.is_authenticated or _is_open(request.path):
            return self.get_response(request)
        if _has_old_password(request):
            messages.warning(request, "您的密码已经用得太久，请先换一个，再继续工作。")
            return redirect("admin:password_change")
        if _lacks_code(request):
            messages.warning(request, "您的账号必须启用两步验证，请先启用，再继续工作。")
            return redirect("admin:two_step")
        return self.get_response(request)


def take_up(sender: Any, request: Any, user: Any, **about: Any) -> None:
    """Receive `user_logged_in`: look once what the user has to do."""
    _remember_password(request.session, user)
    request.session[_HAS_CODE] = codes.is_demanded(user) and codes.is_on(user)


def _is_open(path: str) -> bool:
    return path in {reverse(f"admin:{name}") for name in _OPEN}


def _has_old_password(request: HttpRequest) -> bool:
    """Whether the password is too old; asked of the database where the session does not know better."""
    if _GOOD_UNTIL not in request.session or _is_over(request.session):
        _remember_password(request.session, request.user)
    return _is_over(request.session)


def _is_over(session: Any) -> bool:
    end = session[_GOOD_UNTIL]
    return end is not None and end <= timezone.now().timestamp()


def _remember_password(session: Any, user: Any) -> None:
    end = passwords.expires_at(user)
    session[_GOOD_UNTIL] = end.timestamp() if end else None


def _lacks_code(request: HttpRequest) -> bool:
    if not codes.is_demanded(request.user) or request.session.get(_HAS_CODE):
        return False
    request.session[_HAS_CODE] = codes.is_on(request.user)
    return not request.session[_HAS_CODE]
