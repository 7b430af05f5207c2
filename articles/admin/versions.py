"""Where else an article was found, and what differs there."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from articles.admin.differences import Difference, compared
from articles.importing import wording
from articles.models import Article, Duplicate

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Version:
    """Another finding of an article: the dump and its lines, and the other article where the texts differ."""

    duplicate: Duplicate
    other: Article | None
    differences: list[Difference]


def versions_of(article: Article) -> list[Version]:
    """Return the other findings of `article`, the first few, in a few queries however many they are."""
    rows = with_texts(Duplicate.objects.filter(Q(article=article) | Q(draft=article)).order_by("pk"))
    return [version(row, seen_from=article) for row in rows[:SHOWN]]


def with_texts(rows: QuerySet[Duplicate]) -> QuerySet[Duplicate]:
    """Return `rows` with all that comparing them needs."""
    linked = ("dump", "article__column", "article__issue", "draft__column", "draft__issue")
    signed = ("article__bylines__correspondent", "draft__bylines__correspondent")
    return rows.select_related(*linked).defer("dump__text").prefetch_related(*signed)


def version(duplicate: Duplicate, seen_from: Article | None = None) -> Version:
    """Return a finding as it is seen from the article that was in already, or from the other one."""
    if duplicate.draft is None:
        return Version(duplicate, None, [])
    fields = wording.differences(wording.of_row(duplicate.article), wording.of_row(duplicate.draft))
    is_draft = seen_from is not None and seen_from.pk == duplicate.draft.pk
    return Version(duplicate, duplicate.article if is_draft else duplicate.draft, compared(fields))
