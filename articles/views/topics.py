"""Topics and columns: what the paper is read by."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import paging
from articles.currency import fresh_since
from articles.filters import Filters, asked_column, asked_year
from articles.models import Article, ArticleTopic, Column, Topic
from articles.years import listed_years

# The columns offered are those of so many of a topic's newest articles, whatever the size of the topic.
LOOKED_THROUGH = 500


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles, newest first, of one year and of one column where the address names them."""
    topic = get_object_or_404(Topic, slug=slug)
    years = listed_years(ArticleTopic, "topic", topic.pk)
    chosen = Filters(asked_year(request, years), asked_column(request))
    links = links_of(topic)
    if chosen.year:
        links = links.filter(listed_on__year=chosen.year)
    columns = _columns_in(links)
    if chosen.column:  # By its own index, so that no article is read only to learn its column.
        in_column = Article.objects.listed().filter(column=chosen.column)
        links = links.filter(article__in=in_column.values("pk"))
    page = paging.newest(request, links, key="article_id", kept=chosen.query)
    context = {
        "topic": topic,
        "page": page,
        "articles": [link.article for link in page.rows],
        "fresh_since": fresh_since(topic, timezone.localdate()),
        **_filters(chosen, years, columns),
    }
    return render(request, "articles/topic.html", context)


@require_safe
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column's articles, newest first, of one year where the address names it."""
    column = get_object_or_404(Column.objects.with_articles(), slug=slug)
    years = listed_years(Article, "column", column.pk)
    chosen = Filters(asked_year(request, years))
    rows = column.articles.published().for_cards()
    if chosen.year:
        rows = rows.filter(listed_on__year=chosen.year)
    page = paging.newest(request, rows, kept=chosen.query)
    context = {"column": column, "page": page, "articles": page.rows, **_filters(chosen, years, ())}
    return render(request, "articles/column.html", context)


def links_of(topic: Topic) -> QuerySet[ArticleTopic]:
    return ArticleTopic.objects.filter(topic=topic).listed().with_articles()


def _columns_in(links: QuerySet[ArticleTopic]) -> QuerySet[Column]:
    newest = links.order_by("-listed_on", "-article_id")[:LOOKED_THROUGH]
    return Column.objects.filter(pk__in=newest.values("article__column"))


def _filters(chosen: Filters, years: list[int], columns: Any) -> dict[str, Any]:
    """What a page shows of its filters: their names with their links, and what is chosen."""
    choices = {"年份": chosen.year_choices(years), "栏目": chosen.column_choices(columns)}
    return {"chosen": chosen, "filters": {name: links for name, links in choices.items() if links}}
