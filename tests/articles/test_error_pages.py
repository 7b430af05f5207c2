"""What is said where something is not there, not allowed, or broken."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Status
from tests.factories import make_article


def calm(response, status):
    """The words of a page that tells of a fault; it is whole, and in Chinese."""
    html = response.content.decode()
    assert response.status_code == status
    assert html.count("<h1") == 1
    assert 'lang="zh-Hans"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "Traceback" not in html
    return html


def test_an_odd_request_is_refused_without_asking_anything(client):
    html = calm(client.get("/", headers={"host": "evil.example"}), 400)
    assert "看不懂这个请求" in html
    assert "evil.example" not in html


def test_a_failure_needs_no_database(client):
    client.raise_request_exception = False
    assert "过几分钟再试" in calm(client.get("/"), 500)  # No mark of a database: every query fails.


@pytest.mark.django_db
def test_who_may_not_is_led_back_to_the_desk(client):
    client.force_login(User.objects.create_user("新来的", is_staff=True))
    html = calm(client.get("/admin/auth/user/"), 403)
    assert "没有打开这个页面或做这件事的权限" in html
    assert '<a href="/admin/">回到工作台</a>' in html


@pytest.mark.django_db
def test_a_form_that_went_stale_says_so(client):
    strict = Client(enforce_csrf_checks=True)
    assert "刷新以后再提交一次" in calm(strict.post("/admin/login/", {"username": "a"}), 403)


@pytest.mark.django_db
@pytest.mark.parametrize("status", [404, 410])
def test_what_is_not_there_leaves_ways_on(client, status):
    make_article(topics=["yanglao"])
    path = make_article(status=Status.WITHDRAWN).get_absolute_url() if status == 410 else "/nowhere/"
    html = calm(client.get(path), status)
    main = html[html.index("<main") :]
    assert 'action="/search/"' in main
    for address in ("/", "/topics/yanglao/", "/issues/"):
        assert f'<a href="{address}">' in main
