"""Topics and columns: what the paper is read by."""

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import paging
from articles.models import ArticleTopic, Column, Topic


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles, newest first."""
    topic = get_object_or_404(Topic, slug=slug)
    page = paging.newest(request, links_of(topic), key="article_id")
    context = {"topic": topic, "page": page, "articles": [link.article for link in page.rows]}
    return render(request, "articles/topic.html", context)


@require_safe
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column's articles, newest first."""
    column = get_object_or_404(Column.objects.with_articles(), slug=slug)
    page = paging.newest(request, column.articles.published().for_cards())
    return render(request, "articles/column.html", {"column": column, "page": page, "articles": page.rows})


def links_of(topic: Topic) -> QuerySet[ArticleTopic]:
    return ArticleTopic.objects.filter(topic=topic).listed().with_articles()
