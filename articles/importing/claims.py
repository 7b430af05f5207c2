"""The dumps of a chunk: made, or left to another process that has made them meanwhile."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from django.db.models import Q

from articles import pagedump
from articles.importing import bulk
from articles.importing.bulk import Row
from articles.importing.drafts import PageDraft
from articles.importing.issues import Issues
from articles.models import Dump, ImportBatch


@dataclass(slots=True)
class Claim:
    """A dump that is ours to write. `is_reopened` where an undo has left some of it.

    `made` collects digests of the people, columns and issues that exist only since it, by key.
    """

    key: int
    page: PageDraft
    issue: int | None
    is_reopened: bool = False
    made: dict[str, dict[str, str]] = field(default_factory=dict)

    def has_made(self, kind: str, key: int, digest: str) -> None:
        """Note that a person, column or issue was made for this dump."""
        self.made.setdefault(kind, {})[str(key)] = digest

    def source_key(self, part: str, batch: ImportBatch) -> str:
        """Return the key of an article or photo; what an undo has left keeps its own."""
        again = f"+{batch.pk}" if self.is_reopened else ""
        return f"{self.page.found.sha256}:{part}{again}"


def claim(batch: ImportBatch, pages: Sequence[PageDraft], issues: Issues) -> list[Claim]:
    """Make the dumps of `pages` and return those that are ours, in the order of `pages`.

    Waits for another process that makes one of them at this moment, and leaves it that one.
    """
    dumps = sorted((_dump(page, issues) for page in pages), key=itemgetter("sha256"))
    same = {"batch_id": batch.pk, "parser_version": pagedump.PARSER_VERSION, "is_indexed": False}
    bulk.offer(Dump, dumps, **same)
    ours = Dump.objects.filter(
        Q(batch=batch) | Q(undone_at__isnull=False), sha256__in=[dump["sha256"] for dump in dumps]
    )
    rows = ours.order_by("pk").select_for_update().values_list("sha256", "pk", "issue", "made", "undone_at")
    found = {sha256: row for sha256, *row in rows}
    claims = [
        Claim(key, page, issue, undone_at is not None, made)
        for page in pages
        for key, issue, made, undone_at in [found.get(page.found.sha256, (None, None, {}, None))]
        if key
    ]
    _reopen(batch, [claim.key for claim in claims if claim.is_reopened])
    return claims


def _dump(page: PageDraft, issues: Issues) -> Row:
    found = page.found
    issue = issues.get(found.place.date)
    return {
        "sha256": found.sha256,
        "name": found.name[-255:],
        "encoding": found.text.decoded.encoding,
        "text": found.text.decoded.text,
        "issue_id": issue.pk if issue else None,
        "page_number": found.place.page_number,
    }


def _reopen(batch: ImportBatch, keys: Iterable[int]) -> None:
    if keys:
        Dump.objects.filter(pk__in=keys).update(batch=batch, undone_at=None)
