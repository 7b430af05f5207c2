"""One person found to be two: what belongs to the other is ticked, and passed on."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.imports.pages import page_of
from articles.admin.people.merging import found_by
from articles.admin.people.pages import address, log, number, person_of, show
from articles.people.hands import CREDITS, RegroupingError
from articles.people.namesakes import namesakes, profiles
from articles.people.regrouping import split
from articles.people.signed import Signed, signed
from articles.people.undoing import told
from articles.people.works import UNDATED, by_year
from people.models import Correspondent

A_PAGE = 100
NEW = "new"


def split_page(request: HttpRequest, key: int) -> HttpResponse:
    """Show what a person has signed, to be ticked (GET), and pass on what is ticked (POST)."""
    person = person_of(key)
    year, line = request.GET.get("year", ""), request.GET.get("line", "").strip()
    found = signed(key, year, line)
    if request.method == "POST":
        try:
            return _split(request, person, found)
        except RegroupingError as error:
            messages.error(request, str(error))
    return show(
        request,
        "split",
        person,
        f"拆分：{person}",
        page=page_of(request, found, A_PAGE),
        ticked=_ticked(request.POST),
        given=request.POST,
        years=by_year([key]).get(key, {}),
        year=year,
        line=line,
        undated=UNDATED,
        candidates=_candidates(request, person),
        typed=request.GET.get("q", ""),
    )


def _candidates(request: HttpRequest, person: Correspondent) -> list[Any]:
    """Those to whom it may be given: of the same name, or found by what is typed."""
    typed = request.GET.get("q", "")
    known = namesakes(person)
    keys = {profile.person.pk for profile in known}
    return [*known, *profiles(other for other in found_by(typed, person) if other.pk not in keys)]


def _ticked(given: Any) -> set[str]:
    return set(given.getlist("credit"))


def _split(request: HttpRequest, person: Correspondent, found: list[Signed]) -> HttpResponse:
    chosen = {row.name for row in found} if "everything" in request.POST else _ticked(request.POST)
    to = request.POST.get("to", "")
    other = number(to)
    if other is None and to != NEW:
        raise RegroupingError("请选择这些署名属于谁。")
    organisation = request.POST.get("organisation", "")
    record = split(person.pk, _keys(chosen), to=other, organisation=organisation, by=request.user)
    log(request, [person], f"拆分：{told(record)}")
    messages.success(request, f"已拆分：{told(record)}。记录为第 {record.pk} 号，可以在下面撤销。")
    if record.fields["revised"]:
        messages.warning(request, f"{record.fields['revised']} 篇审校中的文字署名有变，已重新送审。")
    return redirect(address("change", person.pk))


def _keys(chosen: set[str]) -> Mapping[str, list[int]]:
    """The keys behind names such as `byline-12`."""
    keys: dict[str, list[int]] = {name: [] for name in CREDITS}
    for name, _, key in (one.partition("-") for one in chosen):
        if name in keys and (found := number(key)) is not None:
            keys[name].append(found)
    return keys
