"""Who has an article open, and the words that they have not saved."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from articles import editing
from articles.models import Editing
from tests.factories import make_article

pytestmark = pytest.mark.django_db

MINUTE = datetime.timedelta(minutes=1)
TYPED = {"headline": ["桥头早市开张"], "tags": ["早市"]}


@pytest.fixture
def article():
    return make_article(status="draft")


@pytest.fixture
def people():
    return [get_user_model().objects.create_user(name) for name in ("甲", "乙")]


def names(article, at):
    return [one.user.username for one in editing.at_work(article, at)]


def test_a_page_that_was_opened_counts_for_two_minutes(article, people):
    now = timezone.now()
    editing.opened(article, people[0], now)
    assert names(article, now + 1.9 * MINUTE) == ["甲"]
    assert names(article, now + 2 * MINUTE) == []


def test_a_page_that_speaks_up_goes_on_counting_from_when_it_was_opened(article, people):
    now = timezone.now()
    editing.opened(article, people[0], now)
    editing.opened(article, people[1], now + MINUTE)
    editing.spoke_up(article, people[0], now + 2 * MINUTE)
    assert names(article, now + 2.5 * MINUTE) == ["甲", "乙"]
    assert editing.at_work(article, now + 3 * MINUTE)[0].opened_at == now


def test_another_article_is_another_matter(article, people):
    now = timezone.now()
    editing.opened(make_article(status="draft"), people[0], now)
    assert names(article, now) == []


def test_whoever_leaves_is_gone_at_once_and_their_words_stay(article, people):
    now = timezone.now()
    for user in people:
        editing.opened(article, user, now)
    editing.keep(article, people[0], TYPED, now)
    for user in people:
        editing.left(article, user, now)
    assert names(article, now) == []
    assert editing.unsaved(article, people[0]).unsaved == TYPED
    assert editing.unsaved(article, people[1]) is None


def test_words_are_replaced_by_later_ones_and_forgotten_when_discarded(article, people):
    now = timezone.now()
    editing.keep(article, people[0], {"headline": ["早市"]}, now)
    editing.keep(article, people[0], TYPED, now + MINUTE)
    kept = editing.unsaved(article, people[0])
    assert (kept.unsaved, kept.typed_at) == (TYPED, now + MINUTE)
    editing.discard(article, people[0])
    assert editing.unsaved(article, people[0]) is None


def test_old_rows_are_cleared_when_somebody_opens_an_article(article, people):
    now = timezone.now()
    editing.opened(article, people[0], now - 3 * MINUTE)
    editing.keep(make_article(), people[0], TYPED, now - editing.KEPT + MINUTE)
    editing.keep(make_article(), people[0], TYPED, now - editing.KEPT)
    editing.opened(article, people[1], now)
    left = Editing.objects.order_by("seen_at").values_list("user__username", "typed_at")
    assert list(left) == [("甲", now - editing.KEPT + MINUTE), ("乙", None)]
