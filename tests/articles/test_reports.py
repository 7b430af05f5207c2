"""Citizens report errors: the form, what is kept of it, and what keeps machines out."""

import datetime
from urllib.parse import urlencode

import pytest
from django.utils import timezone

from articles import senders
from articles.models import Report, Status
from tests.articles.test_views import read, text_of
from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db

SAID = {"wrong": "第二段的“十家”不对。", "right": "应为“三家”。", "contact": "13000000000"}
FORM = "application/x-www-form-urlencoded"


def send(client, query="", headers=None, **said):
    body = urlencode({**SAID, **said})
    headers = {"Sec-Fetch-Site": "same-origin", **(headers or {})}
    return client.post(f"/report/{query}", body, content_type=FORM, headers=headers)


@pytest.fixture
def article():
    return make_article("三家食堂同日开张")


def test_the_form_names_what_it_is_about(client, article):
    assert "三家食堂同日开张" in read(client, f"/report/?article={article.pk}")
    photo = make_photo("老人们正在用餐。")
    assert "老人们正在用餐。" in read(client, f"/report/?photo={photo.pk}")
    assert "网站上的文字、图片、链接有错" in read(client, "/report/")


def test_a_report_is_kept_and_thanked_for(client, article):
    response = send(client, f"?article={article.pk}")
    assert (response.status_code, response["Location"]) == (303, f"/report/thanks/?article={article.pk}")
    assert not response.cookies
    report = Report.objects.get()
    assert (report.article, report.photo, report.address) == (article, None, article.get_absolute_url())
    assert {name: getattr(report, name) for name in SAID} == SAID
    assert report.status == Report.Status.OPEN
    thanks = read(client, response["Location"])
    assert "已收到，谢谢您" in thanks
    assert f'href="{article.get_absolute_url()}"' in thanks


def test_a_report_may_be_about_a_photo_or_the_site(client):
    photo = make_photo()
    send(client, f"?photo={photo.pk}")
    send(client, right="", contact="")
    assert [(report.photo, report.address) for report in Report.objects.order_by("pk")] == [
        (photo, photo.get_absolute_url()),
        (None, ""),
    ]


def test_nothing_tells_the_address_of_who_sent_it(client):
    send(client)
    values = [str(value) for value in Report.objects.values_list().get()]
    assert not any("127.0.0.1" in value for value in values)
    assert len(Report.objects.get().sender) == 64


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"wrong": " "}, "请写明哪里有错。"),
        ({"wrong": "错" * 1001}, "最多 1000 个字，现在有 1001 个"),
        ({"right": "对" * 1001}, "最多 1000 个字"),
        ({"contact": "1" * 101}, "最多 100 个字，现在有 101 个"),
        ({"wrong": "有\x00错"}, "空字符"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_typed_is_lost(client, said, told):
    response = send(client, **said)
    html = response.content.decode()
    assert response.status_code == 422
    assert told in text_of(html)
    assert 'aria-invalid="true"' in html
    field = next(iter(said))
    assert f'aria-describedby="id_{field}_helptext id_{field}_error"' in html
    assert f'id="id_{field}_error"' in html
    kept = next(value for name, value in SAID.items() if name not in said)
    assert kept in html
    assert not Report.objects.exists()


def test_the_end_of_a_line_counts_once(client):
    assert send(client, wrong="错\r\n" * 500).status_code == 303


def test_a_machine_that_fills_the_trap_is_thanked_and_not_kept(client):
    assert send(client, website="https://example.org").status_code == 303
    assert not Report.objects.exists()
    assert '<div hidden><label for="id_website">' in read(client, "/report/")


def test_a_form_of_another_site_is_refused_with_a_way_to_go_on(client):
    response = send(client, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "请从本站的这个页面提交" in response.content.decode()
    assert SAID["wrong"] in response.content.decode()
    assert not Report.objects.exists()


def test_files_are_not_even_read(client):
    response = client.post("/report/", SAID, headers={"Sec-Fetch-Site": "same-origin"})  # Multipart.
    assert response.status_code == 415
    assert not Report.objects.exists()


def test_too_many_are_asked_to_wait_and_what_was_typed_stays(client):
    for _ in range(5):
        assert send(client).status_code == 303
    response = send(client)
    assert response.status_code == 429
    assert 3500 < int(response["Retry-After"]) <= 3660
    assert "分钟再提交" in response.content.decode()
    assert SAID["wrong"] in response.content.decode()
    assert Report.objects.count() == 5
    Report.objects.update(created_at=timezone.now() - datetime.timedelta(minutes=61))
    assert send(client).status_code == 303
    Report.objects.update(created_at=timezone.now() - senders.DAY)
    send(client)
    assert Report.objects.exclude(sender="").count() == 1


@pytest.mark.parametrize("query", ["article=999", "article=x", "article=", "photo=0", "article=" + "9" * 30])
@pytest.mark.parametrize("path", ["/report/", "/report/thanks/"])
def test_what_is_not_there_cannot_be_reported(client, path, query):
    assert client.get(f"{path}?{query}").status_code == 404


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_is_not_public_cannot_be_reported(client, status):
    hidden = make_article("不该看见的文章", status=status)
    assert client.get(f"/report/?article={hidden.pk}").status_code == 404
    assert send(client, f"?article={hidden.pk}").status_code == 404


def test_markup_in_a_report_stays_text(client):
    attack = "</textarea><script>alert(1)</script>"
    html = send(client, wrong="", right=attack).content.decode()
    assert attack not in html
    assert "&lt;script&gt;" in html


def test_neither_page_sets_a_cookie_or_has_a_token(client, article):
    for path in ("/report/", f"/report/thanks/?article={article.pk}"):
        response = client.get(path)
        assert not response.cookies
        assert "csrf" not in response.content.decode()
    assert client.put("/report/").status_code == 405
    assert client.post("/report/thanks/").status_code == 405


def test_what_they_ask_of_the_database(client, article, django_assert_num_queries):
    with django_assert_num_queries(2):  # The article, the navigation.
        client.get(f"/report/?article={article.pk}")
    with django_assert_num_queries(4):  # The article, earlier reports, old hashes blanked, the report.
        send(client, f"?article={article.pk}")
    with django_assert_num_queries(2):
        client.get(f"/report/thanks/?article={article.pk}")
