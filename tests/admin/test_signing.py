"""Who has signed, on the pages of articles and photos."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Status
from tests.factories import make_article, make_person, make_photo

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("make", "name"), [(make_article, "article"), (make_photo, "photo")])
def test_a_page_asks_as_often_for_ten_people_as_for_one(desk, make, name):
    def asked(count):
        made = make("河边的早樱", people=[make_person() for _ in range(count)], status=Status.DRAFT)
        url = reverse(f"admin:articles_{name}_change", args=[made.pk])
        desk.get(url)
        with CaptureQueriesContext(connection) as queries:
            desk.get(url)
        return len(queries)

    assert asked(10) == asked(1)


def test_who_has_signed_stands_in_the_row(desk):
    person = make_person("余辉", "石桥街道")
    article = make_article(people=[person], status=Status.DRAFT)
    html = desk.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert f'<option value="{person.pk}" selected>余辉（石桥街道）</option>' in html


def test_a_row_sent_with_somebody_else_shows_them(desk):
    one, other = make_person("余辉"), make_person("万桐")
    article = make_article("早市", people=[one], status=Status.DRAFT)
    url = reverse("admin:articles_article_change", args=[article.pk])
    row = article.bylines.get()
    sent = {
        "headline": "", "revision": str(article.revision),  # Not valid: the form comes back.
        "bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "1", "bylines-0-id": str(row.pk),
        "bylines-0-article": str(article.pk), "bylines-0-correspondent": str(other.pk),
        "bylines-0-role": "通讯员", "bylines-0-position": "0",
        "topic_links-TOTAL_FORMS": "0", "topic_links-INITIAL_FORMS": "0",
    }  # fmt: skip
    html = desk.post(url, sent).content.decode()
    assert f'<option value="{other.pk}" selected>万桐</option>' in html
