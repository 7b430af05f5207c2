"""What people have written and photographed: counts by year, and lists."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear, TruncDate

from articles.models import Byline, PhotoCredit

UNDATED = "undated"
MOST = 100  # Works that a list of people counts of each: who has signed more, signs for years.


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its name, the credits that sign it, and what these link to."""

    name: str
    label: str
    unit: str
    model: type[Any]
    link: str

    def day(self) -> Coalesce:
        """Return the SQL expression of a work's day: that of print, else that of publication."""
        published = TruncDate(f"{self.link}__published_at")
        return Coalesce(f"{self.link}__issue__date", published, output_field=DateField())

    def signed_by(self, people: Collection[int], *, public: bool = False) -> QuerySet[Any]:
        """Return the credits of some people, each with its `day`."""
        rows: QuerySet[Any] = self.model.objects.filter(correspondent__in=people).order_by()
        if public:
            rows = rows.filter(listed_on__isnull=False)
        dated: QuerySet[Any] = rows.annotate(day=self.day())
        return dated


ARTICLES = Kind("articles", "稿件", "篇", Byline, "article")
PHOTOS = Kind("photos", "图片", "张", PhotoCredit, "photo")
KINDS = {kind.name: kind for kind in (ARTICLES, PHOTOS)}


@dataclass(slots=True)
class Tally:
    """How many articles and photos somebody has signed: all, and those that citizens see."""

    articles: int = 0
    articles_public: int = 0
    photos: int = 0
    photos_public: int = 0

    def add(self, kind: Kind, everything: int, public: int) -> None:
        """Count some more of one kind."""
        setattr(self, kind.name, getattr(self, kind.name) + everything)
        setattr(self, f"{kind.name}_public", getattr(self, f"{kind.name}_public") + public)

    def __str__(self) -> str:
        return f"{self.articles} 篇、图 {self.photos} 张"


Years = dict[int | None, Tally]


def by_year(people: Collection[int]) -> dict[int, Years]:
    """Return the tallies of people by year, the latest first, in two queries; None for no day.

    Somebody who signs one work twice, as its author and its photographer, has one work.
    """
    found: dict[int, Years] = defaultdict(dict)
    for kind in KINDS.values():
        rows = kind.signed_by(people).annotate(year=ExtractYear("day")).values("correspondent", "year")
        counted = rows.annotate(
            everything=Count(kind.link, distinct=True),
            public=Count(kind.link, filter=Q(listed_on__isnull=False), distinct=True),
        )
        for row in counted:
            tally = found[row["correspondent"]].setdefault(row["year"], Tally())
            tally.add(kind, row["everything"], row["public"])
    return {person: _latest_first(years) for person, years in found.items()}


def total(years: Years) -> Tally:
    """Return the sum of all years."""
    result = Tally()
    for tally in years.values():
        result.add(ARTICLES, tally.articles, tally.articles_public)
        result.add(PHOTOS, tally.photos, tally.photos_public)
    return result


def span(years: Years) -> str:
    """Say from when to when somebody was active: `2021—2025`; blank where no day is known."""
    known = [year for year in years if year]
    if not known:
        return ""
    return f"{min(known)}—{max(known)}" if min(known) < max(known) else str(known[0])


def listed(kind: Kind, person: int, year: str = "", *, public: bool = False) -> QuerySet[Any]:
    """Return a person's credits of one kind, the latest first, with all that a list shows.

    `year` is four figures, UNDATED for those without a day, or blank for all.
    """
    rows = kind.signed_by([person], public=public)
    if year == UNDATED:
        rows = rows.filter(day=None)
    elif year:
        rows = rows.filter(day__year=int(year))
    return rows.select_related(f"{kind.link}__issue").order_by(F("day").desc(nulls_last=True), "-pk")


class _CountUpTo(Subquery):
    """How many rows a subquery has, which says itself how many it has at most."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def count_of(kind: Kind) -> Subquery:
    """Return the SQL expression of how many works each person of a list has signed, `MOST` + 1 at most."""
    signed = kind.model.objects.filter(correspondent=OuterRef("pk")).order_by()
    return _CountUpTo(signed.values(kind.link).distinct()[: MOST + 1])


def counted(number: int) -> str:
    """Say how many `count_of` has counted; a dash for none."""
    return f"{MOST:,} 以上" if number > MOST else str(number or "—")


def _latest_first(years: Years) -> Years:
    return dict(sorted(years.items(), key=lambda item: item[0] or 0, reverse=True))
