"""A batch released in processes that may be killed. Use it in a process of `tests.faults.newsrooms`."""

from pathlib import Path

from tests.importing.archive import bring_in, many


def bring_pages_in(folder: Path) -> int:
    """Import five pages, have them released in the background, and return the key of their batch."""
    from articles import releases
    from articles.importing import jobs
    from articles.models import ImportBatch

    batch = bring_in(folder, many(5))
    record = releases.announce(batch, by=None)
    jobs.enqueue(batch, ImportBatch.Job.RELEASE, release=record.pk)
    return batch.pk


def work(key: int) -> None:
    """Work as a worker does, two articles at a time."""
    from articles import releases
    from articles.importing import jobs

    releases.CHUNK = 2
    jobs.work(key)


def work_later(key: int) -> None:
    """Work as one does that comes long after another one has died."""
    from tests.faults.works import pass_time

    pass_time()
    work(key)


def released() -> tuple[str, int, int, int, bool]:
    """Return the batch's state and how far it is, how many are public, what the record says of it."""
    from articles.models import Article, ImportBatch, Release

    batch, record = ImportBatch.objects.get(), Release.objects.get()
    public = Article.objects.listed().filter(release=record).count()
    return batch.state, batch.done, public, record.articles, record.finished_at is not None
