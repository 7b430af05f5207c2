"""Template tags of the citizens' pages."""

import re
from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import mark_safe

from articles.body import as_read
from articles.models import Article, Photo

register = template.Library()

_TABLE = re.compile("<table>(?:(?!<table>).)*?</table>", re.DOTALL)  # Of one in another, the inner.


@register.inclusion_tag("articles/_body.html")
def body_of(article: Article, placed: Mapping[int, Photo] | None = None) -> dict[str, Any]:
    """Show the body's HTML with the dateline (消息头), and the photos `placed` in it where they stand.

    A photo that is not among `placed`, which citizens may not see, leaves no gap; one is shown once.
    """
    left = dict(placed or {})
    parts = [
        mark_safe(_TABLE.sub(_scrolled, part))  # noqa: S308 (nh3 has cleaned it)
        if isinstance(part, str)
        else left.pop(part, None)
        for part in as_read(article.body, article.dateline)
    ]
    return {"parts": parts}


def _scrolled(table: re.Match[str]) -> str:
    """A wide table moves sideways in its own box, which the keyboard can reach to do so (WCAG 2.1.1)."""
    return f'<div class="table" role="region" aria-label="表格" tabindex="0">{table[0]}</div>'
