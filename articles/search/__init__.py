"""The one door of search: `search(query)` returns rows, however they are found.

Today headlines, kickers and subheads are looked through as they are.
"""

import re
import unicodedata
from functools import cache, reduce
from operator import and_, or_

from django.db.models import Q
from opencc import OpenCC

from articles.models import Article
from articles.querysets import ArticleQuerySet

LONGEST_QUERY = 100  # characters; what is typed beyond them is not looked for
MOST_TERMS = 8
FIELDS = ("headline", "kicker", "subhead")

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def asked_for(typed: str) -> str:
    """Return what a reader typed as one line that can be looked for, and shown to them again."""
    return _CONTROL.sub(" ", typed[:LONGEST_QUERY]).strip()


def terms(query: str) -> list[str]:
    """Return the words of a query, in one form of width; punctuation alone is no word."""
    words = unicodedata.normalize("NFKC", asked_for(query)).casefold().split()
    return [word for word in dict.fromkeys(words) if any(char.isalnum() for char in word)][:MOST_TERMS]


def search(query: str) -> ArticleQuerySet:
    """Return the published articles with each word of `query` in what stands above their text.

    In no order: `articles.paging` gives them one. No word finds nothing.
    """
    words = terms(query)
    if not words:
        return Article.objects.none()
    return Article.objects.published().filter(reduce(and_, map(_holds, words)))


def _holds(word: str) -> Q:
    # Readers of 繁體 type it; the paper is printed in simplified characters.
    forms = dict.fromkeys((word, _simplifier().convert(word)))
    return reduce(or_, (_contains(field, form) for field in FIELDS for form in forms))


def _contains(field: str, word: str) -> Q:
    """Look for letters in either case, which costs PostgreSQL more than Chinese needs."""
    has_case = word.upper() != word
    return Q(**{f"{field}__icontains" if has_case else f"{field}__contains": word})


@cache
def _simplifier() -> OpenCC:
    return OpenCC("t2s")
