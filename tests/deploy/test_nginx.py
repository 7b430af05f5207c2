"""The file for nginx, as it stands in the docs, in a real nginx in front of a real server."""

import time

import pytest

from tests.deploy.crowds import read_at_once, slow_sockets
from tests.deploy.proxy import HOST, PLAIN_HOST, nginx, nginx_program
from tests.e2e.newsroom import running
from tests.newsroom.pagecache.test_server import Connection, ask
from tests.newsroom.strict import HEADERS, POLICY, SANDBOX

SEARCHES = 5  # In a minute, from one address.

FILL = """
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from tests.factories import make_article
make_article("养老服务", topics=["yanglao"])
default_storage.save("photos/page.html", ContentFile(b"<script>alert(1)</script>"))
default_storage.save("photos/" + "0" * 32 + ".jpg", ContentFile(b"picture"))
"""
PUBLISH = """
from tests.factories import make_article
make_article("老年大学开学")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A newsroom with nginx in front of it."""
    program, folder = nginx_program(), tmp_path_factory.mktemp("site")
    settings = {
        "PAGE_CACHE_MB": "8",
        "ALLOWED_HOSTS": HOST,
        "BEHIND_PROXY": "on",
        "SEARCHES_PER_MINUTE": str(SEARCHES),
    }
    with running(folder, **settings) as newsroom:
        newsroom.manage("collectstatic", "--noinput", "--verbosity", "0")
        newsroom.manage("shell", "--no-imports", "-c", FILL)
        with nginx(program, folder, newsroom.url) as port:
            yield Site(newsroom, port, folder)


class Site:
    """The two ways to the same site: through nginx, and past it."""

    def __init__(self, newsroom, port, folder):
        self.newsroom, self.port, self.folder = newsroom, port, folder

    def get(self, path, method="GET", **headers):
        return self._ask(f"127.0.0.1:{self.port}", path, method, headers)

    def get_past(self, path, **headers):
        return self._ask(self.newsroom.url.removeprefix("http://"), path, "GET", headers)

    def _ask(self, address, path, method, headers):
        connection = Connection(address, timeout=10)
        answer = ask(connection, path, method, **{"Host": HOST, **headers})
        connection.close()
        return answer

    def kept(self):
        """The addresses of all that nginx keeps."""
        files = [file for file in (self.folder / "cache").rglob("*") if file.is_file()]
        return [file.read_bytes().partition(b"\nKEY: ")[2].partition(b"\n")[0].decode() for file in files]


@pytest.mark.parametrize("compression", ["", "br", "zstd", "gzip", "gzip, deflate, br, zstd"])
def test_a_page_is_the_same_through_it(site, compression):
    through, past = (
        get("/topics/yanglao/", Accept_Encoding=compression) for get in (site.get, site.get_past)
    )
    assert (through.status, through.body) == (past.status, past.body)
    for name in (
        "Content-Type",
        "Content-Encoding",
        "ETag",
        "Cache-Control",
        "Vary",
        "Content-Security-Policy",
    ):
        assert through.headers.get_all(name) == past.headers.get_all(name), name
    again = site.get("/topics/yanglao/", Accept_Encoding=compression)
    assert again.headers["X-Cache"] in ("HIT", "EXPIRED", "REVALIDATED")
    assert again.body == past.body


def test_a_browser_that_has_the_page_is_told_so(site):
    for get in (site.get, site.get_past, site.get):
        etag = get("/about/", Accept_Encoding="br").headers["ETag"]
        known = site.get("/about/", Accept_Encoding="br", If_None_Match=etag)
        assert (known.status, known.body) == (304, b"")
        assert site.get("/about/", Accept_Encoding="gzip", If_None_Match=etag).status == 200


def test_each_display_has_its_own_page_and_other_cookies_none(site):
    displays = ("", "display=elder", "script=hant", "display=elder; script=hant")
    for _ in range(2):
        pages = [site.get("/", Cookie=cookie).body for cookie in displays]
        assert len(set(pages)) == 4
        assert pages == [site.get_past("/", Cookie=cookie).body for cookie in displays]
    assert "養老" in pages[2].decode()
    assert site.get("/", Cookie="theme=1; displays=elder").body == pages[0]
    assert sum(HOST + "/ " in key for key in site.kept()) == 4


def test_a_session_goes_past_it(site):
    site.get("/photos/")
    for name in ("sessionid", "__Host-sessionid"):
        answer = site.get("/photos/", Cookie=f"display=elder; {name}=x")
        assert answer.headers["X-Cache"] == "BYPASS"
    assert not any("elder" in key for key in site.kept() if "/photos/" in key)
    assert site.get("/photos/", Cookie="xsessionid=x").headers["X-Cache"] != "BYPASS"


def test_nothing_of_the_desk_is_kept_nor_what_is_not_public(site):
    for _ in range(2):
        desk = site.get("/admin/login/")
        assert (desk.status, desk.headers["X-Cache"]) == (200, None)
        assert "Set-Cookie" in desk.headers
        assert site.get("/", "POST").headers["X-Cache"] != "HIT"
    (site.folder / "maintenance").touch()
    try:
        assert site.get("/people/?after=x").status == 503
    finally:
        (site.folder / "maintenance").unlink()
    assert site.get("/people/?after=x").status != 503
    assert not any("/admin/" in key for key in site.kept())


