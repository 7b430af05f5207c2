"""The words that the paper is ordered by: topics, with the keywords of their rules, and columns.

They are a few dozens, and read anew each time: three queries, and nothing to keep in step with the desk.
"""

from enum import StrEnum
from typing import NamedTuple

from articles.models import Column, Topic


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
    url: str
    keywords: tuple[str, ...] = ()


def entries() -> list[Entry]:
    """Return all topics and columns, each kind in its order."""
    return [*_topics(), *_columns()]


def words() -> list[str]:
    """Return the names and keywords of all topics and columns, each once."""
    return list(dict.fromkeys(word for entry in entries() for word in (entry.name, *entry.keywords)))


def _topics() -> list[Entry]:
    rows = Topic.objects.with_articles().prefetch_related("rules")
    return [Entry(Kind.TOPIC, row.name, row.get_absolute_url(), _keywords(row)) for row in rows]


def _columns() -> list[Entry]:
    rows = Column.objects.with_articles()
    return [Entry(Kind.COLUMN, row.name, row.get_absolute_url()) for row in rows]


def _keywords(topic: Topic) -> tuple[str, ...]:
    """The words of its rules; what counts against a topic does not lead to it."""
    return tuple(rule.keyword for rule in topic.rules.all() if rule.weight > 0)
