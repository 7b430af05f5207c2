"""What was looked for, marked where it stands."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString

from articles.search.highlights import Part


def marked(parts: Iterable[Part]) -> SafeString:
    """Return the parts of a text one after the other, escaped, what was looked for in `<mark>`."""
    pieces = (f"<mark>{escape(text)}</mark>" if is_hit else escape(text) for text, is_hit in parts)
    return SafeString("".join(pieces))  # nosec B703