def test_what_is_published_is_seen_a_second_later_than_without_it(site):
    assert "老年大学开学" not in site.get("/").body.decode()
    site.newsroom.manage("shell", "--no-imports", "-c", PUBLISH)
    since = time.monotonic()
    while "老年大学开学" not in site.get("/").body.decode():
        assert time.monotonic() - since < 4  # One of ours, two of nginx, which counts whole ones; and load.
        time.sleep(0.05)


def test_a_form_comes_from_the_site_as_the_browser_names_it(site):
    form = {"Sec_Fetch_Site": "", "Origin": f"http://{HOST}", "Content_Length": "0"}
    assert site.get("/display/", "POST", **form).status == 303
    assert site.get("/display/", "POST", **{**form, "Origin": "http://evil.example"}).status == 403


def test_nobody_searches_without_end_by_inventing_addresses(site):
    found = [
        site.get(f"/search/?q={n}", X_Forwarded_For=f"192.0.2.{n}").status for n in range(2 * SEARCHES + 2)
    ]
    assert set(found) == {200, 429}


def test_files_are_sent_by_nginx_itself(site):
    name = next((site.folder / "static" / "css").glob("*.????????????.css")).name
    style = site.get(f"/static/css/{name}", Accept_Encoding="gzip")
    assert style.status == 200
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert style.headers["Content-Encoding"] == "gzip"
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    plain = next(path for path in (site.folder / "static" / "css").glob("*.css") if path.name.count(".") == 1)
    assert site.get(f"/static/css/{plain.name}").headers["Cache-Control"] == "public, max-age=60"
    for path in ("/static/", "/static/../secret_key", "/static/%2e%2e/secret_key", "/static../secret_key"):
        assert site.get(path).status in (400, 403, 404), path


def test_what_tells_of_the_machine_is_for_the_machine_alone(site):
    for path in ("/healthz", "/readyz", "/metrics", "/readyz/"):
        assert site.get(path).status == 404, path
    assert (site.get_past("/healthz").status, site.get_past("/readyz").status) == (200, 200)


def test_an_uploaded_file_is_a_picture_or_nothing(site):
    picture, page = site.get(f"/media/photos/{'0' * 32}.jpg"), site.get("/media/photos/page.html")
    assert (picture.status, picture.body) == (200, b"picture")
    assert picture.headers["Content-Type"] == "image/jpeg"
    assert "immutable" in picture.headers["Cache-Control"]
    assert page.headers["Content-Type"] == "application/octet-stream"
    for answer in (picture, page):
        assert_strict(answer, SANDBOX)
    for path in ("/media/", "/media/photos/", "/media/%2e%2e/secret_key", "/media../secret_key"):
        assert site.get(path).status in (400, 403, 404), path


def assert_strict(answer, policy=POLICY):
    """All once: none is missing, and none is said by both."""
    (said,) = answer.headers.get_all("Content-Security-Policy")
    assert set(said.split("; ")) == policy
    assert {name: answer.headers.get_all(name) for name in HEADERS} == {
        name: [value] for name, value in HEADERS.items()
    }
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 200), ("/nowhere/", 404), ("/admin/", 302), ("/admin/login/", 200)]
    + [("/static/", 403), ("/static/none.css", 404), ("/healthz", 404), ("/../", 400)],
)
def test_every_answer_is_strict_whoever_gives_it(site, path, status):
    for _ in range(2):  # The second may be one that was kept.
        answer = site.get(path)
        assert answer.status == status
        assert_strict(answer)


@pytest.mark.parametrize("path", ["/", "/admin/", "/media/x.jpg", "/?next=//evil.example"])
def test_who_is_sent_on_to_https_is_told_as_strictly(site, path):
    answer = site.get(path, Host=PLAIN_HOST)
    assert (answer.status, answer.headers["Location"]) == (308, f"https://{PLAIN_HOST}{path}")
    assert_strict(answer, SANDBOX if path.startswith("/media/") else POLICY)
    assert answer.headers["Server"] == "nginx"
    assert "Strict-Transport-Security" not in answer.headers  # Browsers believe it over HTTPS alone.


def test_a_style_and_what_is_too_large_are_answered_as_strictly(site):
    assert_strict(site.get("/static/css/site.css"))
    answer = site.get("/report/", "POST", Content_Length=str(2**31))
    assert answer.status == 413
    assert_strict(answer)


def test_readers_do_not_wait_for_slow_sockets(site):
    """Five hundred of them hold nobody up: nginx passes nothing on that has not come in whole."""
    paths = [f"/people/?after={n}" for n in range(30)]  # None is in a cache.
    read_at_once(lambda path: site.get(path).status, paths[:5], 1)
    with slow_sockets(site.port, HOST, 500) as held:
        answers = read_at_once(lambda path: site.get(path).status, paths[5:], 4)
        assert all(one.fileno() > 0 for one in held)
    assert {status for status, _ in answers} <= {200, 404}
    assert max(seconds for _, seconds in answers) < 5


def test_an_old_page_is_sent_while_the_server_is_away(site):
    """The last test: it stops the server."""
    for cookie in ("", "display=elder"):
        site.get("/", Cookie=cookie)
    before = site.get("/").body
    site.newsroom.stop_server()
    away = site.get("/")
    for _ in range(40):
        if away.headers["X-Cache"] != "HIT":
            break
        time.sleep(0.1)  # A second that nginx counts in whole seconds may take two.
        away = site.get("/")
    assert (away.status, away.body, away.headers["X-Cache"]) == (200, before, "STALE")
    assert site.get("/", Cookie="display=elder").body != before
    assert_strict(away)
    for path in ("/never-asked-for/", "/admin/"):
        answer = site.get(path)
        assert answer.status == 502
        assert_strict(answer)
