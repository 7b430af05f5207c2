"""The cache in front of an application that counts how often it is asked."""

import threading
import time

import pytest
from django.conf import settings

from newsroom.pagecache import cache
from newsroom.pagecache.cache import PageCache
from tests.newsroom.pagecache.asking import Answered, environ

BODY = "社区食堂开张。" * 50


class Site:
    """An application whose pages are numbered, so that one knows an old one."""

    def __init__(self):
        self.asked = 0
        self.generation = 1
        self.status = "200 OK"
        self.headers = [("Content-Type", "text/html; charset=utf-8"), ("Cache-Control", "public, max-age=60")]
        self.seen = []
        self.closed = 0
        self.gate = threading.Event()
        self.gate.set()
        self.cache = PageCache(self, lambda: self.generation, 2**20)

    def __call__(self, asked, start_response):
        self.asked += 1
        self.seen.append(asked)
        number = self.asked
        assert self.gate.wait(10)
        start_response(self.status, list(self.headers))
        site = self

        class Parts(list):
            def close(self):
                site.closed += 1

        return Parts([f"{number} ".encode(), BODY.encode()])

    def get(self, *asked, **headers):
        return Answered(self.cache, environ(*asked, **headers))


@pytest.fixture
def site():
    return Site()


def number_of(answer):
    return int(answer.body.split()[0])


def test_a_page_is_made_once(site):
    assert [number_of(site.get("/")) for _ in range(3)] == [1, 1, 1]
    assert number_of(site.get("/about/")) == 2
    assert site.closed == site.asked == 2


def test_it_is_made_anew_once_something_public_has_changed(site):
    site.get("/")
    site.generation = 2
    assert [number_of(site.get("/")) for _ in range(2)] == [2, 2]


def test_and_when_its_time_is_over(site, monkeypatch):
    now = time.monotonic()
    site.get("/")
    monkeypatch.setattr(time, "monotonic", lambda: now + 61)
    assert number_of(site.get("/")) == 2


def test_what_changes_while_it_is_made_makes_it_old(site):
    site.gate.clear()
    thread = threading.Thread(target=site.get, args=("/",))
    thread.start()
    while not site.asked:
        time.sleep(0.001)
    site.generation = 2
    site.gate.set()
    thread.join()
    assert number_of(site.get("/")) == 2


def test_many_who_ask_at_once_are_sent_one_page(site):
    site.gate.clear()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(site.get("/"))) for _ in range(8)]
    for thread in threads:
        thread.start()
    while not site.asked:
        time.sleep(0.001)
    time.sleep(0.05)
    site.gate.set()
    for thread in threads:
        thread.join()
    assert site.asked == 1
    assert {number_of(answer) for answer in answers} == {1}


def test_the_old_page_is_sent_while_the_new_one_is_made(site):
    site.get("/")
    site.generation = 2
    site.gate.clear()
    thread = threading.Thread(target=site.get, args=("/",))
    thread.start()
    while site.asked < 2:
        time.sleep(0.001)
    assert number_of(site.get("/")) == 1
    site.gate.set()
    thread.join()
    assert number_of(site.get("/")) == 2


def test_and_instead_of_an_error(site):
    site.get("/")
    site.generation, site.status = 2, "503 Service Unavailable"
    assert (site.get("/").status, number_of(site.get("/"))) == (200, 1)
    site.status = "200 OK"
    assert number_of(site.get("/")) == 4


def test_an_error_is_not_kept_and_what_is_absent_briefly(site, monkeypatch):
    site.status = "500 Internal Server Error"
    assert [site.get("/").status for _ in range(2)] == [500, 500]
    site.status = "404 Not Found"
    assert [number_of(site.get("/nowhere/")) for _ in range(2)] == [3, 3]
    now = time.monotonic()
    monkeypatch.setattr(time, "monotonic", lambda: now + 11)
    assert number_of(site.get("/nowhere/")) == 4


@pytest.mark.parametrize(
    "header",
    [("Cache-Control", "no-store"), ("Set-Cookie", "display=elder"), ("Content-Type", "image/webp")],
)
def test_what_is_not_for_everybody_is_not_kept(site, header):
    site.headers = [(name, value) for name, value in site.headers if name != header[0]] + [header]
    assert [number_of(site.get("/")) for _ in range(2)] == [1, 2]
    assert site.get("/").headers[header[0]] == header[1]


