"""Template tags for passing an article on: its whole address, and how it is cited."""

from typing import Any

from django import template

from articles.citation import citation
from articles.metadata.site import Site
from articles.models import Article

register = template.Library()


@register.simple_tag(takes_context=True)
def address_of(context: Any, article: Article) -> str:
    """Return the whole canonical address of an article."""
    return Site.of(context["request"]).absolute(article.get_absolute_url())


@register.simple_tag(takes_context=True)
def citation_of(context: Any, article: Article) -> str:
    """Return the citation of an article (引用格式)."""
    site = Site.of(context["request"])
    return citation(article, site.name, site.absolute(article.get_absolute_url()))
