"""Standing titles in print to columns in the database."""

from collections.abc import Iterable

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from articles.importing.lengths import fitting
from articles.models import Column

_BASE_LENGTH = 90  # Leaves room for a number that parts two columns of one sound.


class Columns:
    """The columns that one dump names, found or made."""

    def __init__(self, printed: Iterable[tuple[str, int]]) -> None:
        """Find or make the columns `printed`, each a title and the line that it stands near.

        New ones are made in one order by all imports, as people are.
        """
        self.made: list[int] = []
        wanted = {_one_line(name): line for name, line in printed if name}
        self._by_name = {column.name: column for column in Column.objects.filter(name__in=wanted)}
        for name, line in sorted(wanted.items()):
            if name not in self._by_name:
                self._by_name[name] = self._make(name, line)

    def get(self, name: str) -> Column | None:
        """Return the column called `name`; None for no name."""
        return self._by_name.get(_one_line(name))

    def _make(self, name: str, line: int) -> Column:
        fitting([Column(name=name)], line)
        column, is_new = Column.objects.get_or_create(name=name, defaults={"slug": free_slug(name)})
        if is_new:
            self.made.append(column.pk)
        return column


def free_slug(name: str) -> str:
    """Return an address for a column called `name`, from its pinyin, that no other column has."""
    base = slugify("-".join(lazy_pinyin(name, errors=lambda text: slugify(text) or "-")))
    base = base[:_BASE_LENGTH].strip("-") or "column"
    taken = set(Column.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)


def _one_line(name: str) -> str:
    return " ".join(name.split())
