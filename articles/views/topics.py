"""Topics and columns: what the paper is read by."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import contents, listed, paging
from articles.cards import cards
from articles.currency import fresh_since
from articles.filters import Filters, asked_column, asked_year, offered
from articles.models import Article, ArticleTopic, Topic
from articles.years import listed_years


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic's articles, newest first, of one year and of one column where the address names them."""
    topic = _topic(slug)
    years = listed_years(ArticleTopic, "topic", topic.pk)
    chosen = Filters(asked_year(request, years), asked_column(request))
    rows = listed.of_topic(topic.pk).of_year(chosen.year).in_column(chosen.column)
    page = paging.listed(request, rows, chosen.query)
    context = {
        "topic": topic,
        "page": page,
        "articles": cards(place.key for place in page.rows),
        "fresh_since": fresh_since(topic, timezone.localdate()),
        "chosen": chosen,
        "filters": offered(chosen, years, contents.columns_in(topic.pk, chosen.year)),
    }
    return render(request, "articles/topic.html", context)


@require_safe
def column(request: HttpRequest, slug: str) -> HttpResponse:
    """A column's articles, newest first, of one year where the address names it."""
    column = next((each for each in contents.columns() if each.slug == slug), None)
    if column is None:
        raise Http404
    years = listed_years(Article, "column", column.pk)
    chosen = Filters(asked_year(request, years))
    page = paging.listed(request, listed.of_column(column.pk).of_year(chosen.year), chosen.query)
    context = {
        "column": column,
        "page": page,
        "articles": cards(place.key for place in page.rows),
        "chosen": chosen,
        "filters": offered(chosen, years, ()),
    }
    return render(request, "articles/column.html", context)


def _topic(slug: str) -> Topic:
    """The topic; one with nothing public in it yet has a page that says so."""
    shown = next((topic for topic in contents.topics() if topic.slug == slug), None)
    return shown or get_object_or_404(Topic, slug=slug)
