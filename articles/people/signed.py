"""All that one person has signed, in one list, to be parted."""

import datetime
from dataclasses import dataclass

from articles.people.hands import CREDITS
from articles.people.works import ARTICLES, PHOTOS, UNDATED, Kind


@dataclass(frozen=True, slots=True)
class Signed:
    """A byline or a photo credit: its `name` in forms, what it signs, and how it was printed."""

    name: str
    kind: Kind
    work: int
    title: str
    day: datetime.date | None
    role: str
    printed: str


def signed(person: int, year: str = "", line: str = "") -> list[Signed]:
    """Return what a person has signed, the latest first, in two queries.

    `year` is four figures, UNDATED, or blank for all; `line` is part of the signature as printed.
    """
    rows = [row for kind in (ARTICLES, PHOTOS) for row in _signed(kind, person, line)]
    if year:
        rows = [row for row in rows if (str(row.day.year) if row.day else UNDATED) == year]
    return sorted(rows, key=lambda row: (str(row.day or ""), row.kind is ARTICLES, row.work), reverse=True)


def _signed(kind: Kind, person: int, line: str) -> list[Signed]:
    (prefix,) = (name for name, model in CREDITS.items() if model is kind.model)
    title = f"{kind.link}__{'headline' if kind is ARTICLES else 'caption'}"
    rows = kind.signed_by([person]).filter(credit_line__contains=line.replace("\0", ""))
    fields = ("pk", kind.link, title, "day", "role", "credit_line")
    return [
        Signed(f"{prefix}-{key}", kind, work, text, day, role, printed)
        for key, work, text, day, role, printed in rows.values_list(*fields)
    ]
