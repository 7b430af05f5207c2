"""Whatever is merged, split and undone, in any order: no signature is lost, none is doubled."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.models import Byline, PhotoCredit
from articles.people.hands import CREDITS, RegroupingError, held_by
from articles.people.regrouping import merge, split
from articles.people.undoing import undo
from people.models import Correspondent, CorrespondentAlias, Regrouping
from tests.factories import make_article, make_person, make_photo

NAMES = (("余辉", ""), ("余辉", "文化馆"), ("余 辉", "石桥街道"), ("裴文澜", ""), ("祝青禾", ""))

EXAMPLES = int(os.environ.get("PEOPLE_EXAMPLES", "40"))

Step = tuple[str, int, int, int]
DEEDS = st.sampled_from(["merge", "split", "give", "undo"])
STEPS = st.lists(st.tuples(DEEDS, *[st.integers(0, 99)] * 3), max_size=10)


def people() -> list[Correspondent]:
    return list(Correspondent.objects.order_by("pk"))


def some(person: Correspondent, number: int) -> dict[str, list[int]]:
    """Some of what a person has signed."""
    held = held_by(person.pk)
    return {name: [key for key in keys if (key + number) % 2] for name, keys in held.items()}


def attempt(deed: Callable[[], Any]) -> None:
    try:
        deed()
    except RegroupingError as error:
        if not str(error):
            raise


def do(step: Step) -> None:
    """Do what a step says with the people who are there then; what is refused changes nothing."""
    name, first, second, third = step
    there = people()
    one, other = there[first % len(there)], there[second % len(there)]
    if name == "merge":
        attempt(lambda: merge(one.pk, other.pk, by=None))
    elif name == "split":
        attempt(lambda: split(one.pk, some(one, third), organisation=f"单位{third}", by=None))
    elif name == "give":
        attempt(lambda: split(one.pk, some(one, third), to=other.pk, by=None))
    elif records := list(Regrouping.objects.filter(undone_at=None).order_by("pk")):
        attempt(lambda: undo(records[third % len(records)].pk, by=None))


def signatures() -> dict[str, list[int]]:
    """The keys of everything signed by somebody."""
    signed = ((name, model.objects.exclude(correspondent=None)) for name, model in CREDITS.items())
    return {name: sorted(rows.values_list("pk", flat=True)) for name, rows in signed}


def everything() -> list[Any]:
    """Who is who, and who has signed what."""
    who = Correspondent.objects.values_list("pk", "name", "name_key", "pinyin", "organisation")
    aliases = CorrespondentAlias.objects.values_list("correspondent", "name")
    credits = (
        model.objects.values_list("pk", "correspondent", "listed_on") for model in (Byline, PhotoCredit)
    )
    return [sorted(rows, key=str) for rows in (who, aliases, *credits)]


class AnyOrder(TestCase):
    def setUp(self) -> None:
        for number, (name, organisation) in enumerate(NAMES):
            person = make_person(name, organisation)
            CorrespondentAlias.objects.create(correspondent=person, name="小余", name_key="小余")
            for _ in range(number % 3 + 1):
                make_article(people=[person])
            make_photo(people=[person])

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(STEPS)
    def test_every_signature_is_somebody_s_once_and_undoing_all_brings_back_the_start(self, steps):
        start, signed = everything(), signatures()
        for step in steps:
            do(step)
            assert signatures() == signed
        for record in Regrouping.objects.filter(undone_at=None).order_by("-pk"):
            undone = undo(record.pk, by=None)
            assert undone.fields["stayed"] == {"byline": [], "photocredit": []}
        assert everything() == start
