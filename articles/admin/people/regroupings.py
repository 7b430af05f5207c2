"""Merges and splits on record: the list, and each with what it moved, to be undone."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.imports.pages import page_of
from articles.admin.people.pages import address, log, show
from articles.people.hands import CREDITS, Keys, RegroupingError
from articles.people.undoing import refusal, staying, told, undo
from articles.people.works import ARTICLES, PHOTOS
from people.models import Regrouping

A_PAGE = 50
SHOWN = 100


def regroupings_page(request: HttpRequest) -> HttpResponse:
    """List all merges and splits, the latest first."""
    rows = Regrouping.objects.select_related("person", "created_by", "undone_by")
    page = page_of(request, rows, A_PAGE)
    records = [(record, told(record)) for record in page.object_list]
    return show(request, "regroupings", None, "合并与拆分记录", page=page, records=records)


def regrouping_page(request: HttpRequest, key: int) -> HttpResponse:
    """Show a merge or split, with what an undo would leave (GET), and undo it (POST)."""
    record = Regrouping.objects.select_related("person", "created_by", "undone_by").filter(pk=key).first()
    if record is None:
        raise Http404
    if request.method == "POST":
        return _undo(request, record)
    stays = record.fields.get("stayed", {}) if record.undone_at else staying(record)
    return show(
        request,
        "regrouping",
        record.person,
        f"{record.get_kind_display()}第 {record.pk} 号",
        record=record,
        told=told(record),
        why_not=refusal(record),
        counts={name: len(record.moved.get(name, ())) for name in (*CREDITS, "alias")},
        moved=list(_works(record.moved)),
        stays=list(_works(stays)),
        shown=SHOWN,
    )


def _undo(request: HttpRequest, record: Regrouping) -> HttpResponse:
    what = told(record)
    try:
        undone = undo(record.pk, by=request.user)
    except RegroupingError as error:
        messages.error(request, str(error))
    else:
        if record.person:
            log(request, [record.person], f"撤销{record.get_kind_display()}：{what}")
        stayed = sum(map(len, undone.fields["stayed"].values()))
        left = f"{stayed} 项后来已改署他人，保持不动，列在下面。" if stayed else ""
        messages.success(request, f"已撤销：{what}。{left}")
    return redirect(address("regrouping", record.pk))


def _works(keys: Keys) -> Iterator[tuple[Any, Any, Any]]:
    """The first bylines and credits of each kind: the kind, what it signs, and whose it is now."""
    for kind, model in zip((ARTICLES, PHOTOS), CREDITS.values(), strict=True):
        chosen = list(keys.get(model._meta.model_name, ()))[:SHOWN]
        rows = model.objects.filter(pk__in=chosen).select_related(kind.link, "correspondent").order_by("pk")
        yield from ((kind, getattr(row, kind.link), row.correspondent) for row in rows)
