"""The forms that a page is sent in, and the memory that pages take."""

import gzip
import random

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from newsroom.pagecache.asking import key_of
from newsroom.pagecache.pages import Page, is_public, is_text, preferred
from newsroom.pagecache.store import Store
from tests.newsroom.pagecache.asking import environ

HTML = ("Content-Type", "text/html; charset=utf-8")
PUBLIC = ("Cache-Control", "public, max-age=60")
BODY = "社区食堂开张。".encode() * 50


def page(body=BODY, *headers, status="200 OK", accepted="gzip"):
    return Page.of(status, (HTML, PUBLIC, *headers), body, accepted, 1, 0.0)


def incompressible(length):
    return random.Random(length).randbytes(length)


@pytest.mark.parametrize(
    ("accepted", "name"),
    [
        ("", ""),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("zstd, gzip", "zstd"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "zstd"),
        ("identity", ""),
        ("gzip;q=much", ""),
        ("GZIP", "gzip"),
    ],
)
def test_the_smallest_form_that_a_browser_reads(accepted, name):
    assert preferred(accepted) == name


@pytest.mark.parametrize(
    ("accepted", "plain"),
    [
        ("br", brotli.decompress),
        ("zstd", lambda body: zstandard.ZstdDecompressor().decompress(body)),
        ("gzip", gzip.decompress),
        ("", bytes),
    ],
)
@pytest.mark.parametrize("first", ["", "br", "zstd", "gzip"])
def test_each_form_holds_the_same(first, accepted, plain):
    form = page(accepted=first).form(accepted)
    headers = dict(form.headers)
    assert plain(form.body) == BODY
    assert headers["Content-Length"] == str(len(form.body))
    assert headers.get("Content-Encoding", "") == accepted
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].strip('"').endswith(f"-{accepted}" if accepted else headers["ETag"].strip('"'))


def test_forms_are_told_apart_and_made_but_once():
    one = page()
    assert one.form("br") is one.form("br, gzip")
    assert len({one.form(accepted).etag for accepted in ("", "br", "zstd", "gzip")}) == 4


def test_a_page_is_kept_compressed_alone():
    one = page()
    assert one.form("").body == BODY
    assert list(one.forms) == ["gzip"]
    assert list(page(accepted="").forms) == ["zstd"]


def test_a_header_that_pages_share_is_kept_once():
    one, other = (page(BODY, ("Referrer-Policy", "-".join(["same", "origin"]))) for _ in range(2))
    assert all(first is second for first, second in zip(one.headers, other.headers, strict=True))


def test_what_django_said_it_depends_on_is_kept():
    headers = page(BODY, ("Vary", "Cookie"), ("ETag", '"old"'), ("Content-Length", "7")).form("").headers
    assert [value for name, value in headers if name == "Vary"] == ["Cookie, Accept-Encoding"]
    assert sorted(name for name, _ in headers) == [
        "Cache-Control", "Content-Length", "Content-Type", "ETag", "Vary",
    ]  # fmt: skip


def test_a_short_body_is_sent_as_it_is():
    assert page(b"ok").form("br").body == b"ok"


def test_only_what_is_public_and_sets_no_cookie_is_kept():
    assert is_public([PUBLIC])
    assert not is_public([])
    assert not is_public([("Cache-Control", "private")])
    assert not is_public([PUBLIC, ("Set-Cookie", "a=b")])
    assert is_text([HTML])
    assert is_text([("Content-Type", "application/feed+json")])
    assert not is_text([("Content-Type", "image/webp")])


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 6000))))
def test_the_memory_is_never_more_than_was_allowed(puts):
    store, held = Store(20_000), {}
    for number, length in puts:
        key = key_of(environ(f"/{number}/"))
        one = page(incompressible(length))
        store.put(key, one)
        held[key] = one
        assert store.size <= store.limit
        assert store.size == sum(store.get(k).size for k in held if store.get(k))
        kept = store.get(key)
        assert kept is one or (kept is None and one.size > store.limit // 4)


def test_what_was_asked_for_longest_ago_goes_first():
    store = Store(10_000)
    keys = [key_of(environ(f"/{number}/")) for number in range(5)]
    for key in keys[:4]:
        store.put(key, page(incompressible(1000)))
    store.get(keys[0])
    store.put(keys[4], page(incompressible(1000)))
    assert [store.get(key) is not None for key in keys] == [True, False, True, True, True]
