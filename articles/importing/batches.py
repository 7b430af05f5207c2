"""A run over many files: one batch, one transaction a dump, one bad file harming no other."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.importing import files
from articles.importing.dumps import Options, Outcome, Result, import_dump
from articles.models import ImportBatch
from articles.rulebook import Rulebook


@dataclass(slots=True)
class Summary:
    """What became of all files. `batch` is None for a dry run."""

    batch: ImportBatch | None
    results: list[Result] = field(default_factory=list)

    def of(self, outcome: Outcome) -> list[Result]:
        """Return the results of one outcome."""
        return [result for result in self.results if result.outcome == outcome]

    @property
    def articles(self) -> int:
        return sum(result.articles for result in self.results)

    @property
    def photos(self) -> int:
        return sum(result.photos for result in self.results)

    @property
    def notices(self) -> int:
        return sum(result.notices for result in self.results)


def run(
    paths: Iterable[Path],
    options: Options,
    *,
    user: Any = None,
    on_start: Callable[[int], None] = lambda total: None,
    on_result: Callable[[Result], None] = lambda result: None,
) -> Summary:
    """Import the files at `paths` and return what became of each.

    `user` is who imports, None on the command line. `on_start` hears the number of files,
    `on_result` each result as it comes. A dry run writes nothing.
    """
    sources = list(files.find(paths))
    on_start(len(sources))
    batch = None
    if not options.dry_run:
        batch = ImportBatch.objects.create(created_by=user, options=options.as_json())
    summary = Summary(batch)
    rulebook = Rulebook()
    for source in sources:
        result = import_dump(source, batch, options, rulebook)
        summary.results.append(result)
        on_result(result)
    if batch:
        batch.finished_at = timezone.now()
        batch.save(update_fields=["finished_at"])
    return summary
