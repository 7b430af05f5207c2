"""Looking for articles."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import contents, search
from articles.filters import Choice
from articles.models import Column, Topic
from articles.narrowing import Narrowed, narrowed
from articles.paging import Page
from articles.rate import SEARCHES, limited
from articles.search import Found, Order, Query, facets, meaning, suggestions
from articles.search.authors import authors
from articles.search.cards import FoundCard, with_hits
from articles.search.facets import Facets


@require_safe
@limited(SEARCHES)
def results(request: HttpRequest) -> HttpResponse:
    """What `?q=` finds, narrowed and in the order that is asked for; without a word, the box alone."""
    topics, columns = contents.topics(), contents.columns()
    asked = narrowed(request.GET, topics, columns)
    query = search.parse(asked.typed)
    context = {
        "query": asked.typed,
        "title": f"“{asked.typed}”的搜索结果",
        "asked": asked,
        "has_terms": bool(query.wanted),
        "is_cut": len(request.GET.get("q", "")) > search.LONGEST_QUERY,
        "nav_topics": topics,
        "fields": _fields(asked, topics, columns),
        **(_found(asked, query, request.GET.get("before", ""), topics) if query.wanted else {}),
    }
    return render(request, "articles/search.html", context)


def _fields(
    asked: Narrowed, topics: Sequence[Topic], columns: Sequence[Column]
) -> list[tuple[str, str, list[Choice]]]:
    """The lists of the form to choose from: name, label, choices."""
    lists = (("topic", "主题", topics, asked.topic), ("column", "栏目", columns, asked.column))
    return [
        (name, label, [Choice(thing.name, thing.slug, thing is chosen) for thing in things])
        for name, label, things, chosen in lists
        if things
    ]


def _found(asked: Narrowed, query: Query, before: str, topics: Sequence[Topic]) -> dict[str, Any]:
    """A page of results; around the first one, what there is to say of all, or in place of none."""
    if before:
        found = _after(asked, query, before)
        return {"page": _page(asked, found, before), "cards": _cards(found, query)}
    newest = search.find(query, filters=asked.filters, size=facets.reach(query))
    if asked.order == Order.NEWEST:
        found = newest.first(search.PAGE_SIZE)
    else:
        found = search.find(query, filters=asked.filters, order=asked.order)
    return {
        "page": _page(asked, found, before),
        "cards": _cards(found, query),
        "is_catching_up": search.is_catching_up(),
        "authors": [] if asked.person else authors(asked.typed),
        **(_looked_over(asked, query, newest, topics) if newest.placed else _remedies(asked, query)),
        **_suggested(asked, bool(newest.placed)),
    }


def _after(asked: Narrowed, query: Query, before: str) -> Found:
    try:
        return search.find(query, filters=asked.filters, order=asked.order, after=before)
    except search.BadCursorError:
        raise Http404 from None


def _page(asked: Narrowed, found: Found, before: str) -> Page:
    following = f"{asked.address()}&{urlencode({'before': found.after})}" if found.after else ""
    return Page(found.placed, following, not before, asked.address())


def _cards(found: Found, query: Query) -> list[FoundCard]:
    return with_hits((hit.key for hit in found.hits), query)


def _looked_over(asked: Narrowed, query: Query, newest: Found, topics: Sequence[Topic]) -> dict[str, Any]:
    """How many there are, and links that narrow to a topic or a year."""
    seen = facets.of(query, asked.filters, newest)
    narrower = [(name, choices) for name, choices in _narrower(asked, seen, topics) if choices]
    return {"facets": seen, "narrower": narrower}


def _narrower(asked: Narrowed, seen: Facets, topics: Sequence[Topic]) -> Iterator[tuple[str, list[Choice]]]:
    if not asked.topic:
        links = [(topic.name, asked.address(topic=topic.slug), topic.pk) for topic in topics]
        yield "主题", _counted(links, seen.topics, seen.number)
    years = facets.all_years() if seen.years is None else list(seen.years)
    links = [(f"{year}年", asked.in_year(year), year) for year in years if asked.reaches(year)]
    yield "年份", _counted(links, seen.years, seen.number) if len(links) > 1 else []


def _counted(
    links: list[tuple[str, str, int]], numbers: Mapping[int, int] | None, whole: int
) -> list[Choice]:
    """Links by label, address and key; where it was counted with numbers, and none to nothing or to all."""
    if numbers is None:
        return [Choice(label, address, is_chosen=False) for label, address, _ in links]
    return [
        Choice(f"{label} {numbers[key]}", address, is_chosen=False)
        for label, address, key in links
        if 0 < numbers.get(key, 0) < whole
    ]


def _remedies(asked: Narrowed, query: Query) -> dict[str, Any]:
    """Where nothing is found: what finds something after all."""
    remedies = []
    if asked.chosen and search.find(query, size=1).placed:
        remedies.append(Choice("去掉全部筛选条件", asked.without_filters, is_chosen=False))
    words = [forms[0] for forms in query.wanted] if len(query.wanted) > 1 else []
    for word in words:
        if search.find(word, filters=asked.filters, size=1).placed:
            remedies.append(Choice(f"只找“{word}”", asked.address(q=word), is_chosen=False))
    return {"remedies": remedies}


def _suggested(asked: Narrowed, has_found: bool) -> dict[str, Any]:
    """What may have been meant, where nothing is found; Latin letters may be the initials of pinyin."""
    typed = asked.typed
    if has_found and not (typed.isascii() and typed.isalpha()):
        return {}
    is_in_no_text = not (has_found or asked.chosen)
    return {
        "meant": "" if has_found else meaning.meant(typed, is_in_no_text=is_in_no_text),
        "suggested": suggestions.suggest(typed, is_in_no_text=is_in_no_text),
    }
