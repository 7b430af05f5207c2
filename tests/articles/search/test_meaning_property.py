"""Words cut out of what is published, with one character of them replaced: what is offered, and how often.

`SEARCH_EXAMPLES=2000` asks more.
"""

import os
import random
import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article
from articles.search import find, upkeep
from articles.search.meaning import meant
from articles.search.sounds import alike, closeness

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("SEARCH_EXAMPLES", "240"))
DUMPS = Path(__file__).parents[2] / "dumps" / "archive"
CHARACTERS = "".join(map(chr, range(0x4E00, 0x9FA6)))


@pytest.fixture
def runs():
    """What is published, in its runs of Chinese characters."""
    call_command("import_dumps", str(DUMPS), publish=True, verbosity=0, stdout=StringIO())
    upkeep.bring_in_all()
    texts = [f"{row.headline}\n{row.text}" for row in Article.objects.published()]
    return sorted({run for text in texts for run in re.findall("[\u4e00-\u9fff]{2,}", text)})


def mistyped(rng, run, others_of):
    """Return a word out of a run, and the same with one character replaced by one of `others_of` it."""
    length = min(rng.randint(2, 8), len(run))
    start = rng.randrange(len(run) - length + 1)
    word = run[start : start + length]
    at = rng.randrange(length)
    others = others_of(word[at])
    return word, word[:at] + rng.choice(others) + word[at + 1 :] if others else word


def same_sound(letter):
    return [other for other in alike(letter) if closeness(letter, other) == 2]


def share_put_right(runs, others_of):
    rng = random.Random(11)
    samples = [mistyped(rng, rng.choice(runs), others_of) for _ in range(EXAMPLES)]
    asked = [(word, typed) for word, typed in samples if not find(typed).hits]
    assert len(asked) > EXAMPLES / 2
    answers = [(word, meant(typed)) for word, typed in asked]
    assert all(find(said).hits for _, said in answers if said)
    return sum(word == said for word, said in answers) / len(asked)


def test_most_words_with_a_character_of_the_same_sound_are_put_right(runs):
    assert share_put_right(runs, same_sound) >= 0.95


def test_many_words_with_any_other_character_are_put_right(runs):
    assert share_put_right(runs, lambda letter: CHARACTERS) >= 0.7


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 2**32), letter=st.characters(min_codepoint=0x20, max_codepoint=0x2A6DF))
def test_what_is_offered_finds_something(runs, seed, letter):
    rng = random.Random(seed)
    _, typed = mistyped(rng, rng.choice(runs), lambda _: letter)
    said = meant(typed)
    assert not said or (find(said).hits and not find(typed).hits)
