"""In which years something is listed, read off the index that lists are read off."""

from typing import Any

from django.db import connection

from articles.remembered import remembered

# The first day of the year of the day that was found last.
_NEW_YEAR = {
    "sqlite": "date(found.day, 'start of year')",
    "postgresql": "date_trunc('year', found.day)::date",
}


@remembered
def listed_years(model: type[Any], link: str = "", key: int = 0) -> tuple[int, ...]:
    """Return the years of the listed rows of `model`, those whose `link` is `key`, the newest first.

    `listed_years(ArticleTopic, "topic", 3)` takes one step down the index for each year, however
    many rows there are: reading the years of all rows would read them all.
    """
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    linked = f"{quote(model._meta.get_field(link).column)} = %s AND " if link else ""
    listed = f"SELECT listed_on FROM {table} WHERE {linked}listed_on IS NOT NULL"  # noqa: S608  # nosec B608
    newest = "ORDER BY listed_on DESC LIMIT 1"
    steps = f"""
        WITH RECURSIVE found(day) AS (
            SELECT ({listed} {newest})
            UNION ALL
            SELECT ({listed} AND listed_on < {_NEW_YEAR[connection.vendor]} {newest})
            FROM found WHERE found.day IS NOT NULL
        )
        SELECT day FROM found WHERE day IS NOT NULL
    """  # noqa: S608  # nosec B608
    with connection.cursor() as cursor:
        cursor.execute(steps, [key, key] if link else [])
        return tuple(int(str(day)[:4]) for (day,) in cursor.fetchall())
