"""An article's text with the photos that stand in it."""

import re
from collections.abc import Iterator, Mapping

from django.utils.safestring import SafeString

from articles.body import as_read
from articles.models import Article, Photo

_TABLE = re.compile("<table>(?:(?!<table>).)*?</table>", re.DOTALL)  # Of one in another, the inner.


def body_of(article: Article, placed: Mapping[int, Photo]) -> Iterator[SafeString | Photo]:
    """Yield the body's HTML with the dateline (消息头), and the photos `placed` in it where they stand.

    A photo that is not among `placed`, which citizens may not see, leaves no gap; one is shown once.
    """
    left = dict(placed)
    for part in as_read(article.body, article.dateline):
        if isinstance(part, str):
            yield SafeString(_TABLE.sub(_scrolled, part))  # nh3 has cleaned it.  # nosec B703
        elif photo := left.pop(part, None):
            yield photo


def _scrolled(table: re.Match[str]) -> str:
    """A wide table moves sideways in its own box, which the keyboard can reach to do so (WCAG 2.1.1)."""
    return f'<div class="table" role="region" aria-label="表格" tabindex="0">{table[0]}</div>'
