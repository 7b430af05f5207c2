"""Whose name was looked for: what somebody wrote is another thing than what names them."""

from dataclasses import dataclass

from django.db.models import Count

from articles.models import Byline, PhotoCredit
from articles.search.names import called
from people.models import Correspondent

MOST = 20  # People of one name that are shown.


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
    articles, photos = (
        _public(model, link, people) for model, link in ((Byline, "article"), (PhotoCredit, "photo"))
    )
    return [Author(person, articles.get(person.pk, 0), photos.get(person.pk, 0)) for person in people]


def _public(
    model: type[Byline] | type[PhotoCredit], link: str, people: list[Correspondent]
) -> dict[int, int]:
    signed = model.objects.listed().filter(correspondent__in=people).order_by()
    return dict(signed.values_list("correspondent").annotate(Count(link, distinct=True)))
