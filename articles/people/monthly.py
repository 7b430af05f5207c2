"""What each person has signed in a month, for their fees (稿酬): pieces and characters, told apart by
whether others have signed the same piece."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from articles.models import Article, Photo
from articles.people.works import ARTICLES, PHOTOS, Kind
from people.models import Correspondent

PRINT, WEB = "print", "web"
BASES = {PRINT: "见报日期", WEB: "上网时间"}


@dataclass(frozen=True, slots=True)
class Month:
    """Which pieces count: those printed, or first put on the web, in the month that begins on `first`.

    Public ones alone, or `everything` whatever its status.
    """

    first: datetime.date
    basis: str = PRINT
    everything: bool = False

    def condition(self) -> Q:
        """Return which articles or photos count."""
        following = (self.first + datetime.timedelta(days=31)).replace(day=1)
        if self.basis == PRINT:
            chosen = Q(issue__date__gte=self.first, issue__date__lt=following)
        else:
            chosen = Q(published_at__gte=_midnight(self.first), published_at__lt=_midnight(following))
        return chosen if self.everything else chosen & Q(listed_on__isnull=False)


@dataclass(frozen=True, slots=True)
class Piece:
    """An article or a photo. `characters` leaves out white space and is 0 for a photo.

    `is_shared` says that several people have signed it (合署); each has the whole of it.
    """

    kind: Kind
    key: int
    title: str
    day: datetime.date | None
    status: str
    characters: int
    is_shared: bool


@dataclass(slots=True)
class Earned:
    """A person's pieces of a month, the earliest first."""

    person: Correspondent
    pieces: list[Piece] = field(default_factory=list)

    def count(self, kind: Kind, *, shared: bool) -> int:
        return sum(piece.kind is kind and piece.is_shared == shared for piece in self.pieces)

    def characters(self, *, shared: bool) -> int:
        return sum(piece.characters for piece in self.pieces if piece.is_shared == shared)

    def figures(self) -> list[int]:
        """In the order of FIGURES."""
        figures = [self.count(kind, shared=shared) for kind in (ARTICLES, PHOTOS) for shared in (False, True)]
        return [*figures[:2], self.characters(shared=False), self.characters(shared=True), *figures[2:]]


FIGURES = ("独署稿件", "合署稿件", "独署字数", "合署字数", "独署图片", "合署图片")


def earned_in(month: Month) -> list[Earned]:
    """Return what everybody has signed in a month, by pinyin, in five queries however many they are."""
    pieces: dict[int, list[Piece]] = defaultdict(list)
    for person, piece in (*_signed(ARTICLES, _articles(month)), *_signed(PHOTOS, _photos(month))):
        pieces[person].append(piece)
    people = Correspondent.objects.filter(pk__in=pieces)
    return [Earned(person, sorted(pieces[person.pk], key=_by_day)) for person in people]


def totals(rows: list[Earned]) -> list[int]:
    """Return how many pieces and characters there are in all, each piece once, in the order of FIGURES."""
    pieces = {(piece.kind.name, piece.key): piece for row in rows for piece in row.pieces}
    return Earned(Correspondent(), list(pieces.values())).figures()


def _articles(month: Month) -> QuerySet[Article]:
    rows = Article.objects.filter(month.condition()).select_related("issue")
    return rows.only("headline", "body", "status", "published_at", "issue__date").order_by()


def _photos(month: Month) -> QuerySet[Photo]:
    rows = Photo.objects.filter(month.condition()).select_related("issue")
    return rows.only("caption", "status", "published_at", "issue__date").order_by()


def _signed(kind: Kind, rows: QuerySet[Any]) -> Iterator[tuple[int, Piece]]:
    """Each person with each piece that they have signed."""
    signers: dict[int, set[int]] = defaultdict(set)
    credits = kind.model.objects.exclude(correspondent=None).order_by()
    of_these = credits.filter(**{f"{kind.link}__in": rows.values("pk")})
    for key, person in of_these.values_list(kind.link, "correspondent"):
        signers[key].add(person)
    for row in rows.filter(Exists(credits.filter(**{kind.link: OuterRef("pk")}))):
        if row.pk not in signers:  # Signed since the last query.
            continue
        piece = _piece(kind, row, is_shared=len(signers[row.pk]) > 1)
        yield from ((person, piece) for person in signers[row.pk])


def _piece(kind: Kind, row: Any, *, is_shared: bool) -> Piece:
    day = row.issue.date if row.issue else None
    if day is None and row.published_at:
        day = timezone.localdate(row.published_at)
    characters = len("".join(row.text.split())) if kind is ARTICLES else 0
    return Piece(kind, row.pk, str(row), day, row.get_status_display(), characters, is_shared)


def _by_day(piece: Piece) -> tuple[str, str, int]:
    return str(piece.day or ""), piece.kind.name, piece.key


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
