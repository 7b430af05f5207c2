"""Two people merged: the other is found, what would change is shown, then it is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.admin.people.pages import address, log, number, person_of, show
from articles.people.forecast import forecast
from articles.people.hands import RegroupingError
from articles.people.namesakes import namesakes, profiles
from articles.people.regrouping import merge
from articles.people.undoing import told
from people.models import Correspondent

MOST_FOUND = 20


def merge_page(request: HttpRequest, key: int) -> HttpResponse:
    """Find whom to merge into the person `key`, show what that would do (GET), and do it (POST)."""
    kept = person_of(key)
    other = number((request.POST if request.method == "POST" else request.GET).get("other", ""))
    if other is None:
        return _choose(request, kept)
    gone = person_of(other)
    try:
        if request.method == "POST":
            return _merge(request, kept, gone)
        expected = forecast(kept, gone)
    except RegroupingError as error:
        messages.error(request, str(error))
        return redirect(address("merge", key))
    two = profiles([kept, gone])
    return show(request, "merge", kept, f"合并到{kept}", gone=gone, two=two, forecast=expected)


def found_by(typed: str, person: Correspondent) -> list[Correspondent]:
    """Return the first others whom `typed` finds."""
    found = Correspondent.objects.found_by(typed).exclude(pk=person.pk)
    return list(found[:MOST_FOUND]) if typed.strip() else []


def _choose(request: HttpRequest, kept: Correspondent) -> HttpResponse:
    typed = request.GET.get("q", "")
    found = profiles(found_by(typed, kept)) if typed else namesakes(kept)
    return show(request, "merge_choose", kept, "选择要合并的人员", found=found, typed=typed, most=MOST_FOUND)


def _merge(request: HttpRequest, kept: Correspondent, gone: Correspondent) -> HttpResponse:
    record = merge(kept.pk, gone.pk, by=request.user)
    log(request, [kept], f"合并：{told(record)}")
    text = f"已合并：{told(record)}。记录为第 {record.pk} 号，可以在下面撤销。"
    messages.success(request, text)
    return redirect(address("change", kept.pk))
