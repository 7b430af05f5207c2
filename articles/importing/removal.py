"""Articles and photos removed from the database, with all that is about them alone."""

from collections.abc import Iterable

from articles.importing.judgement import slices
from articles.models import Article, Duplicate, Notice, Photo


def remove(rows: Iterable[Article | Photo]) -> None:
    """Remove drafts that nobody has touched, photos first. Use inside a transaction that has them locked."""
    rows = list(rows)
    for keys in slices(row.pk for row in rows if isinstance(row, Photo)):
        Photo.objects.filter(pk__in=keys).delete()
    for keys in slices(row.pk for row in rows if isinstance(row, Article)):
        _forget_versions(keys)
        Article.objects.filter(pk__in=keys).delete()


def _forget_versions(keys: list[int]) -> None:
    """Nobody need compare a draft any more with an article that goes."""
    versions = Duplicate.objects.filter(article__in=keys, draft__isnull=False).values("draft")
    Notice.objects.filter(article__in=versions, code="changed-copy", resolved=False).delete()
