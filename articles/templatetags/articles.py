"""Template filters of the citizens' pages."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles.body import sanitise
from articles.models import Article

register = template.Library()


@register.filter
def body_with_dateline(article: Article) -> SafeString:
    """Return the body's HTML with the dateline (消息头) bold at the head of its first paragraph.

    It is sanitised here as well as on the way in: whatever wrote the row, the page stays safe. A
    crosshead becomes an `h2`, because only the headline stands above it.
    """
    body = sanitise(article.body).replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    if article.dateline:
        dateline = format_html('<strong class="dateline">{}</strong> ', article.dateline)
        body = (
            body.replace("<p>", f"<p>{dateline}", 1) if body.startswith("<p>") else f"<p>{dateline}</p>{body}"
        )
    return mark_safe(body)  # noqa: S308 (nh3 has cleaned it, format_html has escaped the rest)
