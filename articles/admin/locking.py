"""Two editors, one text: whoever saves second is shown both texts, and nothing of either is lost."""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.admin.comparing import Page, differences, fitted
from articles.admin.moves import MovesAdmin
from articles.moves import MOVES

# The buttons of a page. What is sent again is sent without the one that was pressed.
BUTTONS = ("_save", "_continue", "_addanother", "_following", "_move", "_back", "_discard")


class LockingAdmin(MovesAdmin):
    """A page that saves only over the text that it was opened with. Its form carries that revision."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        form = super().get_form(request, obj, change, **options)
        return _with_revision(form, getattr(request, "restored", None)) if change else form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        restored = getattr(request, "restored", None)
        return given if restored is None else {**given, "data": restored}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a text; or save it, where nobody else has meanwhile: two at once take turns here."""
        if request.method != "POST" or not object_id.isdecimal():
            return super().change_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            rows = self.model._default_manager.select_for_update().filter(pk=object_id)
            revision = rows.values_list("revision", flat=True).first()
            thing = self.get_object(request, object_id)
            if thing is not None and (answer := self.answered(request, thing, str(revision))):
                return answer
            return super().change_view(request, object_id, form_url, extra_context)

    def beside(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        is_restored = hasattr(request, "restored")
        return {**super().beside(request, thing), "editing": {"is_restored": is_restored}}

    def answered(self, request: HttpRequest, thing: Any, revision: str) -> HttpResponse | None:
        """Return the answer to what is no plain saving of the text as it stands; None where it is one."""
        is_stale = request.POST.get("revision") != revision
        if not self.has_change_permission(request, thing):
            return self.missed(request, thing) if is_stale else None
        if "_discard" in request.POST:
            self.discard_typed(request, thing)
            return redirect(request.path)
        if "_back" in request.POST:
            self.restore(request, thing, request.POST, request.POST.get("revision", ""))
            request.method = "GET"  # The form is shown, with what was typed in it, and not saved.
            return None
        return self.conflict(request, thing, revision) if is_stale else None

    def conflict(self, request: HttpRequest, thing: Any, revision: str) -> HttpResponse:
        """Show what is stored now beside what was typed, with the ways on. Nothing is saved or moved."""
        self.keep_typed(request, thing)
        now = self.page_of(request, thing)
        again = fitted(request.POST, now, revision)
        move = MOVES.get(request.POST.get("_move", ""))
        dropped = (*BUTTONS, "csrfmiddlewaretoken")
        context = {
            **self.admin_site.each_context(request),
            "title": f"没有保存：{self.opts.verbose_name}已有新的修改",
            "opts": self.opts,
            "thing": thing,
            "last": _last_change(thing),
            "differing": differences(now, self.page_of(request, thing, again)),
            "again": [(name, one) for name in again if name not in dropped for one in again.getlist(name)],
            "said": {"意见": request.POST.get("_opinion"), "更正说明": request.POST.get("_correction")},
            "move": move.label if move else "",
            "files": [str(file) for file in request.FILES.values()],
        }
        return TemplateResponse(request, "admin/articles/conflict.html", context)

    def missed(self, request: HttpRequest, thing: Any) -> HttpResponse | None:
        """Answer whoever may no longer change what they had open, or would move what they have not read."""
        if "revision" not in request.POST:
            return None
        self.keep_typed(request, thing)
        text = "您打开之后，这一篇又有了改动，刚才的操作没有生效。请看过现在的文字再处理。"
        self.message_user(request, text, messages.WARNING)
        return redirect(request.path)

    def restore(self, request: HttpRequest, thing: Any, typed: QueryDict, revision: str) -> list[Any]:
        """Put what was typed into the form that this request shows; return what differs from the stored."""
        now = self.page_of(request, thing)
        again = fitted(typed, now, revision)
        differing = differences(now, self.page_of(request, thing, again))
        request.restored = again  # type: ignore[attr-defined]
        return differing

    def page_of(self, request: HttpRequest, thing: Any, typed: QueryDict | None = None) -> Page:
        """Return the form and formsets of `thing` as it is stored, or as it was typed."""
        fields = flatten_fieldsets(self.get_fieldsets(request, thing))
        thing = copy.copy(thing)  # A form writes into it what it is sent.
        form = self.get_form(request, thing, change=True, fields=fields)(typed, instance=thing)
        formsets = []
        for factory, inline in self.get_formsets_with_inlines(request, thing):
            prefix, rows = factory.get_default_prefix(), inline.get_queryset(request)
            formset: Any = factory(typed, instance=thing, prefix=prefix, queryset=rows)
            formset.may_change = inline.has_change_permission(request, thing)
            formsets.append(formset)
        return Page(form, formsets)

    def keep_typed(self, request: HttpRequest, thing: Any) -> None:
        """Keep what was sent and is not saved, where there is a place for it."""

    def discard_typed(self, request: HttpRequest, thing: Any) -> None:
        """Forget what was kept."""


def _with_revision(form: Any, restored: QueryDict | None) -> Any:
    """Return a form class with the revision in it, filled with what is restored, if anything is."""

    class Opened(form):  # type: ignore[misc]
        revision = forms.CharField(required=False, widget=forms.HiddenInput)

        def __init__(self, data: Any = None, files: Any = None, **options: Any) -> None:
            super().__init__(restored if data is None else data, files, **options)
            self.initial["revision"] = str(self.instance.revision)

    return Opened


def _last_change(thing: Any) -> LogEntry | None:
    kind = ContentType.objects.get_for_model(type(thing))
    rows = LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk)).select_related("user")
    return rows.order_by("-action_time", "-pk").first()
