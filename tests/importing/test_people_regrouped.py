"""People whom an import made, merged or split since: that is somebody's work, and an undo leaves it."""

import pytest

from articles.models import Article, Byline
from articles.people.regrouping import merge, split
from articles.people.undoing import undo as undo_regrouping
from people.models import Correspondent
from tests.factories import make_person
from tests.importing.archive import DUCKWEED, WINDOW, bring_in, page, undo

pytestmark = pytest.mark.django_db


def named(name: str) -> Correspondent:
    return Correspondent.objects.get(name=name)


def test_who_was_merged_away_holds_nothing_up_and_what_they_signed_stays(tmp_path):
    batch = bring_in(tmp_path, {"2025-03-07_02.txt": page(DUCKWEED, WINDOW)})
    kept = make_person("青禾")
    merge(kept.pk, named(DUCKWEED[1]).pk, by=None)
    undo(batch)
    assert Article.objects.get().headline == DUCKWEED[0]
    assert Byline.objects.get().correspondent == kept
    assert list(Correspondent.objects.all()) == [kept]


def test_who_has_taken_in_another_stays(tmp_path):
    batch = bring_in(tmp_path, {"2025-03-07_02.txt": page(DUCKWEED, WINDOW)})
    merge(named(DUCKWEED[1]).pk, make_person(DUCKWEED[1], "文化馆").pk, by=None)
    undo(batch)
    assert not Article.objects.exists()
    assert [person.name for person in Correspondent.objects.all()] == [DUCKWEED[1]]


def test_who_was_split_stays_with_what_was_given_away(tmp_path):
    batch = bring_in(tmp_path, {"2025-03-07_02.txt": page(DUCKWEED, WINDOW)})
    person = named(DUCKWEED[1])
    byline = Byline.objects.get(correspondent=person)
    record = split(person.pk, {"byline": [byline.pk]}, organisation="文化馆", by=None)
    undo(batch)
    assert Article.objects.get().headline == DUCKWEED[0]
    assert set(Correspondent.objects.values_list("pk", flat=True)) == {person.pk, record.other}


def test_an_import_after_a_merge_finds_who_is_left_by_the_alias(tmp_path):
    bring_in(tmp_path, {"2025-03-07_02.txt": page(DUCKWEED)})
    kept = make_person("青禾")
    merge(kept.pk, named(DUCKWEED[1]).pk, by=None)
    bring_in(tmp_path, {"2025-03-08_02.txt": page(("荷塘清淤", *DUCKWEED[1:]))})
    assert set(Byline.objects.values_list("correspondent", flat=True)) == {kept.pk}


def test_a_merge_undone_leaves_an_import_as_it_was(tmp_path):
    batch = bring_in(tmp_path, {"2025-03-07_02.txt": page(DUCKWEED, WINDOW)})
    kept = make_person("青禾")
    undo_regrouping(merge(kept.pk, named(DUCKWEED[1]).pk, by=None).pk, by=None)
    undo(batch)
    assert not Article.objects.exists()
    assert list(Correspondent.objects.all()) == [kept]
