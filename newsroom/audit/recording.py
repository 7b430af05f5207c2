"""The one writer of the audit log: a row of the table, and a line of the logger `newsroom.audit`."""

import logging
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from articles import addresses
from newsroom.audit import requests
from newsroom.audit.lines import line, plain
from newsroom.audit.models import Event

logger = logging.getLogger("newsroom.audit")

Kind, Result = Event.Kind, Event.Result


def record(
    kind: str,
    subject: str = "",
    detail: str = "",
    *,
    by: Any = None,
    username: str = "",
    result: str = Result.DONE,
    request: HttpRequest | None = None,
) -> None:
    """Record that something has happened, in the transaction of what it is told of.

    What is rolled back leaves no row and no line. `by` is the user; without one it is whoever asks for the
    page that is being made; nobody stands for a command on the server. `username` is for a login that failed.
    """
    request = request or requests.current()
    user = by or _signed_in(request)
    told = {
        "kind": str(kind),
        "result": str(result),
        "account": user.pk if user else None,
        "username": username or (user.get_username() if user else ""),
        "address": addresses.address(request) if request else "",
        "subject": subject,
        "detail": detail,
    }
    event = Event.objects.create(**{name: _shown(name, value) for name, value in told.items()})
    transaction.on_commit(partial(logger.info, "%s", line({"at": event.at.isoformat(), **told})))


def _signed_in(request: HttpRequest | None) -> Any:
    user = getattr(request, "user", None)
    return user if user is not None and user.is_authenticated else None


def _shown(name: str, value: Any) -> Any:
    """A text as its column shows and holds it."""
    return (
        plain(value, getattr(Event._meta.get_field(name), "max_length", 0))
        if isinstance(value, str)
        else value
    )
