"""Which request of the desk is being answered, for what happens deep below it."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from newsroom.desk import is_desk

_current: ContextVar[HttpRequest | None] = ContextVar("request of the desk", default=None)


def current() -> HttpRequest | None:
    """Return the request of the desk that is being answered; None on the command line."""
    return _current.get()


class AuditMiddleware:
    """Remembers who asks, and records who was refused what at the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_desk(request):
            return self.get_response(request)
        token = _current.set(request)
        try:
            response = self.get_response(request)
            if response.status_code == 403 and request.user.is_authenticated:
                _record_denied(request)
            return response
        finally:
            _current.reset(token)


def _record_denied(request: HttpRequest) -> None:
    from newsroom.audit.recording import Kind, Result, record

    record(Kind.DENIED, f"{request.method} {request.path}", result=Result.FAILED)
