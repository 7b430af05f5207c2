"""Lists in parts, each part under what its members share."""

from collections.abc import Iterable
from itertools import groupby
from operator import attrgetter
from typing import Any

from people.models import Correspondent

Groups = list[tuple[Any, list[Any]]]


def grouped(things: Iterable[Any], name: str) -> Groups:
    """Part things by their attribute `name`; they stay in their order, so it is to be theirs."""
    return [(key, list(those)) for key, those in groupby(things, attrgetter(name))]


def by_initial(people: Iterable[Correspondent]) -> Groups:
    """Part people by the first letter of their pinyin, in whose order they are."""
    return [(key, list(those)) for key, those in groupby(people, lambda person: person.pinyin[:1].upper())]
