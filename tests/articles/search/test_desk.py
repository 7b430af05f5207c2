"""Search boxes of the desk find what looking through every row of the list finds.

`SEARCH_EXAMPLES=2000` asks more.
"""

import os
import random

import pytest
from django.conf import settings
from django.db import connection

from articles.models import Article, Dump, ImportBatch, Photo
from articles.search import desk, finding, parse, upkeep
from articles.search.grams import entry, fold
from articles.search.tables import DUMPS, PHOTOS
from tests.articles.search.texts import WORDS, phrase, values
from tests.articles.search.texts import words_of as words_of_article

pytestmark = pytest.mark.django_db

on_postgresql = pytest.mark.skipif(
    not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"), reason="SQLite asks Python itself"
)
EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "120"))


def make_photo(rng):
    return Photo.objects.create(caption=phrase(rng, 4), alt=phrase(rng, 2) if rng.random() < 0.3 else "")


def make_dump(rng):
    """A page whose lines a column of print has cut anywhere."""
    text = phrase(rng, 30)
    for at in sorted(rng.sample(range(len(text)), 6), reverse=True):
        text = text[:at] + rng.choice(("\n", "\r\n", " \n　")) + text[at:]
    batch = ImportBatch.objects.get_or_create()[0]
    number = Dump.objects.count()
    return Dump.objects.create(
        batch=batch, sha256=f"{number:064}", name=f"2025-03-07_{number:02}.txt", encoding="utf-8", text=text,
        parser_version="1",
    )  # fmt: skip


def words_of(row):
    table = DUMPS if isinstance(row, Dump) else PHOTOS
    return fold("\n".join(table.words(*(getattr(row, name) for name in table.columns))))


def naive(rows, query):
    return [row.pk for row in rows.order_by("-pk") if query.wanted and query.fits(words_of(row))]


def changed(rng, model):
    """Edit, delete and put off some rows, and bring some in."""
    for row in rng.sample(list(model.objects.all()), 5):
        deed = rng.choice(("edit", "delete", "wait"))
        if deed == "edit":
            words = {"caption": phrase(rng, 3)} if model is Photo else {"text": phrase(rng, 20)}
            model.objects.filter(pk=row.pk).update(**words)
        elif deed == "delete":
            row.delete()
        else:
            model.objects.filter(pk=row.pk).update(is_indexed=False)
    upkeep.bring_in(rng.randint(1, 3))


def cut(rng, rows):
    words = words_of(rng.choice(rows))
    start = rng.randrange(len(words))
    typed = words[start : start + rng.randint(1, 12)].replace("\n", " ")
    return f"{typed} -{rng.choice(WORDS)}" if rng.random() < 0.2 else typed


@pytest.mark.parametrize("few", [0, 500])
@pytest.mark.parametrize(("model", "make"), [(Photo, make_photo), (Dump, make_dump)])
def test_what_is_found_is_what_every_row_tells(model, make, few, monkeypatch):
    """Whether a list is short, and looked through, or the index is asked."""
    monkeypatch.setattr(desk, "FEW", few)
    monkeypatch.setattr(desk, "_BATCH", 7)
    rng = random.Random(few)
    for _ in range(40):
        make(rng)
    for number in range(EXAMPLES // 4):
        if number % 10 == 9:
            changed(rng, model)
        query = parse(cut(rng, list(model.objects.all())))
        for rows in (model.objects.all(), model.objects.filter(pk__gte=model.objects.first().pk - 20)):
            found = desk.find(rows, query)
            assert found == (naive(rows, query), True), query


def test_a_word_that_a_column_of_print_has_cut_is_found():
    row = make_dump(random.Random(1))
    Dump.objects.filter(pk=row.pk).update(text="本报讯 社区\r\n　食堂开门，\n老人来了。\nOpen\nSource")
    for typed in ("社区食堂", "食堂开门，老人", "open source", row.name):
        assert desk.find(Dump.objects.all(), parse(typed)).keys == [row.pk]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(desk, "FEW", 0)
            assert desk.find(Dump.objects.all(), parse(typed)).keys == [row.pk]


def test_articles_are_found_as_the_list_is_filtered(monkeypatch):
    rng = random.Random(2)
    for _ in range(30):
        Article.objects.create(**values(rng))
    every = Article.objects.all()
    some = every.filter(pk__lte=every.order_by("pk")[12].pk)
    expected = {row.pk for row in some if "服务" in words_of_article(row)}
    assert set(desk.find(some, parse("服务")).keys) == expected
    monkeypatch.setattr(desk, "FEW", 5)
    assert set(desk.find(some, parse("服务")).keys) == expected


def test_too_many_are_told_of(monkeypatch):
    monkeypatch.setattr(desk, "FEW", 3)
    monkeypatch.setattr(desk, "LISTED", 5)
    for _ in range(8):
        Photo.objects.create(caption="社区食堂")
    found = desk.find(Photo.objects.all(), parse("食堂"))
    assert found == ([row.pk for row in Photo.objects.order_by("-pk")[:5]], False)
    assert desk.find(Photo.objects.all(), parse("没有")) == ([], True)
    monkeypatch.setattr(desk, "LOOKED_AT", 5)
    assert desk.find(Photo.objects.filter(pk__lt=found.keys[3]), parse("食堂")).is_all is False


def test_so_is_what_still_waits_for_the_index(monkeypatch):
    monkeypatch.setattr(desk, "FEW", 0)
    monkeypatch.setattr(finding, "WAITING", 2)
    for _ in range(3):
        Photo.objects.create(caption="社区食堂", is_indexed=False)
    found = desk.find(Photo.objects.all(), parse("食堂"))
    assert (len(found.keys), found.is_all) == (2, False)
    upkeep.bring_in_all()
    found = desk.find(Photo.objects.all(), parse("食堂"))
    assert (len(found.keys), found.is_all) == (3, True)


@on_postgresql
def test_postgresql_makes_of_a_row_what_python_makes_of_it():
    rng = random.Random(3)
    photos, dumps = ([make(rng) for _ in range(40)] for make in (make_photo, make_dump))
    for table, row in [*((PHOTOS, row) for row in photos), *((DUMPS, row) for row in dumps)]:
        columns = [getattr(row, name) for name in table.columns]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT tsvector_to_array({table.index}(%s, %s))", columns)
            held = cursor.fetchone()[0]
        assert set(held) == entry(*table.words(*columns), None)
