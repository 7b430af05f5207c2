"""Moves of the workflow as the desk offers them: beside a text, and as actions on a list."""

from collections import Counter
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles import history, listing, workflow
from articles.admin.asking import FlowForm, asked_in
from articles.admin.following import following
from articles.admin.histories import HistoryAdmin
from articles.admin.lists import FrugalAdmin
from articles.admin.looking_up import KeySelect
from articles.admin.notices import settle
from articles.admin.reviews import flow_of
from articles.admin.source import source_of
from articles.admin.versions import versions_of
from articles.models import Article, Byline, PhotoCredit, Stage, Status
from articles.moves import CORRECT, MOVES, WRITE, Move, may
from articles.texts import digest, text_of

# What the database fills in by itself, or a file that was sent along.
_FILLED_IN = ("updated_at", "width", "height", "revision")

# The buttons that stand after the others, in their order.
_LATER = ("return", "recall", "reopen", "withdraw", "spike")


class MovesAdmin(FrugalAdmin, HistoryAdmin):
    """Something publishable. Nothing is deleted here: a draft is spiked, a public text withdrawn."""

    change_form_template = "admin/articles/change_form.html"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) or request.user.has_perm(WRITE)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever may see all, and a correspondent their own."""
        if super().has_view_permission(request, obj):
            return True
        return request.user.has_perm(WRITE) and (obj is None or obj.author_id == request.user.pk)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Public texts are for those who may correct; a correspondent changes drafts of their own."""
        if obj is not None and obj.is_public:
            return request.user.has_perm(CORRECT)
        if super().has_change_permission(request, obj):
            return True
        is_own_draft = obj is None or (obj.author_id == request.user.pk and obj.status == Status.DRAFT)
        return request.user.has_perm(WRITE) and is_own_draft

    def formfield_for_foreignkey(self, db_field: ForeignKey, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", KeySelect(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """All rows, or a correspondent's own."""
        rows = super().get_queryset(request)
        return rows if super().has_view_permission(request) else rows.filter(author=request.user)

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public page, for what has one."""
        return super().get_view_on_site_url(obj) if obj is None or obj.is_public else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The moves that this user may make with many at once: those that need no word about each."""
        moves = (m for m in MOVES.values() if not (m.needs_opinion or m.is_review or m.name == "schedule"))
        mine = (m for m in moves if may(m, request.user, is_own=True))
        return {move.name: (_apply, move.name, f"{move.label}所选") for move in mine}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **options: Any) -> Any:
        """The form, which also asks for what a move must be told."""
        form = super().get_form(request, obj, change, **options)
        return type(form.__name__, (FlowForm, form), {"asked_by": request.user})

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a text with its flow, or save it and make a move. Who may not change it still moves it."""
        found = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if found and "_move" in request.POST and not self.has_change_permission(request, found):
            try:
                workflow.check_what_is_said(asked_in(request.POST, request.user))
            except workflow.RefusedError as error:
                request.method, context["move_error"] = "GET", str(error)  # Nothing to save: show it again.
            else:
                return self.moved(request, found)
        request.found = found  # type: ignore[attr-defined]
        if found and request.method == "GET":  # Its form may be filled with what is found beside it.
            context |= self.beside(request, found)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **options: Any) -> Any:
        """Show the page. A save that leads elsewhere never asks what stands beside the text."""
        found = getattr(request, "found", None)
        if found and "flow" not in context:
            context = {**self.beside(request, found), **context}
        return super().render_change_form(request, context, *args, **options)

    def beside(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """Return what stands beside a text: its flow, its source, its other findings."""
        moves = sorted(workflow.open_to(request.user, thing), key=_place)
        said = {name: request.POST.get(f"_{name}", "") for name in ("opinion", "publish_at", "correction")}
        return {
            **self.names(),
            "flow": flow_of(thing),
            "moves": moves,
            "later": _LATER,
            "show_following": thing.status in (Status.DRAFT, Status.IN_REVIEW),
            "stage_label": Stage(thing.stage).label if thing.stage else "",
            "needing": next((move for move in moves if move.needs_opinion), None),
            "said": {**said, "on": "on" in (request.POST.get("_on", ""), request.GET.get("on"))},
            "source": source_of(thing),
            "versions": versions_of(thing) if isinstance(thing, Article) else [],
        }

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what can be edited, and settle the notices that the editor has ticked."""
        if change:  # As it was, to be compared with what it will be, and to be gone back to.
            form.text_before = history.keep(obj, by=None, at=obj.created_at)
            obj.revision += 1
            fields = (field for field in obj._meta.concrete_fields if not field.primary_key)
            names = [field.name for field in fields if field.editable or field.name in _FILLED_IN]
            obj.save(update_fields=names)  # Not the status: somebody may have moved it in between.
        else:
            obj.author = request.user
            super().save_model(request, obj, form, change)
        settle(request, obj.notices.all())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the people and topics of a page, then what lists copy of them, then what an edit entails."""
        super().save_related(request, form, formsets, change)
        thing = form.instance
        listing.refresh(self.model, [thing.pk])
        before = form.text_before if change else digest(text_of(thing))
        stood = thing.status
        notice, article = request.POST.get("_correction", ""), form.initial.get("article")
        is_edited = workflow.edited(
            thing, before, by=request.user, notice=notice,
            article_before=article if change else None, resigned=change and _is_resigned(formsets),
        )  # fmt: skip
        thing.is_void = is_edited and stood in workflow.UNDER_REVIEW
        if thing.is_void:
            self.message_user(request, "文字有改动，此前的审校意见作废，已重新送审。", messages.WARNING)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Log a save that changed something: a move alone tells of itself."""
        return super().log_change(request, obj, message) if message else None

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After saving, make the move whose button was pressed, or go on to what follows."""
        if "_move" in request.POST:
            return self.moved(request, obj)
        if "_following" in request.POST:
            self.message_user(request, f"已保存“{obj}”。", messages.SUCCESS)
            return self.go_on(request, following(obj, request.user))
        return super().response_change(request, obj)

    def moved(self, request: HttpRequest, thing: Any) -> HttpResponse:
        """Make the move that was asked for; then back to the page, or on to what follows."""
        name, goes_on = request.POST["_move"], request.POST.get("_on") == "on"
        if getattr(thing, "is_void", False) and name in MOVES and MOVES[name].is_review:
            self.message_user(request, f"这一次没有{MOVES[name].label}：请看过改动再审。", messages.WARNING)
            return redirect(request.path)
        follower = following(thing, request.user) if goes_on else None  # Seen from where it still stands.
        is_made = self.make_move(request, name, self.model.objects.filter(pk=thing.pk))
        return self.go_on(request, follower) if is_made and goes_on else redirect(request.path)

    def go_on(self, request: HttpRequest, key: int | None) -> HttpResponse:
        """Lead to the page of what follows; where nothing does, to the list."""
        if key is None:
            self.message_user(request, "没有下一篇了。")
            return redirect(reverse(f"admin:articles_{self.opts.model_name}_changelist"))
        return redirect(reverse(f"admin:articles_{self.opts.model_name}_change", args=[key]) + "?on=on")

    def make_move(self, request: HttpRequest, name: str, rows: QuerySet[Any]) -> bool:
        """Move those of `rows` that may move, log it, and tell how many did, and why others did not.

        Return whether any did. Raises PermissionDenied where there is no such move, or no right to it.
        """
        asked = asked_in({**request.POST.dict(), "_move": name}, request.user)
        said, when = asked.opinion, asked.publish_at
        try:
            moved = workflow.move(name, rows, by=request.user, opinion=said, publish_at=when)
        except workflow.RefusedError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        if moved.keys:
            LogEntry.objects.log_actions(
                request.user.pk or 0, self.model.objects.filter(pk__in=moved.keys), CHANGE, MOVES[name].label
            )
            self.message_user(request, f"已{MOVES[name].label} {len(moved.keys)} 项。", messages.SUCCESS)
            self.tell_of_photos(request, name, moved.keys)
        for reason, times in Counter(moved.refused.values()).items():
            self.message_user(request, f"{times} 项没有改动：{reason}。", messages.WARNING)
        return bool(moved.keys)

    def tell_of_photos(self, request: HttpRequest, name: str, keys: list[int]) -> None:
        """Say which photos have not come back with their articles."""
        left = 0
        if self.model is Article:
            left = workflow.left_behind(name, Article.objects.filter(pk__in=keys)).count()
        if left:
            text = f"{left} 张图片没有一起恢复，需要时请到“图片”里单独处理。"
            self.message_user(request, text, messages.WARNING)


def _place(move: Move) -> int:
    """Where the button of a move stands."""
    return 1 + _LATER.index(move.name) if move.name in _LATER else 0


def _is_resigned(formsets: Any) -> bool:
    """Whether somebody else signs now than before: another person in a row, a row more or less."""
    changed = (found for formset in formsets for found in formset.changed_objects)
    gone = (row for formset in formsets for row in (*formset.new_objects, *formset.deleted_objects))
    return any("correspondent" in names for _, names in changed) or any(
        isinstance(row, Byline | PhotoCredit) for row in gone
    )


def _apply(model_admin: MovesAdmin, request: HttpRequest, rows: QuerySet[Any]) -> None:
    model_admin.make_move(request, request.POST["action"], rows)
