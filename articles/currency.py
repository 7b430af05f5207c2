"""Old guidance: what was right when it was printed and may no longer be."""

import datetime
from collections.abc import Iterable

from articles.models import Article, ColumnType, Topic

# What people act upon: news does not go out of date in this way.
GUIDANCE = (ColumnType.SERVICE, ColumnType.POLICY, ColumnType.EXPLANATION)

# Guidance counts as fresh for half a year at least, however often its topic is to have something new
# (norms: a column of policies is stale after six months).
FRESH_FOR_DAYS = 180


def fresh_since(topic: Topic, today: datetime.date) -> datetime.date | None:
    """Return the day before which articles of `topic` may be out of date; None where none ever is."""
    if topic.column_type not in GUIDANCE or not topic.stale_after_days:
        return None
    return today - datetime.timedelta(days=max(topic.stale_after_days, FRESH_FOR_DAYS))


def may_be_outdated(article: Article, topics: Iterable[Topic], today: datetime.date) -> bool:
    """Return whether a public article is old guidance by one of its `topics`."""
    days = [day for topic in topics if (day := fresh_since(topic, today))]
    return article.listed_on is not None and any(article.listed_on < day for day in days)
