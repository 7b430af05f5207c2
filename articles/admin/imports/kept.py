"""What an undo has left as it is, and why: to be counted, and cut into pages as a list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from django.urls import reverse

from articles.importing import tables, undo
from articles.models import Article, ImportBatch, Photo

Kind = ImportBatch.Kind

EDITED_AS = {
    Kind.ARTICLES: "articles_article",
    Kind.CORRESPONDENTS: "people_correspondent",
    Kind.PHOTOS: "articles_photo",
    Kind.TOPICS: "articles_topic",
}


@dataclass(frozen=True, slots=True)
class Item:
    """Something that stays: what and where it is, how it stands, why it stays."""

    title: str
    address: str
    kind: str
    status: str
    why: str


class Kept(Protocol):
    """Items, to be counted and cut."""

    def __len__(self) -> int: ...

    def __getitem__(self, part: slice, /) -> Sequence[Item]: ...


def kept_of(batch: ImportBatch) -> Kept:
    """Return what the undo of `batch` has left; nothing where there was none."""
    return KeptDrafts(batch) if batch.kind == Kind.DUMPS else KeptRows(batch)


def item_of(row: Article | Photo, why: object) -> Item:
    """Return an article or photo that stays for the reason `why`."""
    address = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    return Item(str(row), address, str(row._meta.verbose_name), row.get_status_display(), str(why or ""))


class KeptDrafts:
    """Articles, then photos."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self._articles = undo.kept(batch).order_by("pk")
        self._photos = undo.kept_photos(batch).order_by("pk")
        self._number = self._articles.count()
        self._photographed = self._photos.count()

    def __len__(self) -> int:
        return self._number + self._photographed

    def __getitem__(self, part: slice) -> Sequence[Item]:
        start, stop = part.start or 0, min(part.stop, len(self))
        rows: list[Article | Photo] = list(self._articles[start : max(start, min(stop, self._number))])
        first = max(0, start - self._number)
        rows += self._photos[first : max(first, stop - self._number)]
        verdicts = undo.verdicts(self.batch, rows)
        return [item_of(row, verdicts[row]) for row in rows]


class KeptRows:
    """Rows of a table."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self._rows = tables.kept(batch) if batch.job == ImportBatch.Job.UNDO else batch.rows.none()
        self._number = self._rows.count()

    def __len__(self) -> int:
        return self._number

    def __getitem__(self, part: slice) -> Sequence[Item]:
        return [
            Item(f"第 {row.position} 行", self._address(row.object_id), "", row.message, "")
            for row in self._rows[part]
        ]

    def _address(self, key: int | None) -> str:
        name = EDITED_AS[Kind(self.batch.kind)]
        return reverse(f"admin:{name}_change", args=[key]) if key else ""
