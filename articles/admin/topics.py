"""The desk's pages for topics and their rules."""

from itertools import islice
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.http import urlencode

from articles.admin.tables import TableAdmin
from articles.models import Article, ImportBatch, Topic, TopicRule
from articles.rulebook import Rulebook
from articles.suggestions import Change, Tally, rerun

BATCHES_A_REQUEST = 10  # 5,000 articles, about a second.
ARTICLES_SHOWN = 20


class RuleInline(admin.TabularInline):
    model = TopicRule
    extra = 0


@admin.register(Topic)
class TopicAdmin(TableAdmin):
    table_kind = ImportBatch.Kind.TOPICS
    list_display = ("name", "slug", "column_type", "threshold", "stale_after_days", "position")
    search_fields = ("name",)
    inlines = (RuleInline,)
    actions = ("suggest_again",)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suggest_view)
        return [path("suggest/", view, name="articles_topic_suggest"), *super().get_urls()]

    @admin.action(description="按规则重新归类所选主题", permissions=["suggest"])
    def suggest_again(self, request: HttpRequest, topics: QuerySet[Topic]) -> HttpResponse:
        """Lead to what would change for the topics chosen."""
        return redirect(_address(topics))

    def has_suggest_permission(self, request: HttpRequest) -> bool:
        """Whoever keeps the rules and may change articles, since the topics of articles change."""
        return self.has_change_permission(request) and request.user.has_perm("articles.change_article")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        context = {"can_suggest": self.has_suggest_permission(request)}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    def suggest_view(self, request: HttpRequest) -> HttpResponse:
        """Show what the rules would change for so many articles (GET), and change it (POST)."""
        if not self.has_suggest_permission(request):
            raise PermissionDenied
        rulebook = Rulebook(Topic.objects.filter(pk__in=_keys(request, "topic")))
        below = next(iter(_keys(request, "below")), None)
        if not rulebook.topics:
            raise Http404
        is_asked = request.method == "POST"
        tally, changes, last = _run(rulebook, below, dry_run=not is_asked)
        further = Article.objects.filter(pk__lt=last).exists()
        next_address = _address(rulebook.topics, below=last) if further else ""
        if is_asked:
            self.tell(request, rulebook, tally)
            return redirect(next_address or reverse("admin:articles_topic_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "title": "按规则重新归类",
            "opts": self.opts,
            "topics": rulebook.topics,
            "tally": tally,
            "changes": changes,
            "limit": ARTICLES_SHOWN,
            "next_address": next_address,
        }
        return render(request, "admin/articles/topic/suggest.html", context)

    def tell(self, request: HttpRequest, rulebook: Rulebook, tally: Tally) -> None:
        """Tell the editor what has changed, and log it."""
        self.message_user(request, f"已按规则重新归类。{tally}。", messages.SUCCESS)
        for topic in rulebook.topics:
            self.log_change(request, topic, f"按规则重新归类：{tally}")


def _run(
    rulebook: Rulebook, below: int | None, *, dry_run: bool
) -> tuple[Tally, dict[Article, list[Change]], int]:
    """Run over so many articles: the counts, the changes of the first few articles, the last one's key."""
    tally, shown, last = Tally(), dict[Article, list[Change]](), 0
    for batch in islice(rerun(rulebook, below=below, dry_run=dry_run), BATCHES_A_REQUEST):
        tally.add(batch)
        last = batch.last
        for change in batch.changes:
            if change.link.article in shown or len(shown) < ARTICLES_SHOWN:
                shown.setdefault(change.link.article, []).append(change)
    return tally, shown, last


def _keys(request: HttpRequest, name: str) -> list[int]:
    """The keys that the address names. Raises Http404 for what is none."""
    given = request.GET.getlist(name)
    if not all(key.isascii() and key.isdecimal() and len(key) <= 18 for key in given):
        raise Http404
    return [int(key) for key in given]


def _address(topics: Any, **more: int) -> str:
    query = urlencode([*(("topic", topic.pk) for topic in topics), *more.items()])
    return f"{reverse('admin:articles_topic_suggest')}?{query}"
