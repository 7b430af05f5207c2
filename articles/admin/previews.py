"""Articles and photos as citizens will see them, before they do."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from articles import reading
from articles.models import Article, Photo, Status, Topic
from articles.texts import READ_WITH_ARTICLE

# What a preview is looked at on: `phone` is set by `static/css/preview.css`, `elder` is 长者模式 itself.
SIZES = {"desktop": "电脑", "phone": "手机", "elder": "长者版"}

_STATE = {
    Status.PUBLISHED: "预览（已发布）",
    Status.WITHDRAWN: "预览（已撤回，读者看不到）",
    Status.SPIKED: "预览（已弃用，读者看不到）",
}


class PreviewAdmin(admin.ModelAdmin):
    """A page at the desk that shows something by the template of its public page."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        return [path("<path:object_id>/preview/", view, name=name), *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Show what is saved to whoever may see it at the desk, and to no search engine."""
        thing = self.get_object(request, object_id)
        if thing is None:
            raise Http404
        if not self.has_view_permission(request, thing):
            raise PermissionDenied
        chosen = request.GET.get("as", "")
        preview = {
            "state": _STATE.get(thing.status, "预览（尚未发布）"),
            "size": chosen if chosen in SIZES else "desktop",
            "sizes": SIZES,
            "address": f"admin:{self.opts.app_label}_{self.opts.model_name}_change",
            "key": thing.pk,
        }
        template, context = _page_of(thing)
        response = render(request, template, {**context, "preview": preview})
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers["Cache-Control"] = "no-store"
        return response


def _page_of(thing: Article | Photo) -> tuple[str, dict[str, Any]]:
    """The template of a public page and its context, as if what is not public yet were."""
    if isinstance(thing, Photo):
        photo = Photo.objects.for_cards().select_related("article").get(pk=thing.pk)
        return "articles/photo.html", reading.of_photo(photo)
    article = Article.objects.for_page().get(pk=thing.pk)
    photos = list(article.photos.filter(status__in=READ_WITH_ARTICLE).with_credits().as_printed())
    topics = list(Topic.objects.filter(article_links__in=article.topic_links.exclude(confirmed=False)))
    corrections = reading.corrections_of(article, photos)
    return "articles/article.html", reading.of_article(article, photos, topics, corrections)
