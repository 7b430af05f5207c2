"""The photo wall, and the page of one photo with its neighbours."""

import re

import pytest

from articles.models import Status
from tests.factories import make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def main_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def shown_in(html):
    return [int(key) for key in re.findall(r'<a href="/photos/(\d+)/">', html)]


def section(html, title):
    return html[html.index(f">{title}</h2>") :].split("</section>")[0]


def test_wall_has_pictures_in_rows_and_captions_below_with_one_word_about_them(client):
    captions = [make_photo() for _ in range(3)]
    picture = make_photo(with_file=True)
    more = [make_photo() for _ in range(2)]
    html = main_of(client, "/photos/")
    in_rows, below = html.split('<ul class="captions">')
    assert shown_in(in_rows) == [picture.pk]
    assert shown_in(below) == [photo.pk for photo in reversed(captions + more)]
    assert html.count("原图未入库") == 1


def test_wall_of_pictures_alone_has_no_word_about_missing_ones(client):
    make_photo(with_file=True)
    html = main_of(client, "/photos/")
    assert "原图未入库" not in html
    assert "captions" not in html


def test_photo_shows_others_of_its_issue_those_of_its_page_first(client):
    photo = make_photo(issue=make_issue(), page_number=2)
    first = make_photo(issue=make_issue(), page_number=1)
    beside = make_photo(issue=make_issue(), page_number=2)
    make_photo(issue=make_issue(), page_number=2, status=Status.DRAFT)
    make_photo()
    html = main_of(client, photo.get_absolute_url())
    assert shown_in(section(html, "同一期的图片")) == [beside.pk, first.pk]


def test_photo_shows_what_else_its_photographer_made(client):
    person = make_person("纪川")
    photo = make_photo(issue=make_issue(), people=[person])
    make_photo(issue=make_issue(), people=[person])  # Stands among those of the issue already.
    other = make_photo(people=[person, make_person()])
    make_photo(people=[person], status=Status.WITHDRAWN)
    part = section(main_of(client, photo.get_absolute_url()), "纪川的其他图片")
    assert shown_in(part) == [other.pk]
    assert f'href="/people/{person.pk}/photos/"' in part


def test_photo_alone_has_no_empty_sections(client):
    html = main_of(client, make_photo(people=[make_person()]).get_absolute_url())
    assert "<h2" not in html


def test_photo_without_a_credit_has_no_empty_line(client):
    html = main_of(client, make_photo(article=make_article()).get_absolute_url())
    assert 'class="byline"' not in html
