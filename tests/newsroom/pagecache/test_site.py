"""The site behind its cache: whatever is published, corrected or withdrawn, readers see what there is."""

import itertools
import os
import random
import threading
import time

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError

from articles import generation
from articles.models import Article, Status, Topic
from newsroom.pagecache import generations
from newsroom.pagecache.cache import PageCache
from newsroom.pagecache.generations import Generations
from people.models import Correspondent
from tests.factories import make_article
from tests.newsroom.pagecache import deeds
from tests.newsroom.pagecache.asking import Answered, environ

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

ADDRESSES = (
    "/",
    "/topics/yanglao/",
    "/topics/jiaoyu/",
    "/issues/",
    "/issues/2025-03-02/",
    "/people/",
    "/photos/",
    "/search/?q=社区",
    "/search/suggestions/?q=裴",
    "/sitemap/",
    "/sitemap.xml",
    "/feeds/latest/",
    "/topics/yanglao/?year=2025",
)
DISPLAYS = ("", "display=elder", "script=hant", "display=elder; script=hant")


@pytest.fixture
def django():
    return get_wsgi_application()


def deed(rng):
    """Do one thing at random that editors do."""
    there = list(Article.objects.published())
    gone = list(Article.objects.filter(status=Status.WITHDRAWN))
    people = list(Correspondent.objects.order_by("pk"))
    deeds.written()  # Of which citizens see nothing.
    if not there or len(people) < 2:
        return deeds.publish()
    what = rng.choice((
        deeds.publish,
        deeds.release,
        lambda: deeds.correct(rng.choice(there), f"更正{rng.random()}"),
        lambda: deeds.move("withdraw", rng.choice(there)),
        lambda: deeds.move("restore", rng.choice(gone)) if gone else deeds.publish(),
        lambda: deeds.rename(rng.choice(people), f"黎一舟{rng.random()}"),
        lambda: deeds.one_person(*rng.sample(people, 2)),
        lambda: deeds.into_topic(rng.choice(there), rng.choice(("yanglao", "jiaoyu"))),
        lambda: deeds.call_topic("yanglao", f"养老{rng.randint(1, 99)}"),
        lambda: deeds.picture(rng.choice(there)),
        lambda: rng.choice(there).tags.add("食堂"),
    ))  # fmt: skip
    return what()


def asked(address, **headers):
    path, _, query = address.partition("?")
    return environ(path, query.encode().decode("latin-1"), **headers)


@pytest.mark.parametrize("seed", range(int(os.environ.get("CACHE_EXAMPLES", "2"))))
def test_no_wrong_page_is_ever_sent(django, seed):
    rng = random.Random(seed)
    cookie = DISPLAYS[seed % len(DISPLAYS)]
    Topic.objects.get_or_create(slug="jiaoyu", defaults={"name": "教育"})
    cache = PageCache(django, generation.current, 2**22)
    for _ in range(6):
        deed(rng)
        articles = [f"/articles/{key}/" for key in Article.objects.values_list("pk", flat=True)]
        people = [f"/people/{key}/" for key in Correspondent.objects.values_list("pk", flat=True)]
        for address in (*ADDRESSES, *articles[:2], *people[:2]):
            kept, made = (Answered(site, asked(address, cookie=cookie)) for site in (cache, django))
            assert (kept.status, kept.body) == (made.status, made.body), address


def test_a_kept_page_asks_the_database_for_nothing(django, django_assert_num_queries):
    article = make_article(topics=["yanglao"])
    cache = PageCache(django, lambda: 1, 2**22)
    for address in (
        *ADDRESSES,
        article.get_absolute_url(),
        "/robots.txt",
        "/sitemap.xml",
        "/articles/999999/",
    ):
        first = Answered(cache, asked(address))
        assert "public" in first.headers["Cache-Control"], address
        with django_assert_num_queries(0):
            assert Answered(cache, asked(address)).body == first.body


