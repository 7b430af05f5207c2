"""The history of a text: its versions, what differs between them, and an earlier one put back."""

from collections import defaultdict
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse

from articles import history, workflow
from articles.admin.differences import compared
from articles.admin.reviews import SheetAdmin
from articles.admin.wording import name
from articles.importing.wording import differences
from articles.models import Article, Photo, Review, Version
from articles.models.review import REVIEWS
from articles.refusals import link_of
from articles.texts import digest, text_of

SHOWN = 30  # Versions a page, and deeds of the log.


def versions_kept(thing: Article | Photo) -> QuerySet[Version]:
    """Return the versions of an article or photo, the newest first."""
    rows = Version.objects.filter(**{link_of(type(thing)): thing.pk})
    return rows.select_related("changed_by").order_by("-pk")


def restore(version: Version, *, by: Any, notice: str = "") -> bool:
    """Put the words of a version back, with all that an edit entails, and return whether the text changed.

    Captions are put back where their photos are still in the article. Who signed, the column and the
    pictures stay. Raises PermissionDenied where a public text is changed by somebody who may not.
    """
    model: Any = Article if version.article_id else Photo
    with transaction.atomic():
        thing = model.objects.select_for_update().get(pk=version.article_id or version.photo_id)
        parts = [(thing, version.text), *(history.photos_in(thing, version.text) if model is Article else [])]
        changed = [(part, said) for part, said in parts if not history.says(part, said)]
        before = [history.keep(part, by=None, at=part.created_at) for part, _ in changed]
        for part, said in changed:
            history.put_back(part, said)
        for (part, _), was in zip(changed, before, strict=True):
            workflow.edited(part, was, by=by, notice=notice if part is thing else "")
    return bool(changed)


class HistoryAdmin(SheetAdmin):
    """Something publishable with its history, for whoever may see it."""

    def get_urls(self) -> list[URLPattern]:
        view, name = (
            self.admin_site.admin_view(self.versions_view),
            f"articles_{self.opts.model_name}_versions",
        )
        return [path("<int:key>/versions/", view, name=name), *super().get_urls()]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the versions, which list the deeds of the log as well."""
        if not object_id.isdecimal():
            raise Http404
        return redirect(self._versions_address(int(object_id)))

    def versions_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show the versions (GET), or put one back (POST). Raises PermissionDenied and Http404."""
        thing = self.viewed(request, key)
        kept = versions_kept(thing)
        if request.method == "POST":
            version = get_object_or_404(kept, pk=_number(request.POST.get("version")))
            return self._put_back(request, thing, version)
        page = Paginator(kept.defer("text"), SHOWN).get_page(request.GET.get("p"))
        wanted = request.GET.get("version")
        chosen = get_object_or_404(kept, pk=_number(wanted)) if wanted else kept.first()
        context = {
            **self.admin_site.each_context(request),
            **self.names(),
            "title": f"历史：{thing}",
            "opts": self.opts,
            "thing": thing,
            "page": page,
            "rows": _with_reviews(thing, page.object_list),
            "log": self._log(thing),
            "may_change": self.has_change_permission(request, thing),
            **(_shown(thing, chosen, request.GET.get("with") == "present") if chosen else {}),
        }
        return render(request, "admin/articles/versions.html", context)

    def _put_back(self, request: HttpRequest, thing: Any, version: Version) -> HttpResponse:
        if not self.has_change_permission(request, thing):
            raise PermissionDenied
        if restore(version, by=request.user, notice=request.POST.get("_correction", "")):
            self.log_change(request, thing, f"恢复 {version} 的文字")
            self.message_user(request, "已恢复这一版的文字。署名、栏目和图片文件没有改动。", messages.SUCCESS)
            if thing.status in workflow.UNDER_REVIEW:
                self.message_user(request, "此前的审校意见作废，已重新送审。", messages.WARNING)
        else:
            self.message_user(request, "现在的文字就是这一版，没有改动。")
        return redirect(self._versions_address(thing.pk))

    def _versions_address(self, key: int) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_versions", args=[key])

    def _log(self, thing: Any) -> list[tuple[LogEntry, str]]:
        kind = ContentType.objects.get_for_model(self.model)
        rows = LogEntry.objects.filter(content_type=kind, object_id=str(thing.pk)).select_related("user")
        return [(entry, name(entry.user)) for entry in rows.order_by("-action_time", "-pk")[:SHOWN]]


def _number(given: str | None) -> int:
    if not (given and given.isascii() and given.isdecimal() and len(given) <= 18):
        raise Http404
    return int(given)


def _with_reviews(thing: Any, versions: Any) -> list[tuple[Version, str, list[str]]]:
    """Versions, each with who made it and which reviews it was given."""
    given = defaultdict(list)
    reviews = Review.objects.filter(**{link_of(type(thing)): thing.pk}, decision__in=REVIEWS)
    for review in reviews.select_related("reviewer").order_by("pk"):
        given[review.text_sha256].append(f"{review}（{name(review.reviewer)}）")
    return [
        (version, name(version.changed_by) if version.changed_by else "", given[version.sha256])
        for version in versions
    ]


def _shown(thing: Any, chosen: Version, with_present: bool) -> dict[str, Any]:
    """The version chosen: what it says, and what differs from the one before, or from the text as it is."""
    present = text_of(thing)
    before = versions_kept(thing).filter(pk__lt=chosen.pk).first()
    said = history.fields_of(chosen.text)
    old, new = history.fields_of(before.text) if before else said, said
    if with_present:
        old, new = said, history.fields_of(present)
    return {
        "chosen": chosen,
        "before": before,
        "with_present": with_present,
        "is_present": chosen.sha256 == digest(present),
        "said": {label: text for label, text in said.items() if text},
        "differences": compared(differences(old, new)),
    }
