"""The words that the paper is ordered by: topics, with the keywords of their rules, and columns.

They are a few dozens, and read anew each time: three queries, and nothing to keep in step with the desk.
"""

from collections import defaultdict
from enum import StrEnum
from typing import NamedTuple

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
    keywords = defaultdict(list)
    # What counts against a topic does not lead to it.
    for topic, keyword in TopicRule.objects.filter(weight__gt=0).values_list("topic", "keyword"):
        keywords[topic].append(keyword)
    topics = Topic.objects.with_articles().values_list("pk", "name", "slug")
    columns = Column.objects.with_articles().values_list("name", "slug")
    return [
        *(Entry(Kind.TOPIC, name, slug, tuple(keywords[key])) for key, name, slug in topics),
        *(Entry(Kind.COLUMN, name, slug) for name, slug in columns),
    ]


def words() -> list[str]:
    """Return the names and keywords of all topics and columns, each once."""
    return list(dict.fromkeys(word for entry in entries() for word in (entry.name, *entry.keywords)))
