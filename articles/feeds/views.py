"""The feeds themselves, by Django's syndication framework, and their addresses."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import get_conditional_response
from django.utils.html import escape
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from articles import contents
from articles.feeds import sources
from articles.feeds.generators import GENERATORS, fields_of
from articles.feeds.items import Item
from articles.feeds.sources import Source
from articles.metadata.forms import FORMS, Form
from articles.metadata.site import Site

# Where each feed is, what its address is called, and what it is made of.
FEEDS: tuple[tuple[str, str, Callable[..., Source]], ...] = (
    ("feeds/latest/", "feed_latest", sources.latest),
    ("feeds/topics/<slug:slug>/", "feed_topic", sources.topic),
    ("feeds/columns/<slug:slug>/", "feed_column", sources.column),
    ("feeds/people/<int:pk>/", "feed_person", sources.person),
)


class ArticleFeed(Feed):
    """A feed of articles in one form. Whoever has it already is told so before any text is read."""

    language = "zh-cn"

    def __init__(self, source: Callable[..., Source], form: Form) -> None:
        self.source = source
        self.feed_type = GENERATORS[form.ending]
        self.content_type = GENERATORS[form.ending].content_type

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the feed, or with 304."""
        site = Site.of(request)
        source = replace(self.source(site, **kwargs), feed_url=site.absolute(request.path))
        mark, changed_at = source.state()
        seconds = int(changed_at.timestamp()) if changed_at else None
        response = get_conditional_response(request, mark, seconds) or self._written(source, request)
        response.headers["ETag"] = mark
        if seconds is not None:
            response.headers["Last-Modified"] = http_date(seconds)
        return response

    def _written(self, source: Source, request: HttpRequest) -> HttpResponse:
        feed = self.get_feed(source, request)
        response = HttpResponse(content_type=self.content_type)
        feed.write(response, "utf-8")
        return response

    def title(self, source: Source) -> str:
        """Return the title of the feed."""
        return source.title

    def description(self, source: Source) -> str:
        """Return what the feed is of, for RSS and JSON."""
        return source.description

    subtitle = description

    def link(self, source: Source) -> str:
        """Return the page that shows the same articles."""
        return source.url

    def feed_url(self, source: Source) -> str:
        """Return where the feed itself is, in this form."""
        return source.feed_url

    def author_name(self, source: Source) -> str:
        """Return who publishes, since an article may be signed by nobody."""
        return source.site.publisher or source.site.name

    def items(self, source: Source) -> list[Item]:
        """Return the articles."""
        return source.items()

    def item_title(self, item: Item) -> str:
        """Return the headline, as plain text."""
        return item.article.headline

    def item_description(self, item: Item) -> str:
        """Return the beginning of the text, as HTML, which readers take it for."""
        return escape(item.article.summary)

    def item_link(self, item: Item) -> str:
        """Return the address."""
        return item.url

    item_guid = item_link
    item_guid_is_permalink = True

    def item_author_name(self, item: Item) -> str | None:
        """Return all who signed, for RSS."""
        return "、".join(name for name, _ in item.authors) or None

    def item_pubdate(self, item: Item) -> datetime.datetime | None:
        """Return when it went on the web."""
        return item.article.published_at

    def item_updateddate(self, item: Item) -> datetime.datetime:
        """Return when its text last changed."""
        return item.changed_at

    def item_categories(self, item: Item) -> list[str]:
        """Return column and tags."""
        return item.categories

    def item_extra_kwargs(self, item: Item) -> dict[str, Any]:
        """Return the whole text, and the rest that the forms write."""
        return fields_of(item)


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The page that tells readers what they can subscribe to."""
    context = {"topics": contents.topics(), "columns": contents.columns()}
    return render(request, "articles/feeds.html", context)


def addresses() -> list[URLPattern]:
    """Return where each feed is in each form."""
    found = [
        path(
            f"{route}{form.ending}/" if form.ending else route,
            require_safe(ArticleFeed(source, form)),
            name=f"{name}{form.suffix}",
        )
        for route, name, source in FEEDS
        for form in FORMS
    ]
    return [path("feeds/", feeds, name="feeds"), *found]
