"""Standing titles in print to columns in the database."""

from collections.abc import Iterable

from django.utils.text import slugify
from pypinyin import lazy_pinyin

from articles.importing import untouched
from articles.models import Column

_BASE_LENGTH = 90  # Leaves room for a number that parts two columns of one sound.


class Columns:
    """The columns that some dumps name, found or made."""

    def __init__(self, names: Iterable[str], *, make: bool = True) -> None:
        """Find the columns called `names`; make those that are missing, unless told not to.

        They are made in one order by all imports, as people are.
        """
        self.made: dict[int, str] = {}  # Digests of those that are new.
        wanted = {name for name in names if name}
        self._by_name = {column.name: column for column in Column.objects.filter(name__in=wanted)}
        for name in sorted(wanted - set(self._by_name)) if make else ():
            self._by_name[name] = self._make(name)

    def get(self, name: str) -> Column | None:
        """Return the column called `name`; None for no name."""
        return self._by_name.get(name)

    def _make(self, name: str) -> Column:
        column, is_new = Column.objects.get_or_create(name=name, defaults={"slug": free_slug(name)})
        if is_new:
            self.made[column.pk] = untouched.of_column(column)
        return column


def free_slug(name: str) -> str:
    """Return an address for a column called `name`, from its pinyin, that no other column has."""
    base = slugify("-".join(lazy_pinyin(name, errors=lambda text: slugify(text) or "-")))
    base = base[:_BASE_LENGTH].strip("-") or "column"
    taken = set(Column.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (base, *numbered) if slug not in taken)
