"""What a table that was sent is, and how many rows it has: kept with its batch before its preview."""

from articles.importing.tables import recognise
from articles.importing.tables.engine import opened
from articles.models import ImportBatch
from articles.pagedump import DumpError


def survey(batch: ImportBatch, kind: str | None = None) -> None:
    """Look a table through and keep how many rows it has, its kind: `kind`, or what its headers tell, and
    the doubt about its encoding.

    What cannot be read, or not now, keeps no number of rows; its preview says why.
    """
    batch.total, batch.report = 0, {}
    try:
        with opened(batch) as found:
            batch.total = found.table.total
            if found.table.encoding.doubt:
                batch.report = {"doubt": found.table.encoding.doubt}
            batch.kind = kind or recognise(found.table.headers) or batch.kind
    except (DumpError, OSError):
        pass
    ImportBatch.objects.filter(pk=batch.pk).update(kind=batch.kind, total=batch.total, report=batch.report)
