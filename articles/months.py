"""The months that have something public in them, found by jumping through the index of a list."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from articles.querysets import ListedQuerySet
from articles.remembered import remembered
from articles.statements import fetch

_NAME = re.compile(r"([12]\d{3})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9]\d{1,3}))?")

# The first day of the month of `day`, in the words of each database.
_FIRST = {"sqlite": "date(day, 'start of month')", "postgresql": "date_trunc('month', day)::date"}

# One step a month, each a look at the end of a range of the index: a million rows cost what a hundred do.
# Whether one needs several files is counted only where the table has rows enough for that.
_JUMPS = """
WITH RECURSIVE months(day) AS (
    SELECT max(listed_on) FROM {table} WHERE listed_on IS NOT NULL
    UNION ALL
    SELECT (SELECT max(listed_on) FROM {table} WHERE listed_on < {first}) FROM months WHERE day IS NOT NULL
)
SELECT day, CASE WHEN (SELECT max(id) FROM {table}) <= {size} THEN 1 ELSE
    (SELECT count(*) FROM {table} WHERE listed_on >= {first} AND listed_on <= day)
END
FROM months WHERE day IS NOT NULL
"""


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return datetime.date(self.year, self.month, 1)

    @property
    def next(self) -> "Month":
        """The month after it."""
        return Month(self.year + self.month // 12, self.month % 12 + 1)

    def rows(self, listed: ListedQuerySet) -> ListedQuerySet:
        """Return those of public rows that are listed in it."""
        return listed.filter(listed_on__gte=self.first, listed_on__lt=self.next.first)


@remembered
def of(model: type[Any], size: int) -> Mapping[Month, int]:
    """Return the months of the public rows of a model with `listed_on`, and how many times `size` each has.

    One query, of as many steps as there are months; a part of `size` rows is counted as one.
    """
    sql = _JUMPS.format(table=model._meta.db_table, first=_FIRST[connection.vendor], size=size)
    found = [(str(day), number) for day, number in fetch(sql)]
    return {Month(int(day[:4]), int(day[5:7])): -(-number // size) for day, number in found}


def named(name: str) -> tuple[Month, int] | None:
    """Return the month and the part of it that a name such as "2025-03" or "2025-03-2" means, else None."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    return Month(int(match[1]), int(match[2])), int(match[3] or 1)