def test_an_editor_meets_no_cache(site):
    site.get("/")
    assert number_of(site.get("/", cookie=f"{settings.SESSION_COOKIE_NAME}=x")) == 2
    assert number_of(site.get("/")) == 1


def test_a_page_depends_on_nothing_that_one_reader_has_sent(site):
    site.get("/", "utm=1&q=a", accept_encoding="br", if_none_match='"x"', REQUEST_METHOD="HEAD")
    (seen,) = site.seen
    assert seen["QUERY_STRING"] == "q=a"
    assert seen["REQUEST_METHOD"] == "GET"
    assert "HTTP_ACCEPT_ENCODING" not in seen
    assert "HTTP_IF_NONE_MATCH" not in seen


def test_a_page_that_is_gone_leaves_nothing_behind(site):
    site.get("/")
    site.generation, site.status = 2, "410 Gone"
    answers = [site.get("/") for _ in range(3)]
    assert [(answer.status, number_of(answer)) for answer in answers] == [(410, 2)] * 3
    site.generation, site.status = 3, "200 OK"
    assert [number_of(site.get("/")) for _ in range(2)] == [3, 3]
    assert (len(site.cache.pages), len(site.cache.rare)) == (1, 0)


def test_nor_does_one_that_is_not_for_everybody_any_more(site):
    site.get("/")
    site.generation, site.headers = 2, [("Content-Type", "text/html"), ("Cache-Control", "no-store")]
    assert number_of(site.get("/")) == 2
    assert len(site.cache.pages) == 0


def test_who_has_waited_long_enough_makes_the_page_alone(site, monkeypatch):
    monkeypatch.setattr(cache, "PATIENCE", 0.05)
    site.gate.clear()
    first = threading.Thread(target=site.get, args=("/",))
    second = threading.Thread(target=site.get, args=("/",))
    first.start()
    second.start()
    deadline = time.monotonic() + 5
    while site.asked < 2:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    site.gate.set()
    first.join()
    second.join()
    assert site.get("/").status == 200
    assert site.asked == 2


def test_a_failure_while_a_page_is_made_stops_nobody_else(site):
    def fails(asked, start_response):
        raise MemoryError

    site.cache.application = fails
    for _ in range(2):
        with pytest.raises(MemoryError):
            site.get("/")
    site.cache.application = site
    assert site.get("/").status == 200


def test_an_older_page_that_gets_another_form_does_not_come_back(site):
    site.get("/")
    (key,) = site.cache.pages._pages
    old = site.cache.pages.get(key)
    site.generation = 2
    site.get("/")
    old.form("br")
    site.cache.pages.measure(key, old)
    assert number_of(site.get("/")) == 2
    assert site.asked == 2


def test_the_memory_for_all_forms_of_a_page_is_counted(site):
    for accepted in ("", "gzip", "br", "zstd"):
        site.get("/", accept_encoding=accepted)
    (key,) = site.cache.pages._pages
    assert site.cache.pages.size == site.cache.pages.get(key).size


def test_head_is_get_without_the_body(site):
    head, get = site.get("/", REQUEST_METHOD="HEAD"), site.get("/")
    assert head.body == b""
    assert head.headers == get.headers
    site.status = "500 Internal Server Error"
    assert site.get("/x/", REQUEST_METHOD="HEAD").body == b""


def test_a_browser_that_has_the_page_is_told_so(site):
    etag = site.get("/", accept_encoding="br").headers["ETag"]
    for known in (etag, f"W/{etag}", f'"x", {etag}', "*"):
        answer = site.get("/", accept_encoding="br", if_none_match=known)
        assert (answer.status, answer.body) == (304, b"")
        assert answer.headers["ETag"] == etag
        assert "Content-Length" not in answer.headers
    assert site.get("/", accept_encoding="gzip", if_none_match=etag).status == 200
    site.generation = 2
    assert site.get("/", accept_encoding="br", if_none_match=etag).status == 200


def test_searches_do_not_drive_out_the_rest(site):
    site.cache = PageCache(site, lambda: 1, 80_000)
    site.get("/")
    for number in range(200):
        site.get("/search/", f"q={number}")
    asked = site.asked
    site.get("/")
    assert site.asked == asked
