"""In which years something is public, a step down an index for each year."""

from typing import Any

from django.db import connection

from articles import statements
from articles.remembered import remembered

# The first day of the year of the day that was found last.
_NEW_YEAR = {
    "sqlite": "date(found.day, 'start of year')",
    "postgresql": "date_trunc('year', found.day)::date",
}

# As `IssueQuerySet.with_content` says it.
_PRINTED = """SELECT date FROM articles_issue i WHERE coalesce(
    (SELECT id FROM articles_article WHERE issue_id = i.id AND listed_on IS NOT NULL LIMIT 1),
    (SELECT id FROM articles_photo WHERE issue_id = i.id AND listed_on IS NOT NULL LIMIT 1)) IS NOT NULL"""


@remembered
def listed_years(model: type[Any], link: str = "", key: int = 0) -> tuple[int, ...]:
    """Return the years of the listed rows of `model`, those whose `link` is `key`, the newest first.

    `listed_years(ArticleTopic, "topic", 3)` takes one step down the index for each year, however
    many rows there are: reading the years of all rows would read them all.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    linked = f"{quote(model._meta.get_field(link).column)} = %s AND " if link else ""
    rows = f"SELECT listed_on FROM {table} WHERE {linked}listed_on IS NOT NULL"  # noqa: S608  # nosec B608
    return _years(rows, "listed_on", [key] if link else [])


@remembered
def years_of_print() -> tuple[int, ...]:
    """Return the years of the issues that something public was printed in, the newest first."""
    return _years(_PRINTED, "date", [])


def _years(rows: str, day: str, values: list[int]) -> tuple[int, ...]:
    """The years of some rows, given the statement for their days and the name of these in it."""
    newest = f"ORDER BY {day} DESC LIMIT 1"
    steps = f"""
        WITH RECURSIVE found(day) AS (
            SELECT ({rows} {newest})
            UNION ALL
            SELECT ({rows} AND {day} < {_NEW_YEAR[connection.vendor]} {newest})
            FROM found WHERE found.day IS NOT NULL
        )
        SELECT day FROM found WHERE day IS NOT NULL
    """  # noqa: S608  # nosec B608
    return tuple(int(str(day)[:4]) for (day,) in statements.fetch(steps, values * 2))
