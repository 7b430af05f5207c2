"""What a feed is made of, and how one tells cheaply that nothing in it has changed."""

import datetime
import hashlib
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from articles.feeds.items import Item
from articles.metadata.site import Site
from articles.models import Article, ArticleTopic, Byline, Column, Correction, Photo, Topic
from articles.querysets import ArticleQuerySet
from articles.signers import public_signers

LENGTH = 30

Rows = ArticleQuerySet


@dataclass(frozen=True, slots=True)
class Source:
    """One feed: its title, what it is of, the address of its page, the articles in it, its own address."""

    site: Site
    title: str
    description: str
    url: str
    keys: tuple[int, ...]
    feed_url: str = ""

    def items(self) -> list[Item]:
        """Return the articles with their texts, newest first."""
        return [Item(self.site, article) for article in with_texts(_by_key(self.keys))]

    def state(self) -> tuple[str, datetime.datetime | None]:
        """Return a mark that changes with anything in the feed, and the time of the last change in it.

        Four short queries that read no text. A withdrawal moves the mark alone.
        """
        made = _stamps(Article.objects.filter(pk__in=self.keys), "pk", "moved_at", "updated_at")
        made += _stamps(Photo.objects.filter(article__in=self.keys), "pk", "moved_at", "updated_at")
        made += _stamps(Correction.objects.filter(article__in=self.keys), "pk", "created_at")
        signers = Byline.objects.filter(article__in=self.keys).order_by("pk")
        names = list(signers.values_list("pk", "correspondent__name", "credit_line"))
        times = [value for row in made for value in row if isinstance(value, datetime.datetime)]
        whole = repr((self.title, self.description, self.feed_url, settings.SITE, self.keys, made, names))
        return f'"{hashlib.sha256(whole.encode()).hexdigest()[:32]}"', max(times, default=None)


def latest(site: Site) -> Source:
    """Return the feed of all articles."""
    description = site.slogan or f"{site.name}的最新文章"
    return _source(site, site.name, description, "/", Article.objects.listed())


def topic(site: Site, slug: str) -> Source:
    """Return the feed of a topic; Http404 where there is none."""
    topic = get_object_or_404(Topic, slug=slug)
    links = ArticleTopic.objects.filter(topic=topic).listed()
    return _of(site, topic, topic.name, topic.description or f"“{topic.name}”主题的最新文章", links)


def column(site: Site, slug: str) -> Source:
    """Return the feed of a column; Http404 where there is none with something public in it."""
    column = get_object_or_404(Column.objects.with_articles(), slug=slug)
    description = column.description or f"“{column.name}”栏目的最新文章"
    return _of(site, column, column.name, description, column.articles.listed(), key="pk")


def person(site: Site, pk: int) -> Source:
    """Return the feed of what somebody has signed; Http404 where there is nobody with something public."""
    person = get_object_or_404(public_signers(), pk=pk)
    signed = person.bylines.listed()
    return _of(site, person, str(person), f"{person}的最新文章", signed)


def with_texts(articles: Rows) -> Rows:
    """Fetch all that a feed shows of articles, in as many queries whatever their number."""
    photos = Photo.objects.published().with_files().with_credits().as_printed()
    dates = Correction.objects.only("article_id", "created_at")
    return articles.for_page().prefetch_related(Prefetch("photos", photos), Prefetch("corrections", dates))


def _of(
    site: Site, thing: Any, name: str, description: str, rows: QuerySet[Any], key: str = "article_id"
) -> Source:
    title = f"{name} - {site.name}"
    return _source(site, title, description, thing.get_absolute_url(), rows, key)


def _source(
    site: Site, title: str, description: str, path: str, rows: QuerySet[Any], key: str = "pk"
) -> Source:
    """A feed of the newest of `rows`; who signed one article twice has it once."""
    newest = rows.order_by("-listed_on", f"-{key}").values_list(key, flat=True)[: 2 * LENGTH]
    keys = tuple(dict.fromkeys(newest))[:LENGTH]
    return Source(site, title, description, site.absolute(path), keys)


def _by_key(keys: tuple[int, ...]) -> Rows:
    return Article.objects.published().filter(pk__in=keys).newest_first()


def _stamps(rows: QuerySet[Any], *fields: str) -> list[tuple[Any, ...]]:
    return list(rows.order_by("pk").values_list(*fields))
