"""The words that the paper is ordered by: topics, with the keywords of their rules, and columns.

They are a few dozens.
"""

from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

from articles.models import Column, Topic, TopicRule
from articles.remembered import remembered
from articles.routes import route


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
        return route("articles:topic" if self.kind == Kind.TOPIC else "articles:column", self.slug)


@remembered
def entries() -> tuple[Entry, ...]:
    """Return all topics and columns, each kind in its order."""
    topics = Topic.objects.with_articles().values_list("pk", "name", "slug")
    columns = Column.objects.with_articles().values_list("name", "slug")
    rules = TopicRule.objects.filter(weight__gt=0).values_list(
        "topic", "keyword"
    )  # Others lead away from it.
    keywords = defaultdict(list)
    for topic, keyword in rules:
        keywords[topic].append(keyword)
    return (
        *(Entry(Kind.TOPIC, name, slug, tuple(keywords[key])) for key, name, slug in topics),
        *(Entry(Kind.COLUMN, name, slug) for name, slug in columns),
    )


def words() -> list[str]:
    """Return the names and keywords of all topics and columns, each once."""
    return list(dict.fromkeys(word for entry in entries() for word in (entry.name, *entry.keywords)))
