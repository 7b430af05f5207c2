"""Which requests may be answered from memory, and which of them are one."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from newsroom.pagecache.asking import GENERATION, KNOWN, key_of, plain
from tests.newsroom.pagecache.asking import environ

SESSION = settings.SESSION_COOKIE_NAME
ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    "asked",
    [
        environ(REQUEST_METHOD="POST"),
        environ("/admin/articles/article/"),
        environ("/static/css/site.css"),
        environ("/media/photos/a.jpg"),
        environ(cookie=f"{SESSION}=abc"),
        environ(cookie=f"display=elder; {SESSION}=abc"),
        environ(authorization="Basic eDp5"),
        environ("/search/", "q=" + "a" * 1000),
        environ("/" + "a" * 1000),
    ],
)
def test_what_is_never_kept(asked):
    assert key_of(asked) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (environ("/"), environ("/", "utm_source=weixin")),
        (environ("/search/", "q=a&before=b"), environ("/search/", "before=b&q=a&from_app=1")),
        (environ("/search/", "q=a&q=b"), environ("/search/", "q=b")),
        (environ("/"), environ("/", cookie="display=standard; other=1")),
        (environ("/"), environ("/", REQUEST_METHOD="HEAD")),
        (environ("/"), environ("/", HTTP_HOST="LOCALHOST")),
        (environ("/search/", "q=%E5%85%BB"), environ("/search/", "q=养".encode().decode("latin-1"))),
    ],
)
def test_what_is_one_page(one, other):
    assert key_of(one) == key_of(other) is not None


@pytest.mark.parametrize(
    "other",
    [
        environ("/about/"),
        environ("/", "q=a"),
        environ("/", "q="),
        environ("/", HTTP_HOST="example.cn"),
        environ("/", cookie="display=elder"),
        environ("/", cookie="script=hant"),
        environ("/", **{"wsgi.url_scheme": "https"}),
    ],
)
def test_what_is_another_page(other):
    assert key_of(other) != key_of(environ("/"))


@given(st.text(), st.text(), st.text())
def test_whatever_is_sent_has_a_key_or_none(path, query, cookie):
    key_of(environ(path, query, cookie=cookie))


def test_nothing_is_kept_or_sent_from_memory_while_the_site_is_closed(settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    assert key_of(environ("/")) is not None
    settings.MAINTENANCE_FILE.touch()
    assert key_of(environ("/")) is None
    assert key_of(environ("/", sec_fetch_dest="image")) is None


@pytest.mark.parametrize(
    ("said", "scheme"), [("https", "https"), ("http", "http"), ("https, http", "https"), ("x", "http")]
)
def test_behind_a_proxy_the_scheme_is_what_it_says(settings, said, scheme):
    settings.BEHIND_PROXY = True
    assert key_of(environ("/", x_forwarded_proto=said)).scheme == scheme


def test_a_page_is_asked_for_as_anybody_would():
    asked = environ(
        "/search/", "utm=1&q=a", host="LOCALHOST", cookie="a=b; display=elder; script=x", user_agent="x",
        range="bytes=0-1", if_none_match='"x"', accept_encoding="br", x_forwarded_for="192.0.2.1",
        REQUEST_METHOD="HEAD",
    )  # fmt: skip
    made = plain(key_of(asked), asked, generation=7)
    assert made["REQUEST_METHOD"] == "GET"
    assert made["QUERY_STRING"] == "q=a"
    assert made[GENERATION] == 7
    assert {name: value for name, value in made.items() if name.startswith("HTTP_")} == {
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": "display=elder",
        "HTTP_X_FORWARDED_FOR": "192.0.2.1",
    }
    assert key_of(made) == key_of(asked)


def test_every_parameter_that_a_view_reads_is_known():
    """One that is not would never reach its view."""
    sources = [path for app in ("articles", "people", "newsroom") for path in (ROOT / app).rglob("*.py")]
    public = [path for path in sources if not {"admin", "importing", "management"} & set(path.parts)]
    reading = re.compile(r"""(?:\bGET(?:\.get\(|\[|\.getlist\()|\.(?:text|one_of|day)\()["'](\w+)["']""")
    read = {name for path in public for name in reading.findall(path.read_text())}
    assert {"q", "since", "topic"} <= read
    assert read <= KNOWN


def test_so_is_every_field_of_a_form_that_asks():
    """Forms that ask (GET) stand in public templates; what a form sends (POST) is never kept."""
    templates = [path for path in (ROOT / "templates").rglob("*.html") if "admin" not in path.parts]
    forms = [
        form
        for path in templates
        for form in re.findall(r"<form\b.*?</form>", path.read_text(), re.DOTALL)
        if 'method="post"' not in form
    ]
    names = {name for form in forms for name in re.findall(r'\bname="(\w+)"', form)}
    assert "q" in names
    assert names <= KNOWN
