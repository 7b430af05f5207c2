"""People to choose from as one types: each with organisation, years, and how much they have signed."""

from typing import Any

from django.core.paginator import Page, Paginator

from articles.people.works import by_year, span, total
from people.models import Correspondent


class Choice:
    """A person as the list under a field shows them."""

    def __init__(self, person: Correspondent, about: str) -> None:
        self.id = self.pk = person.pk
        self._label = f"{person} · {about}"

    def __str__(self) -> str:
        return self._label


class ChoicePaginator(Paginator):
    """Pages of choices. Only those on the page are counted."""

    def page(self, number: Any) -> Page:
        found = super().page(number)
        found.object_list = _choices(list(found.object_list))
        return found


def _choices(people: list[Correspondent]) -> list[Choice]:
    years = by_year([person.pk for person in people])
    return [Choice(person, _about(years.get(person.pk, {}))) for person in people]


def _about(years: Any) -> str:
    tally = str(total(years))
    return f"{span(years)}，{tally}" if span(years) else tally
