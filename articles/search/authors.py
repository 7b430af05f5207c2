"""Whose name was looked for: what somebody wrote is another thing than what names them."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Count

from articles import search
from articles.models import Byline, PhotoCredit
from people.models import Correspondent

_IS_NAME = """SELECT EXISTS (SELECT 1 FROM people_correspondent WHERE name_key = %s)
  OR EXISTS (SELECT 1 FROM people_correspondentalias WHERE name_key = %s)"""


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody of the name that was looked for, and how much of theirs is public."""

    person: Correspondent
    articles: int
    photos: int


def authors(typed: str) -> list[Author]:
    """Return those called just what was typed who have signed something public."""
    people = search.people_called(typed) if _is_name(typed) else []
    if not people:
        return []
    articles, photos = (
        _public(model, link, people) for model, link in ((Byline, "article"), (PhotoCredit, "photo"))
    )
    found = (Author(person, articles.get(person.pk, 0), photos.get(person.pk, 0)) for person in people)
    return [author for author in found if author.articles or author.photos]


def _public(
    model: type[Byline] | type[PhotoCredit], link: str, people: list[Correspondent]
) -> dict[int, int]:
    signed = model.objects.listed().filter(correspondent__in=people).order_by()
    return dict(signed.values_list("correspondent").annotate(Count(link, distinct=True)))


def _is_name(typed: str) -> bool:
    """Whether it is worth looking for people: most of what is typed is no name, which is soon seen."""
    key = search.name_asked_for(typed)
    with connection.cursor() as cursor:
        cursor.execute(_IS_NAME, [key, key])
        ((found,),) = cursor.fetchall()
    return bool(found)
