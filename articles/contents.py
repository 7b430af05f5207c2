"""What there is to read, as every page offers it: topics, columns, the newest issue."""

from articles.models import ArticleTopic, Column, Issue, Topic
from articles.remembered import remembered

# The columns of a topic are those of so many of its newest articles, whatever its size.
LOOKED_THROUGH = 500


@remembered
def topics() -> tuple[Topic, ...]:
    """Return the topics with something public in them, in their order."""
    return tuple(Topic.objects.with_articles())


@remembered
def columns() -> tuple[Column, ...]:
    """Return the columns with something public in them."""
    return tuple(Column.objects.with_articles())


@remembered
def columns_in(topic: int, year: int | None) -> tuple[Column, ...]:
    """Return the columns of a topic's newest articles, those of one year or of any."""
    links = ArticleTopic.objects.filter(topic=topic).listed()
    if year:
        links = links.filter(listed_on__year=year)
    newest = links.order_by("-listed_on", "-article_id")[:LOOKED_THROUGH]
    return tuple(Column.objects.filter(pk__in=newest.values("article__column")))


@remembered
def newest_issue() -> Issue | None:
    """Return the newest issue that something public was printed in."""
    return Issue.objects.with_content().first()
