"""Template tags of the citizens' pages."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles.body import in_parts, sanitise
from articles.models import Article, Photo

register = template.Library()

_OPENING = re.compile(r'(?:<figure data-photo="\d+"></figure>\s*)*<p>')


@register.inclusion_tag("articles/_body.html")
def body_of(article: Article, placed: Mapping[int, Photo] | None = None) -> dict[str, Any]:
    """Show the body's HTML with the dateline (消息头), and the photos `placed` in it where they stand.

    It is sanitised here as well as on the way in: whatever wrote the row, the page stays safe. A
    crosshead becomes an `h2`, because only the headline stands above it. A photo that is not among
    `placed`, which citizens may not see, leaves no gap; one is shown once.
    """
    body = sanitise(article.body).replace("<h3>", "<h2>").replace("</h3>", "</h2>")
    left = dict(placed or {})
    parts = [
        mark_safe(part) if isinstance(part, str) else left.pop(part, None)  # noqa: S308 (nh3 has cleaned it)
        for part in in_parts(_with_dateline(body, article.dateline))
    ]
    return {"parts": parts}


def _with_dateline(body: str, dateline: str) -> str:
    """The dateline, bold, at the head of the first paragraph; a photo may stand before it."""
    if not dateline:
        return body
    words = format_html('<strong class="dateline">{}</strong> ', dateline)
    match = _OPENING.match(body)
    return f"{match[0]}{words}{body[match.end() :]}" if match else f"<p>{words}</p>{body}"
