"""The desk's pages for articles."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from articles import workflow
from articles.admin.bodies import BodyForm, photo_line, photos_of
from articles.admin.counts import count_of
from articles.admin.editing import EditingAdmin
from articles.admin.filters import QueueFilter
from articles.admin.moves import MovesAdmin
from articles.admin.notices import take, with_proposals
from articles.admin.previews import PreviewAdmin
from articles.admin.scheduling import time_field
from articles.admin.searching import IndexedSearchAdmin
from articles.admin.signing import SignedInline
from articles.admin.tables import TableAdmin
from articles.admin.wording import span
from articles.models import Article, ArticleTopic, Byline, ImportBatch, Notice, Stage, Status, Topic
from articles.moves import stages


class TopicFilter(admin.SimpleListFilter):
    """By topic; a refused one does not count."""

    title = "主题"
    parameter_name = "topic"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        return [(topic.slug, topic.name) for topic in Topic.objects.all()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if not self.value():
            return queryset
        links = ArticleTopic.objects.filter(article=OuterRef("pk"), topic__slug=self.value())
        return queryset.filter(Exists(links.exclude(confirmed=False)))


class StatusFilter(admin.SimpleListFilter):
    """By status, and what is in review by the review that it waits for too."""

    title = "状态"
    parameter_name = "status__exact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, str]]:
        waiting = [(f"{Status.IN_REVIEW}-{stage:d}", f"待{stage.label}") for stage in stages()]
        found = []
        for value, label in Status.choices:
            found += [(value, label), *(waiting if value == Status.IN_REVIEW else ())]
        return found

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        status, _, stage = (self.value() or "").partition("-")
        if status not in Status.values or (stage and stage not in "123"):
            return queryset
        rows = queryset.filter(status=status)
        return rows.filter(stage=stage) if stage else rows


class NoticeFilter(admin.SimpleListFilter):
    """By whether notices wait to be settled."""

    title = "待核对提示"
    parameter_name = "notices"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("open", "有"), ("none", "没有")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        has_open = Exists(Notice.objects.open().filter(article=OuterRef("pk")))
        if self.value() == "open":
            return queryset.filter(has_open)
        return queryset.filter(~has_open) if self.value() == "none" else queryset


class ArticleForm(BodyForm):
    embargo_until = time_field(label="解禁时间", help_text="在此之前不能发布。")


class BylineInline(SignedInline):
    model = Byline
    fields = ("role", "correspondent", "credit_line", "position")
    extra = 0


class TopicInline(admin.TabularInline):
    model = ArticleTopic
    fields = ("topic", "confirmed", "reason")
    readonly_fields = ("reason",)
    extra = 0


@admin.register(Article)
class ArticleAdmin(IndexedSearchAdmin, EditingAdmin, TableAdmin, PreviewAdmin, MovesAdmin):
    table_kind = ImportBatch.Kind.ARTICLES
    form = ArticleForm
    list_display = (
        "title", "standing", "waiting_since", "topic_names", "byline_names", "issue", "page_number",
        "notice_count",
    )  # fmt: skip
    list_display_links = ("title",)
    list_filter = (QueueFilter, StatusFilter, TopicFilter, NoticeFilter, "origin")
    list_select_related = ("issue",)
    search_fields = ("headline",)  # Django asks whether there are any; see `IndexedSearchAdmin`.
    search_help_text = "在标题和正文里查找；几个词用空格隔开，整句加引号，不要的词前面加“-”"
    autocomplete_fields = ("issue", "column")
    readonly_fields = ("status", "published_at", "photo_links")
    inlines = (BylineInline, TopicInline)
    fieldsets = (
        (None, {"fields": ("kicker", "headline", "subhead", "dateline", "body")}),
        ("见报", {"fields": ("column", "issue", "page_number", "origin", "source_name")}),
        ("其他", {"fields": ("tags", "photo_links", "embargo_until", "status", "published_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request).order_by("-pk")
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            rows = rows.annotate(open_notices=count_of(Notice.objects.open(), "article"))
            rows = rows.defer("body")
            rows = rows.prefetch_related("bylines__correspondent", "topic_links__topic")
        return rows

    def beside(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """What stands beside an article: its notices with what they propose."""
        shown = super().beside(request, thing)
        if shown["source"]:
            with_proposals(shown["source"].notices, thing)
        return shown

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save what was typed, with what the ticked notices propose for it."""
        taken, left = take(request, obj) if change else ([], [])
        super().save_model(request, obj, form, change)
        for notice in taken:
            self.log_change(request, obj, f"采纳建议：{notice.message}")
        if taken:
            self.message_user(request, f"已采纳 {len(taken)} 条建议。", messages.SUCCESS)
        for notice in left:
            said = f"没有采纳：第 {notice.line} 行的建议所说的文字已不是原样，请自行核对。"
            self.message_user(request, said, messages.WARNING)

    @admin.display(description="标题", ordering="headline")
    def title(self, article: Article) -> str:
        return article.headline

    @admin.display(description="状态", ordering="status")
    def standing(self, article: Article) -> str:
        return f"待{Stage(article.stage).label}" if article.stage else article.get_status_display()

    @admin.display(description="等待", ordering="moved_at")
    def waiting_since(self, article: Article) -> str:
        """How long a text waits for the next one to move it, and since when."""
        if article.status not in workflow.UNDER_REVIEW or article.moved_at is None:
            return "—"
        since = timezone.localtime(article.moved_at)
        return format_html(
            '<time datetime="{}" title="{}">{}</time>',
            since.isoformat(timespec="minutes"), f"从 {since:%Y-%m-%d %H:%M} 起", span(timezone.now(), since),
        )  # fmt: skip

    @admin.display(description="主题")
    def topic_names(self, article: Article) -> str:
        links = article.topic_links.all()
        return "、".join(link.topic.name for link in links if link.confirmed is not False) or "—"

    @admin.display(description="署名")
    def byline_names(self, article: Article) -> str:
        return "、".join(byline.name for byline in article.bylines.all()) or "—"

    @admin.display(description="待核对", ordering="open_notices")
    def notice_count(self, article: Any) -> str:
        return str(article.open_notices or "—")

    @admin.display(description="图片")
    def photo_links(self, article: Article) -> str:
        """The article's photos, each by what is typed to give it a place in the body."""
        rows = (
            (photo_line(photo.pk), reverse("admin:articles_photo_change", args=[photo.pk]), str(photo))
            for photo in photos_of(article)
        )
        return format_html_join(mark_safe("<br>"), '<code>{}</code> <a href="{}">{}</a>', rows) or "—"  # nosec B308
