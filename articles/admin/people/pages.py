"""What all pages about people share: who may open them, how people are found, how pages are shown."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles import events
from people.admin import MERGE
from people.models import Correspondent

SEE_PEOPLE = "people.view_correspondent"
SEE_WORKS = "articles.view_article"

__all__ = ["MERGE", "SEE_PEOPLE", "SEE_WORKS"]


def page(route: str, name: str, view: Callable[..., HttpResponse], *permissions: str) -> URLPattern:
    """Return the address of a page for those who have all of `permissions`."""

    @wraps(view)
    def respond(request: HttpRequest, **named: Any) -> HttpResponse:
        if not request.user.has_perms(permissions):
            raise PermissionDenied
        return view(request, **named)

    return path(route, admin.site.admin_view(respond), name=f"people_correspondent_{name}")


def show(
    request: HttpRequest, template: str, person: Correspondent | None, title: str, **context: Any
) -> TemplateResponse:
    """Return a page of the desk about `person`, or about people."""
    common = {
        **admin.site.each_context(request),
        "opts": Correspondent._meta,
        "subject": person,
        "person": person,
        "title": title,
    }
    return TemplateResponse(request, f"admin/people/correspondent/{template}.html", {**common, **context})


def person_of(key: int) -> Correspondent:
    """Return a person with aliases and account. Raises Http404."""
    found = Correspondent.objects.select_related("user").prefetch_related("aliases").filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def number(text: str) -> int | None:
    """Return the key that a form or an address names, None for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None


def address(name: str, *named: Any) -> str:
    """Return where a page is."""
    return reverse(f"admin:people_correspondent_{name}", args=named)


def log(request: HttpRequest, people: list[Correspondent], message: str) -> None:
    """Record that the user has done something with people."""
    LogEntry.objects.log_actions(request.user.pk or 0, people, CHANGE, message)
    events.tell("change", "、".join(f"通讯员 {person.pk} {person}" for person in people), message)
