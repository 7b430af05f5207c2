"""A forged Host is refused; a login never leads off the site."""

from urllib.parse import urljoin, urlsplit

import pytest

from tests.desk import administrator

pytestmark = pytest.mark.django_db

HOSTS = [
    "evil.example",
    "testserver.evil.example",
    "evil.example:443",
    "testserver@evil.example",
    "testserver:80@evil.example",
    "testserver:evil.example",
    "testserver, evil.example",
    "testserver evil.example",
    "testserver/evil.example",
    "testserver#evil.example",
    "testserver?evil.example",
    "testserver\\evil.example",
    ".testserver",
    "*",
    "[::ffff:203.0.113.7]",
    "203.0.113.7",
    "ｔｅｓｔｓｅｒｖｅｒ．evil.example",
    "testserver\tevil.example",
    "<script>alert(1)</script>",
    "a" * 5000,
]

NEXTS = [
    "https://evil.example/",
    "http://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "////evil.example/",
    "/\\evil.example/",
    "\\\\evil.example/",
    "\\/evil.example/",
    "http:evil.example",
    "http:///evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    " https://evil.example/",
    "\thttps://evil.example/",
    "/\t/evil.example/",
    "ht\ntps://evil.example/",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "//evil.example\\@testserver/",
    "/admin/\r\nLocation: https://evil.example/",
    "/admin/\x00//evil.example/",
]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("path", ["/", "/admin/login/", "/search/?q=x"])
def test_a_forged_host_is_refused(client, host, path):
    response = client.get(path, headers={"host": host})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


@pytest.mark.parametrize("host", HOSTS)
def test_a_forged_host_told_by_a_forged_proxy_is_not_heard(client, host):
    page = client.get("/", headers={"x-forwarded-host": host})
    assert page.status_code == 200
    assert "evil.example" not in page.content.decode()


def led_to(response) -> str:
    """The host that a browser goes to: it takes a backslash for a slash, and drops tabs and line breaks."""
    said = response.headers["Location"].strip().translate({9: None, 10: None, 13: None, ord("\\"): "/"})
    return urlsplit(urljoin("http://testserver/admin/login/", said)).hostname


@pytest.mark.parametrize("asked", NEXTS)
def test_a_login_stays_on_the_site(client, asked):
    administrator()
    told = {"username": "chief", "password": "secret-pass", "next": asked}
    response = client.post("/admin/login/", told)
    assert response.status_code == 302
    assert led_to(response) == "testserver"
    assert "\n" not in response.headers["Location"]


@pytest.mark.parametrize("asked", NEXTS)
def test_no_other_address_is_led_astray(client, asked):
    shown = client.get("/admin/login/", {"next": asked}).content.decode()
    assert 'href="javascript:' not in shown
    assert "<script>alert(1)" not in shown
    for response in (
        client.post("/display/", {"display": "elder", "next": asked}),
        client.post("/admin/logout/", {"next": asked}),
    ):
        if "Location" in response.headers:
            assert led_to(response) == "testserver"
