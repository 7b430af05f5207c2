"""The words of an article that are searched: headline parts, dateline and body, as they are read."""

import re
from collections.abc import Sequence

from articles.body import plain_text
from articles.search.grams import fold
from articles.search.queries import Query

HEAD = ("kicker", "headline", "subhead")
BODY_LAST = (*HEAD, "dateline", "body")

# What no folding changes: Chinese characters and figures; not one figure alone, which may be that of `<h3>`.
_PLAIN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]|[0-9\u3400-\u4dbf\u4e00-\u9fff]{2,}")


def head_and_rest(kicker: str, headline: str, subhead: str, dateline: str, body: str) -> tuple[str, str]:
    """Return the headline parts and the other words of an article, a part or paragraph a line."""
    return "\n".join((kicker, headline, subhead)), "\n".join((dateline, plain_text(body)))


def folded(columns: Sequence[str]) -> tuple[str, str]:
    """Return the same folded, given an article's columns in the order of `BODY_LAST`."""
    head, rest = head_and_rest(*columns)
    return fold(head), fold(rest)


def fits(query: Query, columns: Sequence[str]) -> bool:
    """Whether an article is what is looked for."""
    return _plainly_fits(query, columns) or query.fits("\n".join(folded(columns)))


def _plainly_fits(query: Query, columns: Sequence[str]) -> bool:
    """Whether that is seen without folding: a tenth of the work, and mostly so where the index has found it.

    What no markup can hold but an attribute, and no entity but a numbered one, stands in the text too.
    """
    if query.unwanted or '="' in columns[-1] or "&#" in columns[-1]:
        return False
    return all(
        any(_PLAIN.fullmatch(form) and any(form in column for column in columns) for form in forms)
        for forms in query.wanted
    )
