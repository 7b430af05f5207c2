"""The head of a page as machines read it, and how an article is passed on."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from articles import metadata
from articles.citation import citation
from articles.metadata.site import Site
from articles.models import Article


@pass_context
def head(context: Context) -> Markup:
    """Return the title, META tags, links and JSON-LD of the page that is being shown."""
    return _shown(context, metadata.of(context["request"], context.get_all()))


@pass_context
def unlisted_head(context: Context, title: str) -> Markup:
    """Return the title of a page that no search engine shall keep: an error, a form, a search."""
    return _shown(context, metadata.unlisted(context["request"], title))


@pass_context
def address_of(context: Context, article: Article) -> str:
    """Return the whole canonical address of an article."""
    return Site.of(context["request"]).absolute(article.get_absolute_url())


@pass_context
def citation_of(context: Context, article: Article) -> str:
    """Return the citation of an article (引用格式)."""
    site = Site.of(context["request"])
    return citation(article, site.name, site.absolute(article.get_absolute_url()))


def _shown(context: Context, meta: metadata.Metadata) -> Markup:
    template: Any = context.environment.get_template("_meta.html")
    return Markup(template.render(meta=meta))  # noqa: S704 (the template escapes)  # nosec B704
