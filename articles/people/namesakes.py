"""People of one name, told apart by where they are from, when they were active and what they wrote."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from articles.models import Byline
from articles.people.works import Tally, by_year, span, total
from people.models import Correspondent

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """Somebody, with what tells them apart. `years` is when they were active, `samples` are headlines."""

    person: Correspondent
    years: str
    tally: Tally
    samples: list[str] = field(default_factory=list)


def namesakes(person: Correspondent) -> list[Profile]:
    """Return others who have a name or an alias in common with `person`, whose aliases are prefetched."""
    keys = {person.name_key, *(alias.name_key for alias in person.aliases.all())}
    others = Correspondent.objects.with_keys(keys).exclude(pk=person.pk)
    return profiles(others.prefetch_related("aliases"))


def profiles(people: Iterable[Correspondent]) -> list[Profile]:
    """Return the profiles of some people, in as many queries however many they are."""
    found = list(people)
    keys = [person.pk for person in found]
    years, samples = by_year(keys), _samples(keys)
    return [
        Profile(person, span(years.get(person.pk, {})), total(years.get(person.pk, {})), samples[person.pk])
        for person in found
    ]


def _samples(people: Collection[int]) -> dict[int, list[str]]:
    """The latest headlines of each."""
    newest = Window(RowNumber(), partition_by="correspondent", order_by=F("article").desc())
    rows = Byline.objects.filter(correspondent__in=people).order_by().annotate(rank=newest)
    headlines: dict[int, list[str]] = defaultdict(list)
    for person, headline in rows.filter(rank__lte=SAMPLES).values_list("correspondent", "article__headline"):
        headlines[person].append(headline)
    return headlines
