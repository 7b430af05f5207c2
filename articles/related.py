"""Where a reader of an article may go on: its neighbours in print, and what is like it."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from articles.models import Article, ArticleTopic, Topic

RELATED = 5
TOPICS = 3  # The first topics of an article; each is one look at an index.
ON_A_PAGE = 200  # More than any printed page has; what a wrong import puts on one is not read through.


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after one on the same printed page."""

    previous: Article | None = None
    next: Article | None = None


def neighbours(article: Article) -> Neighbours:
    """Return what stands before and after `article` on its page, in the order of the paper."""
    if article.issue_id is None or article.page_number is None:
        return Neighbours()
    on_page = Article.objects.published().filter(issue=article.issue_id, page_number=article.page_number)
    found = list(on_page.as_printed().only("headline")[:ON_A_PAGE])
    if article not in found:
        return Neighbours()
    at = found.index(article)
    return Neighbours(found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None)


def related(article: Article, topics: Sequence[Topic]) -> list[Article]:
    """Return a handful of articles like `article`, ready for cards.

    They are among the newest of its topics and its column; what shares most of these comes first.
    """
    days: dict[int, datetime.date] = {}
    shared: Counter[int] = Counter()
    for rows in _newest(article, topics):
        days |= rows
        shared.update(rows.keys())
    keys = sorted(shared, key=lambda key: (shared[key], days[key], key), reverse=True)[:RELATED]
    found = Article.objects.published().for_cards().in_bulk(keys)
    return [found[key] for key in keys if key in found]


def _newest(article: Article, topics: Sequence[Topic]) -> list[dict[int, datetime.date]]:
    """The newest others of each topic and of the column: their keys, with their days."""
    by_topic = ArticleTopic.objects.listed().exclude(article=article).order_by("-listed_on", "-article_id")
    found = [by_topic.filter(topic=topic).values_list("article_id", "listed_on") for topic in topics[:TOPICS]]
    if article.column_id:
        in_column = Article.objects.published().filter(column=article.column_id).exclude(pk=article.pk)
        found.append(in_column.newest_first().values_list("pk", "listed_on"))
    return [dict(rows[:RELATED]) for rows in found]
