"""The desk's pages for articles."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join

from articles import body
from articles.admin.counts import count_of
from articles.admin.moves import MovesAdmin
from articles.admin.tables import TableAdmin
from articles.models import Article, ArticleTopic, Byline, ImportBatch, Notice, Topic


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


class BodyField(forms.CharField):
    """A body as editors type it; its HTML in and out."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return body.to_source(value) if isinstance(value, str) and value.startswith("<") else value

    def clean(self, value: Any) -> str:
        return body.sanitise(body.from_source(super().clean(value)))


class ArticleForm(forms.ModelForm):
    body = BodyField(label="正文", required=False, strip=False, help_text="空一行另起一段；小标题前加“## ”。")


class BylineInline(admin.TabularInline):
    model = Byline
    fields = ("role", "correspondent", "credit_line", "position")
    autocomplete_fields = ("correspondent",)
    extra = 0


class TopicInline(admin.TabularInline):
    model = ArticleTopic
    fields = ("topic", "confirmed", "reason")
    readonly_fields = ("reason",)
    extra = 0


@admin.register(Article)
class ArticleAdmin(TableAdmin, MovesAdmin):
    table_kind = ImportBatch.Kind.ARTICLES
    form = ArticleForm
    list_display = ("title", "status", "topic_names", "byline_names", "issue", "page_number", "notice_count")
    list_display_links = ("title",)
    list_filter = ("status", TopicFilter, NoticeFilter, "origin")
    list_select_related = ("issue",)
    search_fields = ("headline", "kicker", "subhead")
    search_help_text = "按标题查找"
    autocomplete_fields = ("issue", "column")
    readonly_fields = ("status", "published_at", "photo_links")
    inlines = (BylineInline, TopicInline)
    fieldsets = (
        (None, {"fields": ("kicker", "headline", "subhead", "dateline", "body")}),
        ("见报", {"fields": ("column", "issue", "page_number", "origin", "source_name")}),
        ("其他", {"fields": ("tags", "photo_links", "status", "published_at")}),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Article]:
        rows = super().get_queryset(request).order_by("-pk")
        if request.resolver_match and request.resolver_match.url_name == "articles_article_changelist":
            rows = rows.annotate(open_notices=count_of(Notice.objects.open(), "article"))
            rows = rows.defer("body")
            rows = rows.prefetch_related("bylines__correspondent", "topic_links__topic")
        return rows

    @admin.display(description="标题", ordering="headline")
    def title(self, article: Article) -> str:
        return article.headline

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
        rows = (
            (reverse("admin:articles_photo_change", args=[photo.pk]), str(photo))
            for photo in (article.photos.all() if article.pk else ())
        )
        return format_html_join("、", '<a href="{}">{}</a>', rows) or "—"
