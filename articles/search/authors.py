"""Whose name was looked for: what somebody wrote is another thing than what names them."""

from dataclasses import dataclass

from django.db import connection

from articles.search.names import called
from people.models import Correspondent

MOST = 20  # People of one name that are shown.

_NUMBERS = """SELECT c.id,
    (SELECT count(DISTINCT article_id) FROM articles_byline
      WHERE correspondent_id = c.id AND listed_on IS NOT NULL),
    (SELECT count(DISTINCT photo_id) FROM articles_photocredit
      WHERE correspondent_id = c.id AND listed_on IS NOT NULL)
  FROM people_correspondent c WHERE c.id IN ({})"""


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
    with connection.cursor() as cursor:
        cursor.execute(_NUMBERS.format(", ".join(["%s"] * len(people))), [person.pk for person in people])
        numbers = {key: public for key, *public in cursor.fetchall()}
    return [Author(person, *numbers.get(person.pk, (0, 0))) for person in people]
