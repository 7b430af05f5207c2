"""Path converters."""

import datetime


class DateConverter:
    """A date as `yyyy-mm-dd`."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """Return the date; ValueError, which makes a 404, where the calendar has none such."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date) -> str:
        """Return the path's form of `value`."""
        return value.isoformat()
