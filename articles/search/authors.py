"""Whose name was looked for: what somebody wrote is another thing than what names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from articles.remembered import remembered_each
from articles.search.names import called
from articles.statements import any_of, fetch
from people.models import Correspondent

MOST = 20  # People of one name that are shown.

_NUMBERS = """SELECT c.id,
    (SELECT count(DISTINCT article_id) FROM articles_byline
      WHERE correspondent_id = c.id AND listed_on IS NOT NULL),
    (SELECT count(DISTINCT photo_id) FROM articles_photocredit
      WHERE correspondent_id = c.id AND listed_on IS NOT NULL)
  FROM people_correspondent c WHERE c.id {}"""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody of the name that was looked for, and how much of theirs is public."""

    person: Correspondent
    articles: int
    photos: int


def authors(typed: str) -> list[Author]:
    """Return those called just what was typed who have signed something public."""
    people = called(typed, MOST)
    if not people:  # Most of what is typed is no name.
        return []
    numbers = _numbers([person.pk for person in people])
    return [Author(person, *numbers.get(person.pk, (0, 0))) for person in people]


@remembered_each
def _numbers(people: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How many articles and photos of each are public."""
    among, values = any_of(people, connection.vendor)
    return {key: (articles, photos) for key, articles, photos in fetch(_NUMBERS.format(among), values)}
