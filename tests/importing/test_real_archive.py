"""The real dumps, brought in and published: what citizens then read. Skipped where they are not.

What to expect is read from the truths beside them; none of their text is kept here.
"""

import datetime
import json
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from articles.models import Article, Notice, Photo, PhotoCredit, Topic
from people.models import Correspondent
from tests.importing.samples import bring_in

SHARED = Path(__file__).parents[3] / "shared"
PRINTED_ON = datetime.date(2025, 4, 11)

pytestmark = [pytest.mark.seeds, pytest.mark.django_db]


@pytest.fixture
def truth():
    """What the dumps really hold, all pages together."""
    if not (SHARED / "seeds").is_dir():
        pytest.skip(f"the real dumps are not at {SHARED}: importing was tried on the samples alone")
    pages = [json.loads(path.read_text()) for path in sorted((SHARED / "gold").glob("*.json"))]
    return {part: [one for page in pages for one in page[part]] for part in ("articles", "photos")}


@pytest.fixture
def archive(truth):
    return bring_in(SHARED / "seeds", date=PRINTED_ON, publish=True)


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def read(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return fold(response.content.decode())


def test_everything_is_published_once(truth, archive):
    found = (len(truth["articles"]), len(truth["photos"]))
    assert (archive.articles, archive.photos) == found
    assert (Article.objects.published().count(), Photo.objects.published().count()) == found
    assert bring_in(SHARED / "seeds", date=PRINTED_ON, publish=True).articles == 0
    assert Article.objects.count() == found[0]


def test_no_year_in_the_texts_contradicts_the_day_of_print(archive):
    assert not Notice.objects.filter(code="doubtful-year").exists()


def test_topics_list_their_articles_and_no_others(client, truth, archive):
    for topic in Topic.objects.all():
        page = read(client, topic.get_absolute_url())
        for article in truth["articles"]:
            is_listed = any(fold(headline) in page for headline in article["headline_any_of"])
            if topic.name not in article["optional_topics"]:
                assert is_listed == (topic.name in article["topics"])


def test_each_correspondent_has_all_their_articles(client, truth, archive):
    signed = Counter(byline["name"] for article in truth["articles"] for byline in article["bylines"])
    assert signed
    for name, count in signed.items():
        person = Correspondent.objects.get(name=name)
        assert person.bylines.listed().count() == count
        page = read(client, person.get_absolute_url())
        for byline in person.bylines.select_related("article"):
            assert fold(byline.article.headline) in page


def test_a_photographer_is_not_a_speaker_of_the_same_name_in_a_text(truth, archive):
    names = [credit["name"] for photo in truth["photos"] for credit in photo["credits"]]
    assert any(Article.objects.filter(body__contains=name).exists() for name in names)
    for name in names:
        photographer = Correspondent.objects.get(name=name)
        assert PhotoCredit.objects.filter(correspondent=photographer).count() == 1
        assert not photographer.bylines.exists()
        assert not Article.objects.filter(bylines__credit_line__contains=name).exists()
