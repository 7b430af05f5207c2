"""Moves of the workflow as the desk offers them: buttons on a page, actions on a list."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles import listing, workflow
from articles.admin.notices import settle
from articles.admin.source import source_of
from articles.admin.versions import versions_of
from articles.models import Article


class MovesAdmin(admin.ModelAdmin):
    """Something publishable. Nothing is deleted here: a draft is spiked, a public text withdrawn."""

    change_form_template = "admin/articles/change_form.html"
    list_per_page = 50
    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        """The public page, for what has one."""
        return super().get_view_on_site_url(obj) if obj is None or obj.is_public else None

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """The moves that this user may make."""
        moves = (m for m in workflow.MOVES.values() if request.user.has_perm(m.permission))
        return {move.name: (_apply, move.name, f"{move.label}所选") for move in moves}

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        found = self.get_object(request, object_id)
        context: dict[str, Any] = {}
        if found:
            context = {"moves": workflow.open_to(request.user, found.status), "source": source_of(found)}
        if isinstance(found, Article):
            context["versions"] = versions_of(found)
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and settle the notices that the editor has ticked."""
        super().save_model(request, obj, form, change)
        settle(request, obj.notices.all())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the people and topics of a page, then what lists copy of them."""
        super().save_related(request, form, formsets, change)
        listing.refresh(self.model, [form.instance.pk])

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """After saving, make the move whose button was pressed."""
        if "_move" not in request.POST:
            return super().response_change(request, obj)
        self.make_move(request, request.POST["_move"], self.model.objects.filter(pk=obj.pk))
        return redirect(request.path)

    def make_move(self, request: HttpRequest, name: str, rows: QuerySet[Any]) -> None:
        """Move those of `rows` that may move, log it, and tell the editor how many did."""
        move = workflow.MOVES.get(name)
        movable = list(rows.filter(status__in=move.sources)) if move else []
        refused = rows.count() - len(movable)
        if move and movable:
            keys = [row.pk for row in movable]
            workflow.move(name, self.model.objects.filter(pk__in=keys), by=request.user)
            LogEntry.objects.log_actions(request.user.pk or 0, movable, CHANGE, move.label)
            self.message_user(request, f"已{move.label} {len(movable)} 项。", messages.SUCCESS)
            self.tell_of_photos(request, name, keys)
        if refused:
            self.message_user(request, f"{refused} 项的状态不允许这样做，没有改动。", messages.WARNING)

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
