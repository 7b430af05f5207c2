import pytest

from tests.factories import make_article, make_photo

pytestmark = pytest.mark.django_db

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/topics/yanglao/", "/nowhere/"])
def test_every_page_is_strict(client, path):
    headers = client.get(path, secure=True).headers
    assert set(headers["Content-Security-Policy"].split("; ")) == POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_the_desk_is_kept_nowhere(client):
    assert client.get("/admin/login/").headers["Cache-Control"] == "no-store"


def test_cookies_of_the_desk_are_bound_to_https(client):
    cookie = client.get("/admin/login/", secure=True).cookies["__Host-csrftoken"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_uploaded_picture_can_run_nothing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    response = client.get(make_photo(with_file=True).image.url)
    assert response.status_code == 200
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    response.close()


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
