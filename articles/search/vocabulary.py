"""The words that the paper is ordered by: topics, with the keywords of their rules, and columns.

They are a few dozens, and read anew each time: three queries, and nothing to keep in step with the desk.
"""

from collections import defaultdict
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse

from articles.models import Column, Topic, TopicRule


class Kind(StrEnum):
    """What something is that can be gone to, as readers are told."""

    TOPIC = "主题"
    COLUMN = "栏目"
    PERSON = "作者"
    HEADLINE = "标题"


class Entry(NamedTuple):
    """A topic or a column that has something public, with the words that lead to it besides its name."""

    kind: Kind
    name: str
    slug: str
    keywords: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        return reverse("articles:topic" if self.kind == Kind.TOPIC else "articles:column", args=[self.slug])


def entries() -> list[Entry]:
    """Return all topics and columns, each kind in its order."""
    rules, topics, columns = map(_rows, range(3))
    keywords = defaultdict(list)
    for topic, keyword in rules:
        keywords[topic].append(keyword)
    return [
        *(Entry(Kind.TOPIC, name, slug, tuple(keywords[key])) for key, name, slug in topics),
        *(Entry(Kind.COLUMN, name, slug) for name, slug in columns),
    ]


def words() -> list[str]:
    """Return the names and keywords of all topics and columns, each once."""
    return list(dict.fromkeys(word for entry in entries() for word in (entry.name, *entry.keywords)))


def _rows(number: int) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*_statements()[number])
        return list(cursor.fetchall())


@cache
def _statements() -> list[tuple[str, tuple[Any, ...]]]:
    """The three queries in SQL, put so once a process: that takes longer than the database needs for them."""
    rows = (
        TopicRule.objects.filter(weight__gt=0).values_list("topic", "keyword"),  # Others lead away from it.
        Topic.objects.with_articles().values_list("pk", "name", "slug"),
        Column.objects.with_articles().values_list("name", "slug"),
    )
    return [some.query.sql_with_params() for some in rows]
