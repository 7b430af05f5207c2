"""Suggested topics brought in line with the rules once more, for articles that are in already.

What a person has confirmed, refused or added stays as it is. A run goes through the articles by
primary key, newest first, one transaction a batch: one that was interrupted is simply run again.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article, ArticleTopic
from articles.rulebook import Rulebook

BATCH = 500  # Articles a transaction: they are locked for as long as it lasts, a fraction of a second.


class Kind(StrEnum):
    """What becomes of a suggestion."""

    ADDED = "新增"
    REMOVED = "移除"
    REFRESHED = "更新理由"


@dataclass(frozen=True, slots=True)
class Change:
    """One suggestion that changes: its reasons before and after, blank where it was or will not be."""

    link: ArticleTopic
    before: str
    after: str

    @property
    def kind(self) -> Kind:
        if not self.before:
            return Kind.ADDED
        return Kind.REFRESHED if self.after else Kind.REMOVED


@dataclass(frozen=True, slots=True)
class Batch:
    """What changes for some articles, how many topics a person has decided, and the last article's key."""

    articles: int
    changes: list[Change]
    decided: int
    last: int


@dataclass(slots=True)
class Tally:
    """Counts over any number of batches."""

    articles: int = 0
    decided: int = 0
    changes: Counter[Kind] = field(default_factory=Counter)

    def add(self, batch: Batch) -> None:
        self.articles += batch.articles
        self.decided += batch.decided
        self.changes.update(change.kind for change in batch.changes)

    def __str__(self) -> str:
        changes = "，".join(f"{kind} {self.changes[kind]} 条" for kind in Kind)
        return f"看过 {self.articles} 篇稿件：{changes}；人工决定的 {self.decided} 条不动"


def rerun(rulebook: Rulebook, *, below: int | None = None, dry_run: bool = False) -> Iterator[Batch]:
    """Bring the suggestions for the topics of `rulebook` in line with it, batch by batch.

    Each batch is written before it is yielded; a dry run writes nothing. `below` is the key of the
    article at which an earlier run stopped. Topics that the rulebook does not hold stay as they are.
    """
    while batch := _one(rulebook, _articles(below), dry_run=dry_run):
        yield batch
        below = batch.last


def _articles(below: int | None) -> QuerySet[Article]:
    rows = Article.objects.select_related("column").order_by("-pk")
    rows = rows.only("kicker", "headline", "subhead", "body", "status", "listed_on", "column__name")
    return (rows if below is None else rows.filter(pk__lt=below))[:BATCH]


def _one(rulebook: Rulebook, rows: QuerySet[Article], *, dry_run: bool) -> Batch | None:
    if dry_run:
        return _compared(rulebook, list(rows))
    with transaction.atomic():
        # Nobody publishes, withdraws or saves one of these while it gets its topics and their listing days.
        batch = _compared(rulebook, list(rows.select_for_update(of=("self",))))
        _write(batch.changes if batch else [])
    return batch


def _compared(rulebook: Rulebook, articles: list[Article]) -> Batch | None:
    if not articles:
        return None
    links: dict[int, dict[int, ArticleTopic]] = defaultdict(dict)
    for link in ArticleTopic.objects.filter(article__in=articles, topic__in=rulebook.topics):
        links[link.article_id][link.topic_id] = link
    changes = [change for a in articles for change in _changes_of(a, links[a.pk], rulebook)]
    decided = sum(not link.is_by_rule for of_one in links.values() for link in of_one.values())
    return Batch(len(articles), changes, decided, articles[-1].pk)


def _changes_of(article: Article, links: dict[int, ArticleTopic], rulebook: Rulebook) -> Iterator[Change]:
    wanted = {topic.pk: reason for topic, reason in rulebook.suggest(*_texts_of(article))}
    for topic in rulebook.topics:
        link, after = links.get(topic.pk), wanted.get(topic.pk, "")
        if link is None and after:
            new = ArticleTopic(article=article, topic=topic, reason=after, listed_on=article.listed_on)
            yield Change(new, "", after)
        elif link is not None and link.is_by_rule and link.reason != after:
            link.article, link.topic = article, topic
            yield Change(link, link.reason, after)


def _texts_of(article: Article) -> tuple[str, str]:
    column = article.column.name if article.column else ""
    return "\n".join((column, article.kicker, article.headline, article.subhead)), article.text


def _write(changes: Iterable[Change]) -> None:
    of_kind: dict[Kind, list[ArticleTopic]] = defaultdict(list)
    for change in changes:
        change.link.reason = change.after
        of_kind[change.kind].append(change.link)
    ArticleTopic.objects.filter(pk__in=[link.pk for link in of_kind[Kind.REMOVED]]).delete()
    ArticleTopic.objects.bulk_create(of_kind[Kind.ADDED])
    ArticleTopic.objects.bulk_update(of_kind[Kind.REFRESHED], ["reason"])
