"""The head of a page, as machines read it."""

from typing import Any

from django import template

from articles import metadata
from articles.metadata import linked_data

register = template.Library()

# A time for a `datetime` attribute, which may hold no more than thousandths of a second.
register.filter("moment", linked_data.moment)


@register.inclusion_tag("_meta.html", takes_context=True)
def head(context: Any) -> dict[str, Any]:
    """Show the title, META tags, links and JSON-LD of the page that is being shown."""
    return {"meta": metadata.of(context["request"], context.flatten())}


@register.inclusion_tag("_meta.html", takes_context=True)
def unlisted_head(context: Any, title: str) -> dict[str, Any]:
    """Show the title of a page that no search engine shall keep: an error, a form, a search."""
    return {"meta": metadata.unlisted(context["request"], title)}
