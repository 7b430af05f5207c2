"""Moves of the workflow as the desk offers them: buttons on a page, actions on a list."""

from collections import Counter
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import history, listing, workflow
from articles.admin.notices import settle
from articles.admin.scheduling import time_from
from articles.admin.source import source_of
from articles.admin.versions import versions_of
from articles.models import Article, Status
from articles.moves import CORRECT, MOVES, WRITE, may
from articles.texts import digest, text_of


class MovesAdmin(admin.ModelAdmin):
    """Something publishable. Nothing is deleted here: a draft is spiked, a public text withdrawn."""

    change_form_template = "admin/articles/change_form.html"
    list_per_page = 50
    show_full_result_count = False

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

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if found:
            context = {"moves": workflow.open_to(request.user, found), "source": source_of(found)}
        if isinstance(found, Article):
            context["versions"] = versions_of(found)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and settle the notices that the editor has ticked."""
        if change:  # As it was, to be compared with what it will be, and to be gone back to.
            form.text_before = history.keep(obj, by=None, at=obj.created_at)
            obj.revision += 1
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
        notice = request.POST.get("_correction", "")
        if workflow.edited(thing, before, by=request.user, notice=notice) and stood in workflow.UNDER_REVIEW:
            self.message_user(request, "文字有改动，此前的审校意见作废，已重新送审。", messages.WARNING)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After saving, make the move whose button was pressed."""
        if "_move" not in request.POST:
            return super().response_change(request, obj)
        self.make_move(request, request.POST["_move"], self.model.objects.filter(pk=obj.pk))
        return redirect(request.path)

    def make_move(self, request: HttpRequest, name: str, rows: QuerySet[Any]) -> None:
        """Move those of `rows` that may move, log it, and tell how many did, and why others did not."""
        if name not in MOVES:
            raise PermissionDenied
        opinion, publish_at = request.POST.get("_opinion", ""), time_from(request, "_publish_at")
        try:
            moved = workflow.move(name, rows, by=request.user, opinion=opinion, publish_at=publish_at)
        except workflow.RefusedError as error:
            self.message_user(request, str(error), messages.ERROR)
            return
        if moved.keys:
            LogEntry.objects.log_actions(
                request.user.pk or 0, self.model.objects.filter(pk__in=moved.keys), CHANGE, MOVES[name].label
            )
            self.message_user(request, f"已{MOVES[name].label} {len(moved.keys)} 项。", messages.SUCCESS)
            self.tell_of_photos(request, name, moved.keys)
        for reason, times in Counter(moved.refused.values()).items():
            self.message_user(request, f"{times} 项没有改动：{reason}。", messages.WARNING)

    def tell_of_photos(self, request: HttpRequest, name: str, keys: list[int]) -> None:
        """Say which photos have not come back with their articles."""
        left = 0
        if self.model is Article:
            left = workflow.left_behind(name, Article.objects.filter(pk__in=keys)).count()
        if left:
            text = f"{left} 张图片没有一起恢复，需要时请到“图片”里单独处理。"
            self.message_user(request, text, messages.WARNING)


def _apply(model_admin: MovesAdmin, request: HttpRequest, rows: QuerySet[Any]) -> None:
    model_admin.make_move(request, request.POST["action"], rows)
