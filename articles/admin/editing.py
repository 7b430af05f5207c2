"""Who else is at an article, and what one has typed and not saved: told and offered on its page."""

import datetime
import re
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from articles import editing
from articles.admin.locking import LockingAdmin
from articles.admin.wording import name
from articles.models import Article, Editing

STALE = "您打开之后，这篇稿件已有新的修改。保存时会请您先比较。"
TOO_LONG = f"文字超过 {editing.LIMIT // 10_000} 万字，不能自动暂存。请及时保存。"
_PART = re.compile(r"_\d$")  # Of a field in several parts: a date and a time.
NOT_YOURS = "您现在不能修改这篇稿件。写的文字已暂存，没有保存。"


class EditingAdmin(LockingAdmin):
    """An article's page that tells who has it open, and keeps what is typed there."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.editing_view))
        return [path("<int:key>/editing/", view, name="articles_article_editing"), *super().get_urls()]

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save, and forget what was kept until then; but not words that are still offered beside the form."""
        super().save_related(request, form, formsets, change)
        if change and "_offered" not in request.POST:
            editing.discard(form.instance, request.user)

    def beside(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        return {**super().beside(request, thing), "editing": self.opened(request, thing)}

    def opened(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        """Note that the page is open; return who else has it open, and what is kept of this user's words."""
        now = timezone.now()
        told: dict[str, Any] = {"others": others(article, request.user, now), "key": request.user.pk}
        if not self.has_change_permission(request, article):
            return told
        told["may_type"] = True
        editing.opened(article, request.user, now)
        if hasattr(request, "restored"):  # Back from the page that compared.
            return {**told, "is_restored": True}
        if request.method != "GET":  # Not valid: the form has what was typed.
            return told
        kept = editing.unsaved(article, request.user)
        return {**told, "is_fresh": True, **(self.offered(request, article, kept) if kept else {})}

    def offered(self, request: HttpRequest, article: Article, kept: Editing) -> dict[str, Any]:
        """Return what is kept and not saved, beside what is stored; in the form, where that was asked for."""
        typed = QueryDict(mutable=True)
        for field, values in kept.unsaved.items():
            typed.setlist(field, values)
        differing = self.restore(request, article, typed, str(article.revision))
        told = {"kept": kept, "differing": differing}
        if differing and "restore" in request.GET:
            return {**told, "is_restored": True, "is_fresh": False}
        del request.restored  # type: ignore[attr-defined]
        if not differing:  # Saved, or typed back to what it was.
            editing.discard(article, request.user)
            return {}
        return {**told, "offered_at": int(kept.typed_at.timestamp() * 1000) if kept.typed_at else 0}

    def editing_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Hear a page: it is open, or left, perhaps with words not saved. Tell it who else is there.

        Raises Http404, and PermissionDenied for somebody who has not had the article open to change it.
        """
        article = self.get_object(request, str(key))
        if article is None:
            raise Http404
        may = self.has_change_permission(request, article)
        if not may and not article.editings.filter(user_id=request.user.pk).exists():
            raise PermissionDenied
        now = timezone.now()
        notice = "" if may else NOT_YOURS
        if request.POST.get("revision") != str(article.revision):
            notice = notice or STALE
        if "_typed" in request.POST:
            typed = self.own_fields(request, article)
            if sum(len(value) for values in typed.values() for value in values) > editing.LIMIT:
                notice = TOO_LONG
            else:
                editing.keep(article, request.user, typed, now)
        if "_left" in request.POST:
            editing.left(article, request.user, now)
        else:
            editing.spoke_up(article, request.user, now)
        return JsonResponse({"others": others(article, request.user, now), "notice": notice})

    def own_fields(self, request: HttpRequest, article: Article) -> editing.Typed:
        """Return the form's own fields of what was sent: no token, no button, nothing else."""
        fields = set(flatten_fieldsets(self.get_fieldsets(request, article)))
        formsets = self.get_formsets_with_inlines(request, article)
        prefixes = tuple(f"{factory.get_default_prefix()}-" for factory, _ in formsets)
        own = (n for n in request.POST if n in fields or _PART.sub("", n) in fields or n.startswith(prefixes))
        return {name: request.POST.getlist(name) for name in own}

    def keep_typed(self, request: HttpRequest, thing: Any) -> None:
        editing.keep(thing, request.user, self.own_fields(request, thing), timezone.now())

    def discard_typed(self, request: HttpRequest, thing: Any) -> None:
        editing.discard(thing, request.user)


def others(article: Article, user: Any, now: datetime.datetime) -> list[dict[str, str]]:
    """Return who else has `article` open: their names, and since when in words for people."""
    present = (one for one in editing.at_work(article, now) if one.user_id != user.pk)
    return [{"name": name(one.user), "since": _since(now - one.opened_at)} for one in present]


def _since(span: datetime.timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    if minutes < 1:
        return "刚刚打开"
    return f"{minutes} 分钟前打开" if minutes < 60 else f"{minutes // 60} 小时前打开"
