"""What an undo of a batch would remove and what it would keep, before anybody decides. Writes nothing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet

from articles.importing.belongings import KINDS, Kind, claims_of, users_of
from articles.importing.judgement import Verdict, slices
from articles.importing.undo import Chunk, chunks_of, still_in
from articles.models import Article, Byline, Dump, ImportBatch, Notice, Photo, PhotoCredit

LISTED = 200  # Of what stays; the rest is counted.


@dataclass(slots=True)
class Forecast:
    """What would become of a batch, by kind: articles, photos, dumps, people, columns, issues.

    `kept` names the first that would stay and why, `reasons` counts all. Where `judged` is less than
    `dumps`, only that many dumps of so many have been looked at, for the time that all would take.
    """

    dumps: int = 0
    judged: int = 0
    gone: Counter[str] = field(default_factory=Counter)
    stays: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    kept: list[tuple[Article | Photo, Verdict]] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether all dumps have been looked at."""
        return self.judged == self.dumps


def forecast(batch: ImportBatch, most: int | None = None) -> Forecast:
    """Return what an undo of `batch` would do now, in its first `most` dumps alone where that is given."""
    looking = _Looking(batch)
    for keys in chunks_of(batch):
        if most is not None and looking.forecast.judged >= most:
            break
        looking.look_at(Chunk(batch, keys))
    looking.judge_belongings()
    return looking.forecast


class _Looking:
    """Chunk after chunk looked at, with what it takes to tell at last what nobody would use any more."""

    def __init__(self, batch: ImportBatch) -> None:
        self.forecast = Forecast(dumps=still_in(batch).count())
        self._before: set[Article | Photo] = set()  # Those that go with a chunk that they are no part of.
        self._made: dict[str, dict[int, set[str]]] = {kind.name: defaultdict(set) for kind in KINDS}
        self._uses: dict[str, Counter[int]] = {kind.name: Counter() for kind in KINDS}

    def look_at(self, chunk: Chunk) -> None:
        """Add what would become of a chunk."""
        kept = list(chunk.kept())
        articles = self._not_seen(chunk, chunk.articles)
        photos = self._not_seen(chunk, chunk.photos)
        dumps = _emptied(chunk, {row.dump_id for row, _ in kept if row.dump_id})
        self.forecast.judged += len(chunk.dumps)
        self.forecast.gone.update(articles=len(articles), photos=len(photos), dumps=len(dumps))
        self.forecast.kept += kept[: LISTED - len(self.forecast.kept)]
        self.forecast.reasons.update(verdict.reason.value for _, verdict in kept)
        self.forecast.stays.update("articles" if isinstance(row, Article) else "photos" for row, _ in kept)
        self._note_uses(articles, photos, dumps)
        for kind in KINDS:
            for key, digests in claims_of(kind, chunk.dumps).items():
                self._made[kind.name][key].update(digests.values())

    def judge_belongings(self) -> None:
        """Add what would become of people, columns and issues."""
        for kind in KINDS:
            made = self._made[kind.name]
            for keys in slices(sorted(made)):
                rows = {row.pk: kind.digest(row) for row in kind.rows(keys)}
                free = self._free(kind, {key for key, digest in rows.items() if digest in made[key]})
                self.forecast.gone[kind.name] += len(free)
                self.forecast.stays[kind.name] += len(rows) - len(free)

    def _not_seen(self, chunk: Chunk, rows: list[Any]) -> list[Any]:
        own = {dump.pk for dump in chunk.dumps}
        new = [row for row in rows if row not in self._before]
        self._before.update(row for row in new if row.dump_id not in own)
        return new

    def _note_uses(self, articles: list[Article], photos: list[Photo], dumps: list[Dump]) -> None:
        printed: list[Article | Photo | Dump] = [*articles, *photos, *dumps]
        self._uses["issues"].update(row.issue_id for row in printed if row.issue_id)
        self._uses["columns"].update(article.column_id for article in articles if article.column_id)
        signed = ((Byline, "article", articles), (PhotoCredit, "photo", photos))
        for model, link, rows in signed:
            for keys in slices(row.pk for row in rows):
                credits: QuerySet[Any] = model.objects.filter(**{f"{link}__in": keys})
                self._uses["people"].update(credits.values_list("correspondent", flat=True))

    def _free(self, kind: Kind, keys: set[int]) -> set[int]:
        """Those that nobody uses but what would go."""
        users: Counter[int] = Counter()
        for rows, name, _ in users_of(kind.model, keys):
            users.update(dict(rows.values_list(name).annotate(Count("pk"))))
        return {key for key in keys if users[key] == self._uses[kind.name][key]}


def _emptied(chunk: Chunk, left: set[int]) -> list[Dump]:
    """The dumps of a chunk of which nothing would be left, nor a notice that somebody has settled."""
    settled = Notice.objects.filter(dump__in=chunk.dumps, resolved=True)
    left = left | set(settled.values_list("dump", flat=True))
    return [dump for dump in chunk.dumps if dump.pk not in left]
