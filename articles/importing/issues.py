"""Days of print to issues in the database."""

import datetime
from collections.abc import Collection, Iterable

from articles.importing import untouched
from articles.models import Issue


class Issues:
    """The issues that some dumps were printed in, found or made."""

    def __init__(self, dates: Iterable[datetime.date | None]) -> None:
        """Find or make the issues of `dates`, in one order by all imports, as people are."""
        self.made: dict[int, str] = {}  # Digests of those that are new.
        wanted = {date for date in dates if date}
        self._by_date = _found(wanted)
        missing = sorted(wanted - set(self._by_date))
        if missing:
            Issue.objects.bulk_create(
                (Issue(date=date, edition="") for date in missing), ignore_conflicts=True
            )
            new = _found(missing)
            self.made = {issue.pk: untouched.of_issue(issue) for issue in new.values()}
            self._by_date |= new

    def get(self, date: datetime.date | None) -> Issue | None:
        """Return the issue of `date`; None for no date."""
        return self._by_date.get(date) if date else None

    @property
    def old(self) -> list[Issue]:
        """Those that were there before: only they can hold an article already."""
        return [issue for issue in self._by_date.values() if issue.pk not in self.made]


def _found(dates: Collection[datetime.date]) -> dict[datetime.date, Issue]:
    return {issue.date: issue for issue in Issue.objects.filter(date__in=dates, edition="")}
