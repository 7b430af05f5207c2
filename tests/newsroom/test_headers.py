import pytest
from django.test import Client

from tests.factories import make_article, make_photo
from tests.newsroom.strict import HEADERS, POLICY, SANDBOX, TRANSPORT

pytestmark = pytest.mark.django_db

PATHS = {
    "front": "/",
    "topic": "/topics/yanglao/",
    "search": "/search/?q=养老",
    "feed": "/feeds/latest/",
    "sitemap": "/sitemap.xml",
    "unknown": "/nowhere/",
    "style": "/static/css/site.css",
    "login": "/admin/login/",
    "desk, signed out": "/admin/",
    "unknown at the desk": "/admin/nowhere/",
    "no picture": "/media/photos/none.jpg",
}


def assert_strict(response, policy=POLICY):
    headers = response.headers
    assert set(headers["Content-Security-Policy"].split("; ")) == policy
    assert {name: headers.get(name) for name in HEADERS} == HEADERS
    assert headers["Strict-Transport-Security"] == TRANSPORT
    assert "Access-Control-Allow-Origin" not in headers
    if response.streaming:
        response.close()


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS)
def test_every_page_is_strict(client, path):
    assert_strict(client.get(path, secure=True))


def test_every_page_of_the_desk_is_strict_and_kept_nowhere(admin_client):
    for path in (
        "/admin/",
        "/admin/articles/article/",
        "/admin/nowhere/",
        "/admin/articles/importbatch/add/",
    ):
        response = admin_client.get(path, secure=True)
        assert_strict(response)
        assert response.headers["Cache-Control"] == "no-store"


def test_answers_that_are_no_pages_are_strict_too(client, settings):
    article = make_article()
    withdrawn = make_article(status="withdrawn")
    for response, status in (
        (client.get(article.get_absolute_url()[:-1], secure=True), 301),
        (client.get(withdrawn.get_absolute_url(), secure=True), 410),
        (client.get("/", secure=True, headers={"host": "evil.example"}), 400),
        (client.post("/display/", secure=True, headers={"origin": "https://evil.example"}), 403),
        (client.delete("/", secure=True), 405),
    ):
        assert response.status_code == status
        assert_strict(response)
    settings.SECURE_SSL_REDIRECT = True
    plain = Client().get("/")  # The other has its middleware already.
    assert plain.status_code == 301
    assert {name: plain.headers.get(name) for name in HEADERS} == HEADERS


def test_the_desk_is_kept_nowhere(client):
    assert client.get("/admin/login/").headers["Cache-Control"] == "no-store"


def test_cookies_of_the_desk_are_bound_to_https(client):
    cookie = client.get("/admin/login/", secure=True).cookies["__Host-csrftoken"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_uploaded_picture_can_run_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = client.get(make_photo(with_file=True).image.url, secure=True)
    assert response.status_code == 200
    assert_strict(response, SANDBOX)


@pytest.mark.parametrize("path", ["../secret_key", "%2e%2e/secret_key", "photos/none.jpg", ""])
def test_no_other_file_is_sent(client, settings, path):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    assert client.get(f"/media/{path}").status_code in (400, 404)


def test_a_foreign_host_is_refused(client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_failure_shows_the_calm_page(client, monkeypatch):
    from articles.views import articles

    def fail(*args, **kwargs):
        raise RuntimeError("nobody should read this")

    client.raise_request_exception = False
    article = make_article()
    monkeypatch.setattr(articles, "opened", fail)
    response = client.get(article.get_absolute_url())
    assert response.status_code == 500
    assert "nobody should read this" not in response.content.decode()
    assert "过几分钟再试" in response.content.decode()


def test_a_public_page_is_the_same_for_an_editor(client, admin_client):
    make_article()
    for path in ("/", "/topics/yanglao/", "/nowhere/"):
        response = admin_client.get(path)
        assert not response.cookies
        assert response.content == client.get(path).content


def test_a_cache_between_keeps_a_page_for_each_display(client):
    # 长者模式 and 繁體 are cookies: without this word, a shared cache would send one reader's to all.
    assert client.get("/").headers["Vary"] == "Cookie"
    client.cookies["display"] = "elder"
    assert client.get("/").headers["Vary"] == "Cookie"
