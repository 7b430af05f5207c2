"""Search finds what looking through every text finds, in the same order, whatever has happened to them.

`SEARCH_EXAMPLES=2000` asks more.
"""

import os
import random

import pytest
from django.db import connection

from articles.models import Article, Release, Status
from articles.search import Order, count, find, parse, upkeep
from tests.articles.search.texts import cut, naive, standing, values, words_in_head
from tests.factories import make_issue

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "240"))
ROUNDS = 6
ARTICLES = 60


def all_pages(typed, **asked):
    """Return the keys of all that is found, page by page."""
    keys, after = [], ""
    while True:
        page = find(typed, after=after, size=7, **asked)
        keys += [hit.key for hit in page.hits]
        after = page.after
        if not after:
            return keys


def changed(rng, rows, release):
    """Edit, publish, withdraw, delete, add and put off some rows, as the desk and imports do."""
    for row in rng.sample(rows, 12):
        deed = rng.choice(("edit", "move", "delete", "add", "wait", "plain"))
        if deed == "edit":
            for name, value in values(rng).items():
                setattr(row, name, value)
            row.save()
        elif deed == "move":
            move(rng, row, release)
        elif deed == "delete":
            row.delete()
        elif deed == "add":
            Article.objects.create(**values(rng), **standing(rng, release))
        elif deed == "wait":
            Article.objects.filter(pk=row.pk).update(is_indexed=False)
        else:
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE articles_article SET headline = %s WHERE id = %s", ["原句 ＳＱＬ改题", row.pk]
                )
    if rng.random() < 0.5:
        upkeep.bring_in(rng.randint(1, 5))


def move(rng, row, release):
    """Publish a draft on the word of a release, withdraw what is public."""
    now = {"status": Status.WITHDRAWN, "listed_on": None}
    if row.status != Status.PUBLISHED:
        now = (
            {**standing(rng, release, public=True)}
            if row.status == Status.DRAFT and not row.release_id
            else {}
        )
    if now:
        Article.objects.filter(pk=row.pk).update(**now)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_what_is_found_is_what_every_text_tells(seed):
    rng = random.Random(seed)
    release = Release.objects.create(issue=make_issue())
    for _ in range(ARTICLES):
        Article.objects.create(**values(rng), **standing(rng, release))
    for number in range(EXAMPLES // ROUNDS):
        if number % 10 == 9:
            changed(rng, list(Article.objects.all()), release)
        typed = cut(rng, list(Article.objects.all()))
        for public in (True, False):
            found, expected = all_pages(typed, public=public), naive(parse(typed), public=public)
            assert found == expected, (typed, parse(typed))
            assert count(typed, public=public) == len(expected)
            by_headline = sorted(expected, key=lambda key: not words_in_head(parse(typed), key))
            assert all_pages(typed, public=public, order=Order.RELEVANCE) == by_headline