def test_an_editor_sees_the_site_as_it_is(django):
    cache = PageCache(django, lambda: 1, 2**22)
    Answered(cache, environ("/"))
    article = make_article("刚刚发布")
    assert "刚刚发布" not in Answered(cache, environ("/")).body.decode()
    shown = Answered(cache, environ("/", cookie=f"{settings.SESSION_COOKIE_NAME}=x"))
    assert article.headline in shown.body.decode()
    assert shown.headers["Cache-Control"] == "private, no-cache"


def test_a_cookie_is_never_kept(django):
    cache = PageCache(django, lambda: 1, 2**22)
    assert len(cache.pages) == 0
    sent = Answered(cache, environ("/display/", REQUEST_METHOD="POST", CONTENT_LENGTH="0"))
    assert "public" not in sent.headers.get("Cache-Control", "")
    assert len(cache.pages) == 0


def test_the_number_is_looked_at_again_and_lives_through_a_database_that_is_away():
    answers = iter([1, 2, OperationalError("away"), 3])

    def read():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    numbers = Generations(read)
    seen = []
    for _ in range(4):
        numbers.look()
        seen.append(numbers.number)
    assert seen == [1, 2, 2, 3]


def test_it_is_looked_at_in_a_thread_of_its_own_that_comes_back_whatever_happens(request, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", lambda failed: None)
    threads = []

    def read():
        threads.append(threading.current_thread())
        if len(threads) == 1:
            raise RuntimeError("nobody has foreseen this")
        return 7

    numbers = Generations(read)
    request.addfinalizer(numbers.leave)
    assert numbers() == 0
    threads[0].join()
    assert numbers() == 7
    assert threading.current_thread() not in threads


def test_nobody_looks_while_nobody_asks(request, monkeypatch):
    monkeypatch.setattr(generations, "IDLE", 0.0)
    monkeypatch.setattr(generations, "INTERVAL", 0.0)
    reads = itertools.count(1)
    numbers = Generations(lambda: next(reads))
    request.addfinalizer(numbers.leave)
    numbers()
    deadline = time.monotonic() + 5
    while numbers._watching:
        assert time.monotonic() < deadline
        time.sleep(0.001)
    seen = numbers.number
    assert numbers() > seen


def test_a_foreign_host_is_refused_each_time_and_kept_never(django):
    cache = PageCache(django, lambda: 1, 2**22)
    for _ in range(2):
        assert Answered(cache, environ("/", host="evil.example")).status == 400
    assert (len(cache.pages), len(cache.rare)) == (0, 0)
    assert Answered(cache, environ("/")).status == 200


def test_the_script_of_the_address_counts_more_than_that_of_the_cookie(django):
    make_article("养老")
    cache = PageCache(django, lambda: 1, 2**22)
    for _ in range(2):
        for query, cookie, word in (
            ("script=hant", "", "養老"),
            ("", "script=hant", "養老"),
            ("script=hans", "script=hant", "养老"),
            ("", "", "养老"),
        ):
            assert word in Answered(cache, environ("/", query, cookie=cookie)).body.decode()


def test_a_closed_site_sends_no_page_from_memory(django, settings, tmp_path):
    settings.MAINTENANCE_FILE = tmp_path / "maintenance"
    cache = PageCache(django, lambda: 1, 2**22)
    assert Answered(cache, environ("/")).status == 200
    settings.MAINTENANCE_FILE.touch()
    assert [Answered(cache, environ("/")).status for _ in range(2)] == [503, 503]
    settings.MAINTENANCE_FILE.unlink()
    assert Answered(cache, environ("/")).status == 200


def test_what_is_published_is_seen_within_a_second(django, request):
    numbers = Generations()
    request.addfinalizer(numbers.leave)
    cache = PageCache(django, numbers, 2**22)
    Answered(cache, environ("/"))
    make_article("刚刚发布")
    published_at = time.monotonic()
    while "刚刚发布" not in Answered(cache, environ("/")).body.decode():
        assert time.monotonic() - published_at < 1.0
        time.sleep(0.02)
