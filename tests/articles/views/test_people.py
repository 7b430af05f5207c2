"""Those who sign: the letters that lead to them, and all the photos of one."""

import re

import pytest

from articles.models import PhotoCredit
from tests.factories import PRINTED_ON, make_article, make_issue, make_person, make_photo

pytestmark = pytest.mark.django_db


def main_of(client, path):
    response = client.get(path)
    assert response.status_code == 200
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def names_in(html):
    return re.findall(r'<li><a href="/people/\d+/">([^<]+)</a>', html)


@pytest.fixture
def signers(monkeypatch):
    """Five who have signed, where a page has room for two."""
    monkeypatch.setattr("articles.paging.alphabetical.__defaults__", (2,))
    make_article(people=[make_person(name) for name in ("安宁", "方砚秋", "高远", "祝青禾", "周渡")])


def test_letters_lead_to_the_groups_of_a_page_that_holds_everybody(client):
    make_article(people=[make_person("安宁"), make_person("祝青禾")])
    html = main_of(client, "/people/")
    assert re.findall(r'href="([^"]+)">[A-Z]</a>', html) == ["#g1", "#g2"]


def test_letters_lead_into_all_people_where_a_page_does_not_hold_them(client, signers):
    html = main_of(client, "/people/")
    assert names_in(html) == ["安宁", "方砚秋"]
    letters = re.findall(r'href="\?from=([a-z])"', html)
    assert letters == sorted(letters)
    assert {"a", "g", "z"} < set(letters)
    assert not {"i", "u", "v"} & set(letters)


def test_letter_begins_the_list_there_or_at_the_next(client, signers):
    html = main_of(client, "/people/?from=h")
    assert names_in(html) == ["周渡", "祝青禾"]
    assert '<a href="?from=h" aria-current="page">H</a>' in html
    assert "回到开头" in html
    assert names_in(main_of(client, "/people/?from=f")) == ["方砚秋", "高远"]


def test_list_goes_on_from_a_letter(client, signers):
    html = main_of(client, "/people/?from=f")
    onward = re.search(r'rel="next" href="(\?after=[^"]+)"', html)[1]
    assert names_in(main_of(client, f"/people/{onward}")) == ["周渡", "祝青禾"]


def test_person_with_many_photos_leads_to_all_of_them_each_once(client):
    person = make_person("纪川")
    photos = [make_photo(issue=make_issue(), people=[person]) for _ in range(25)]
    PhotoCredit.objects.create(photo=photos[5], correspondent=person, role="文", listed_on=PRINTED_ON)
    assert f'href="/people/{person.pk}/photos/"' in main_of(client, person.get_absolute_url())
    path = f"/people/{person.pk}/photos/"
    first = main_of(client, path)
    onward = re.search(r'rel="next" href="(\?before=[^"]+)"', first)[1]
    keys = re.findall(r'href="/photos/(\d+)/"', first + main_of(client, path + onward))
    assert len(keys) == len(set(keys)) == 25


def test_person_whose_photos_are_all_shown_leads_to_no_others(client):
    person = make_person()
    make_photo(people=[person])
    assert "/photos/" in (html := main_of(client, person.get_absolute_url()))
    assert f"/people/{person.pk}/photos/" not in html


def test_who_made_no_photo_has_no_page_of_photos(client):
    person = make_person()
    make_article(people=[person])
    assert client.get(f"/people/{person.pk}/photos/").status_code == 404
