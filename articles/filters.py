"""Lists narrowed by year and by column, with plain links: `?year=2025&column=minsheng`."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from articles import contents
from articles.models import Column
from articles.remembered import remembered


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a filter: its words, the query string that it leads to, whether it is what is shown."""

    label: str
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. Nothing is chosen where a field is None."""

    year: int | None = None
    column: Column | None = None

    @property
    def query(self) -> dict[str, str]:
        """The part of the address that keeps what is chosen."""
        chosen = {"year": self.year and str(self.year), "column": self.column and self.column.slug}
        return {name: value for name, value in chosen.items() if value}

    @property
    def label(self) -> str:
        """What is chosen, in words."""
        year = f"{self.year}年" if self.year else ""
        return " ".join(filter(None, (year, self.column.name if self.column else "")))

    def year_choices(self, years: Iterable[int]) -> list[Choice]:
        """Links to all years and to each of `years`, what else is chosen kept."""
        return self._choices("year", {str(year): f"{year}年" for year in years})

    def column_choices(self, columns: Iterable[Column]) -> list[Choice]:
        """Links to all columns and to each of `columns`, and the one chosen."""
        found = {column.slug: column.name for column in columns}
        if self.column:
            found.setdefault(self.column.slug, self.column.name)
        return self._choices("column", found)

    def _choices(self, name: str, labels: Mapping[str, str]) -> list[Choice]:
        """No choice at all where there is but one and it is not chosen: it would change nothing."""
        chosen = self.query
        if len(labels) < 2 and name not in chosen:
            return []
        rest = {key: value for key, value in chosen.items() if key != name}
        every = Choice("全部", urlencode(rest), name not in chosen)
        return [
            every,
            *(
                Choice(label, urlencode({**rest, name: value}), chosen.get(name) == value)
                for value, label in labels.items()
            ),
        ]


@dataclass(frozen=True, slots=True)
class Offered:
    """What a list can be narrowed to: what is chosen, and the links of each filter by its name.

    `drawn` is what a page has made of it (articles.templating.drawing).
    """

    chosen: Filters
    choices: Mapping[str, Sequence[Choice]]
    drawn: dict[Hashable, str] = field(default_factory=dict)


@remembered
def offered(chosen: Filters, years: tuple[int, ...], columns: tuple[Column, ...]) -> Offered:
    """Return the filters of a list with articles of these years and columns; none that changes nothing."""
    choices = {"年份": chosen.year_choices(years), "栏目": chosen.column_choices(columns)}
    return Offered(chosen, {name: links for name, links in choices.items() if links})


def asked_year(request: HttpRequest, years: Iterable[int]) -> int | None:
    """Return the year that `?year=` names. Raises Http404 where it is none of `years`."""
    asked = request.GET.get("year")
    if asked is None:
        return None
    for year in years:
        if str(year) == asked:
            return year
    raise Http404


def asked_column(request: HttpRequest) -> Column | None:
    """Return the column that `?column=` names. Raises Http404 where there is none, or nothing in it."""
    asked = request.GET.get("column")
    if asked is None:
        return None
    for column in contents.columns():
        if column.slug == asked:
            return column
    raise Http404
