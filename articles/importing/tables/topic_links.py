"""The topics of articles as rows of a table decide them; what rules suggest stays a suggestion."""

from collections.abc import Iterable
from typing import Any

from articles.body import plain_text
from articles.importing import bulk
from articles.models import ArticleTopic
from articles.rulebook import Rulebook


def by_hand(article: Any) -> list[ArticleTopic]:
    """Return the topics that a person has given an article, in the order of the topics."""
    links = (t for t in article.topic_links.all() if t.confirmed is not False and not t.is_by_rule)
    return sorted(links, key=lambda link: (link.topic.position, link.topic_id))


def refused_by_hand(article: Any) -> dict[int, str]:
    """Return the topics that a person has refused for an article, by key."""
    links = article.topic_links.all()
    return {link.topic_id: link.topic.name for link in links if link.confirmed is False}


def write_topics(articles: Iterable[Any], rulebook: Rulebook) -> None:
    """Give each of `articles` the topics that its row names, and a new one what the rules suggest."""
    keys = {topic.name: topic.pk for topic in rulebook.topics}
    new: list[dict[str, Any]] = []
    changed: list[ArticleTopic] = []
    gone: list[ArticleTopic] = []
    for article in articles:
        named = article.plan.values.get("topics")
        if article.plan.is_new:
            reasons = _suggested(article, rulebook)
            new += [
                _link(article, keys[n], n in (named or ()), reasons.get(n, ""))
                for n in {*(named or ()), *reasons}
            ]
        elif named is not None:
            there = {link.topic.name for link in article.topic_links.all()}
            new += [_link(article, keys[name], True) for name in named if name not in there]
            _decide(article, named, changed, gone)
    ArticleTopic.objects.filter(pk__in=[link.pk for link in gone]).delete()
    if changed:
        ArticleTopic.objects.bulk_update(changed, ["confirmed"])
    bulk.insert(ArticleTopic, new)


def _decide(
    article: Any, named: Iterable[str], changed: list[ArticleTopic], gone: list[ArticleTopic]
) -> None:
    """Confirm the suggestions that the row names. What it names no more is a suggestion again, or goes."""
    hand = by_hand(article)
    for link in article.topic_links.all():
        is_named = link.topic.name in named
        if is_named == (link in hand) or link.confirmed is False:
            continue
        if is_named or link.reason:
            link.confirmed = True if is_named else None
            changed.append(link)
        else:
            gone.append(link)


def _suggested(article: Any, rulebook: Rulebook) -> dict[str, str]:
    column = article.column.name if article.column else ""
    headlines = "\n".join((column, article.kicker, article.headline, article.subhead))
    return {topic.name: reason for topic, reason in rulebook.suggest(headlines, plain_text(article.body))}


def _link(article: Any, topic: int, is_confirmed: bool, reason: str = "") -> dict[str, Any]:
    return {
        "article_id": article.pk,
        "topic_id": topic,
        "confirmed": True if is_confirmed else None,
        "reason": reason,
        "listed_on": article.listed_on,
    }
