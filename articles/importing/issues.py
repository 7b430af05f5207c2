"""Days of print to issues in the database."""

import datetime
from collections.abc import Iterable

from articles.importing import untouched
from articles.models import Issue


class Issues:
    """The issues that some dumps were printed in, found or made."""

    def __init__(self, dates: Iterable[datetime.date | None]) -> None:
        """Find or make the issues of `dates`, in one order by all imports, as people are."""
        self.made: dict[int, str] = {}  # Digests of those that are new.
        wanted = {date for date in dates if date}
        found = Issue.objects.filter(date__in=wanted, edition="")
        self._by_date = {issue.date: issue for issue in found}
        for date in sorted(wanted - set(self._by_date)):
            self._by_date[date] = self._make(date)

    def get(self, date: datetime.date | None) -> Issue | None:
        """Return the issue of `date`; None for no date."""
        return self._by_date.get(date) if date else None

    @property
    def old(self) -> list[Issue]:
        """Those that were there before: only they can hold an article already."""
        return [issue for issue in self._by_date.values() if issue.pk not in self.made]

    def _make(self, date: datetime.date) -> Issue:
        issue, is_new = Issue.objects.get_or_create(date=date, edition="")
        if is_new:
            self.made[issue.pk] = untouched.of_issue(issue)
        return issue
