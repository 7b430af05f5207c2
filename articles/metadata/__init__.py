"""What the site's pages tell machines: META tags of the norm, Open Graph, JSON-LD, links of the head.

`of` describes the page that is being shown. Each kind of page has one function that describes it, registered
by the name of its address (`registry.page`); what comes of it is one `Metadata`, which knows its tags.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpRequest

from articles.metadata import links, lists, pieces, standing
from articles.metadata.document import Metadata
from articles.metadata.registry import PAGES
from articles.metadata.site import Site, language_of

__all__ = ["Metadata", "Site", "lists", "of", "pieces", "standing", "unlisted"]


def of(request: HttpRequest, context: Mapping[str, Any]) -> Metadata:
    """Return the metadata of the page at this request, by the context that its template is shown with."""
    site = Site.of(request)
    if "preview" in context:
        name = "article" if "article" in context else "photo"
        return replace(PAGES[name].build(site, context), is_indexed=False)
    described = PAGES.get(request.resolver_match.url_name or "") if request.resolver_match else None
    if described is None:
        return unlisted(request)
    made = described.build(site, context)
    query = links.known(request.GET, described.queries)
    feeds = () if any(link.type for link in made.links) else links.feeds(site, site.name, "feed_latest")
    found = (*links.alternates(made.url, query, request.GET), *links.neighbours(site, made.url, context))
    return replace(
        made,
        titles=_told_apart(made.titles, query, context),
        url=found[0].href,
        links=(*found, *made.links, *feeds),
        language=language_of(context),
    )


def unlisted(request: HttpRequest, title: str = "") -> Metadata:
    """Return the metadata of a page that is no content: no search engine shall keep it."""
    return Metadata(Site.of(request), titles=(title,), is_indexed=False)


# How a title tells which page of a list it is the title of, by what was asked for.
_ASKED = {"year": "{}年", "month": "{}月", "before": "{}以前", "after": "{}以后", "from": "{}起"}


def _told_apart(
    titles: tuple[str, ...], query: Mapping[str, str], context: Mapping[str, Any]
) -> tuple[str, ...]:
    """The titles, with what makes this page another than the first one of its list."""
    chosen = context.get("chosen")
    narrowed = chosen.query if chosen else {}
    parts = [chosen.label] if chosen and narrowed else []
    parts += [_ASKED[name].format(value) for name, value in query.items() if name not in narrowed]
    parts = [part for part in parts if part not in titles[0]]
    return (f"{titles[0]}（{'，'.join(parts)}）", *titles[1:]) if parts else titles
