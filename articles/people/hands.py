"""Bylines and credits that pass from one person to another, and what follows for texts under review.

Whoever passes them on locks in one order: texts under review, then people, each by key. So two who
merge the same people wait for each other, and neither for ever.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from articles import workflow
from articles.crossings import CrossedError
from articles.importing.judgement import slices
from articles.models import Article, Byline, Photo, PhotoCredit
from articles.texts import digest, texts_of
from people.models import Correspondent

CREDITS: dict[str, type[Any]] = {"byline": Byline, "photocredit": PhotoCredit}

Keys = Mapping[str, Sequence[int]]  # Of bylines and photo credits, by the names of CREDITS.


class RegroupingError(Exception):
    """Why a merge, a split or an undo cannot be, in words for people."""


def held_by(person: int) -> dict[str, list[int]]:
    """Return the keys of all that a person has signed."""
    return {name: _keys(model.objects.filter(correspondent=person)) for name, model in CREDITS.items()}


def in_hand(keys: Keys, person: int) -> dict[str, list[int]]:
    """Return those of `keys` that are a person's."""
    return {name: _among(CREDITS[name], keys.get(name, ()), correspondent=person) for name in CREDITS}


def still_there(keys: Keys) -> dict[str, list[int]]:
    """Return those of `keys` that nobody has deleted."""
    return {name: _among(CREDITS[name], keys.get(name, ())) for name in CREDITS}


def sign(keys: Keys, name: str) -> dict[str, list[int]]:
    """Write a name beside those of a person's credits that have none; return the keys of these."""
    bare = {kind: _among(CREDITS[kind], keys.get(kind, ()), credit_line="") for kind in CREDITS}
    _write(bare, name)
    return bare


def unsign(keys: Keys, person: int, name: str) -> None:
    """Take away what `sign` wrote, from those that are a person's and still have it."""
    held = in_hand(keys, person)
    _write({kind: _among(CREDITS[kind], held[kind], credit_line=name) for kind in CREDITS}, "")


def _write(keys: Keys, name: str) -> None:
    for kind, model in CREDITS.items():
        for some in slices(keys[kind]):
            model.objects.filter(pk__in=some).update(credit_line=name)


def lock_people(*keys: int) -> dict[int, Correspondent]:
    """Lock people, and return those who are there, by key. Use inside a transaction."""
    rows = Correspondent.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    return {person.pk: person for person in rows}


class Readings:
    """The texts under review that some credits are part of, locked, with their digests as they were.

    Made before people are locked; afterwards `pass_on` moves credits and sends back into review what
    then reads differently (norms: an edit of a credit voids the reviews of the earlier text).
    """

    def __init__(self, keys: Keys) -> None:
        self._before: dict[tuple[type[Any], int], str] = {}
        for model, found in _under_review(keys):
            rows = model.objects.filter(pk__in=found).order_by("pk").select_for_update()
            locked = list(rows.values_list("pk", flat=True))
            texts = texts_of(model, locked)
            self._before |= {(model, key): digest(text) for key, text in texts.items()}

    def pass_on(self, keys: Keys, to: int, *, by: Any) -> int:
        """Give credits to the person `to`; return how many texts go into review once more.

        Raises CrossedError where a text has come under review that was not when this was made.
        """
        if any((model, key) not in self._before for model, found in _under_review(keys) for key in found):
            raise CrossedError("a text has been sent for review meanwhile")
        for name, model in CREDITS.items():
            for some in slices(keys.get(name, ())):
                model.objects.filter(pk__in=some).update(correspondent=to)
        things = ((self._thing(model, key), before) for (model, key), before in self._before.items())
        return sum(workflow.edited(thing, before, by=by) for thing, before in things)

    def _thing(self, model: type[Any], key: int) -> Any:
        return model.objects.get(pk=key)


def _under_review(keys: Keys) -> Iterator[tuple[type[Any], list[int]]]:
    """Articles, with those whose photos are credited, then photos, each by key."""
    bylines, credits = keys.get("byline", ()), keys.get("photocredit", ())
    articles = _standing(Article, "bylines__in", bylines) | _standing(Article, "photos__credits__in", credits)
    yield Article, sorted(articles)
    yield Photo, sorted(_standing(Photo, "credits__in", credits))


def _standing(model: type[Any], link: str, keys: Sequence[int]) -> set[int]:
    under_review = Q(status__in=workflow.UNDER_REVIEW)
    return {
        key
        for some in slices(keys)
        for key in model.objects.filter(under_review, **{link: some}).values_list("pk", flat=True)
    }


def _among(model: type[Any], keys: Iterable[int], **condition: Any) -> list[int]:
    return [key for some in slices(keys) for key in _keys(model.objects.filter(pk__in=some, **condition))]


def _keys(rows: Any) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))
