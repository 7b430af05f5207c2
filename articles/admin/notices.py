"""Notices settled one by one, wherever the desk shows them; with what they propose, or without."""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.wording import name
from articles.models import Article, Column, Notice
from articles.notices import Proposal, proposal

_OPEN: dict[str, Any] = {"resolved": False, "resolved_by": None, "resolved_at": None, "accepted": False}


def settle(request: HttpRequest, notices: QuerySet[Notice]) -> int:
    """Settle those of `notices` that the editor has ticked, open the others again, and count the changes.

    Does nothing where the page that was sent showed none.
    """
    if "notices_shown" not in request.POST:
        return 0
    ticked = _ticked(request, "resolved")
    settled = notices.filter(pk__in=ticked, resolved=False).update(**_settled_by(request))
    untouched = [*ticked, *_ticked(request, "accepted")]
    return settled + notices.filter(resolved=True).exclude(pk__in=untouched).update(**_OPEN)


def with_proposals(notices: list[Notice], article: Article) -> None:
    """Give each of an article's notices its `proposal`, where it is open and has one, and who settled it."""
    fields = _fields(article)
    for notice in notices:
        found = None if notice.resolved else proposal(notice.code, notice.message, fields)
        notice.proposal = found  # type: ignore[attr-defined]
    by_somebody = [notice for notice in notices if notice.resolved_by_id]
    prefetch_related_objects(by_somebody, "resolved_by")
    for notice in by_somebody:
        notice.settled_by = name(notice.resolved_by)  # type: ignore[attr-defined]


def take(request: HttpRequest, article: Article) -> tuple[list[Notice], list[Notice]]:
    """Write what the ticked notices propose into `article`, without saving it, and settle them.

    Returns those that were taken, and those that could not be: the text says something else by now.
    """
    taken: list[Notice] = []
    left: list[Notice] = []
    for notice in article.notices.filter(pk__in=_ticked(request, "accepted"), resolved=False):
        found = proposal(notice.code, notice.message, _fields(article))
        (taken if found else left).append(notice)
        if found:
            _write(article, found)
    accepted = article.notices.filter(pk__in=[notice.pk for notice in taken])
    accepted.update(accepted=True, **_settled_by(request))
    return taken, left


def _settled_by(request: HttpRequest) -> dict[str, Any]:
    return {"resolved": True, "resolved_by": request.user, "resolved_at": timezone.now()}


def _fields(article: Article) -> dict[str, str]:
    column = article.column.name if article.column else ""
    return {"kicker": article.kicker, "dateline": article.dateline, "body": article.body, "column": column}


def _write(article: Article, found: Proposal) -> None:
    for field, value in found.changes.items():
        new = Column.objects.filter(name=value).first() if field == "column" else value
        setattr(article, field, new)


def _ticked(request: HttpRequest, box: str) -> list[str]:
    return [key for key in request.POST.getlist(box) if key.isascii() and key.isdecimal() and len(key) < 19]
