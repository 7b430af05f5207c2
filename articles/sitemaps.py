"""Sitemaps: an index, a file for each month, one of standing pages and lists, one of fresh news.

Every row comes from `listed()`, which the indexes of lists are of: a month is a range of one, in its order.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import contents, months
from articles.metadata.site import Site, printable
from articles.models import Article, Correction, Issue, Photo
from articles.routes import route
from articles.signers import public_signers

# Addresses a file may hold, by the protocol; a part of a month is half of it articles, half photos.
LIMIT = 50_000
PART = LIMIT // 2
PEOPLE_LIMIT = 40_000  # Leaves room for the other lists; whoever comes after is found through links.
NEWS_LIMIT = 1000
NEWS_AGE = datetime.timedelta(days=2)
STANDING = ("front", "issues", "photos", "people", "about", "accessibility", "site_map", "feeds")


Row = tuple[str, str]  # A path, and a time or nothing.


@dataclass(frozen=True, slots=True)
class Place:
    """An address of the site, and when its content last changed, where that is known."""

    url: str
    changed_at: str = ""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sitemaps."""
    site = Site.of(request)
    names = ["news", "pages", *_parts()]
    places = [Place(site.absolute(route("articles:sitemap", name))) for name in names]
    return _xml(request, "sitemaps/index.xml", places)


@require_safe
def sitemap(request: HttpRequest, name: str) -> HttpResponse:
    """One sitemap: "pages", or a month as "2025-03", or a further part of it as "2025-03-2"."""
    site = Site.of(request)
    rows = _pages() if name == "pages" else _month(name)
    places = [Place(site.absolute(path), changed_at) for path, changed_at in rows]
    if not places:
        raise Http404
    return _xml(request, "sitemaps/urls.xml", places)


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """Articles that are news now: put on the web within two days, and not printed long before."""
    since = timezone.now() - NEWS_AGE
    listed = Article.objects.listed().filter(
        listed_on__gte=timezone.localdate(since), published_at__gte=since
    )
    fresh = listed.newest_first().only("pk", "headline", "published_at")[:NEWS_LIMIT]
    site = Site.of(request)
    places = [
        (
            site.absolute(article.get_absolute_url()),
            _moment(article.published_at),
            printable(article.headline),
        )
        for article in fresh
    ]
    return _xml(request, "sitemaps/news.xml", places, name=printable(site.name))


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may fetch: all that is for reading."""
    closed = [
        route("admin:index"),
        route("articles:search"),
        route("display"),
        route("articles:report"),
    ]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        f"Sitemap: {Site.of(request).absolute(route('articles:sitemap_index'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _parts() -> Iterator[str]:
    """The names of the months' files, newest first."""
    articles, photos = months.of(Article, PART), months.of(Photo, PART)
    for month in sorted(articles.keys() | photos.keys(), reverse=True):
        for part in range(1, max(articles.get(month, 1), photos.get(month, 1)) + 1):
            yield f"{month}-{part}" if part > 1 else str(month)


def _month(name: str) -> Iterator[Row]:
    """The articles and photos of a part of a month. Only a month of many thousands has a second part."""
    named = months.named(name)
    if named is None:
        raise Http404
    month, part = named
    for model, link in ((Article, "article"), (Photo, "photo")):
        rows = month.rows(model.objects.listed()).order_by("listed_on", "pk")
        corrected = Correction.objects.filter(**{link: OuterRef("pk")}).order_by("-created_at")
        stamped = rows.annotate(corrected_at=Subquery(corrected.values("created_at")[:1]))
        times = stamped.values_list("pk", "published_at", "moved_at", "corrected_at")
        for pk, *known in times[(part - 1) * PART : part * PART]:
            yield route(f"articles:{link}", pk), _moment(max(at for at in known if at))


def _pages() -> Iterator[Row]:
    """What stands for good, and the lists. When a list last changed is not known, so nothing is said."""
    for name in STANDING:
        yield route(f"articles:{name}"), ""
    for rows in (contents.topics(), contents.columns(), Issue.objects.with_content()):
        yield from ((path, "") for path in dict.fromkeys(row.get_absolute_url() for row in rows))
    for key in public_signers().order_by("pk").values_list("pk", flat=True)[:PEOPLE_LIMIT]:
        yield route("articles:person", key), ""


def _moment(at: datetime.datetime) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds")


def _xml(request: HttpRequest, template: str, places: Iterable[Any], **context: Any) -> HttpResponse:
    return render(
        request, template, {"places": places, **context}, content_type="application/xml; charset=utf-8"
    )
