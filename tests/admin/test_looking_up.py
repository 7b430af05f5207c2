import pytest

from articles.models import Article, Photo

pytestmark = pytest.mark.django_db

NO_KEYS = ["<script>alert(1)</script>", "一", "１", "-1", "1" * 40]
INLINES = {
    f"{name}-{count}": "0"
    for name in ("bylines", "topic_links", "photos", "credits")
    for count in ("INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
}


@pytest.mark.parametrize("key", NO_KEYS)
@pytest.mark.parametrize(
    ("model", "fields"),
    [("article", ("issue", "column", "bylines-0-correspondent")), ("photo", ("issue", "article"))],
)
def test_what_is_no_key_of_a_row_is_refused_with_a_word(admin_client, model, fields, key):
    totals = {f"{name}-TOTAL_FORMS": "1" for name in ("bylines", "topic_links", "photos", "credits")}
    form = {"headline": "晨市", "caption": "晨市", **INLINES, **totals, **dict.fromkeys(fields, key)}
    page = admin_client.post(f"/admin/articles/{model}/add/", form)
    assert page.status_code == 200
    assert "errorlist" in page.content.decode()
    assert not Article.objects.exists()
    assert not Photo.objects.exists()
