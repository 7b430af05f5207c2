"""What tables have found in already. A table that has said so relies on it, whoever brought it."""

from django.db.models import Model, QuerySet

from articles.models import Article, BatchRow, ImportBatch, Photo, Topic
from people.models import Correspondent

KINDS: dict[type[Model], str] = {
    Article: ImportBatch.Kind.ARTICLES,
    Photo: ImportBatch.Kind.PHOTOS,
    Correspondent: ImportBatch.Kind.CORRESPONDENTS,
    Topic: ImportBatch.Kind.TOPICS,
}


def relied_on(model: type[Model], leaving: ImportBatch | None = None) -> QuerySet[BatchRow]:
    """Return the rows of tables that have found some of `model` in, each by its `object_id`.

    Tables that are undone rely on nothing any more, nor does `leaving`, which is being undone.
    """
    kind = KINDS.get(model, "")
    found = BatchRow.objects.filter(outcome=BatchRow.Outcome.ALREADY, object_id__isnull=False)
    rows = found.filter(batch__kind=kind, batch__undone_at=None).order_by()
    return rows.exclude(batch=leaving) if leaving else rows
