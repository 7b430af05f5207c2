"""The server as it is run, beside a primary and a real streaming replica: who is read from, and when.

A replica that is told to wait has what was there before: by that one knows who was asked.
"""

import os
import subprocess
import sys
import time
from functools import partial
from http.client import HTTPConnection

import pytest

from tests.deploy.crowds import Readers
from tests.e2e.newsroom import ROOT, running
from tests.newsroom.replicas import primary_and_replica
from tests.waiting import until

WITHIN = 5.0  # Seconds after which no citizen is sent an error because a replica has ended.
EDITOR = {"Cookie": "sessionid=anything"}
PAGES = ("/", "/topics/yanglao/", "/issues/", "/people/", "/search/?q=%E9%A3%9F%E5%A0%82", "/feeds/latest/",
         "/sitemap.xml", "/about/")  # fmt: skip

PUBLISH = """
from articles.models import Article, Status
from tests import factories, flow
about = {"status": Status.DRAFT, "issue": factories.make_issue(), "topics": ["yanglao"]}
article = factories.make_article("社区食堂开张", **about)
flow.publish(Article.objects.filter(pk=article.pk))
print(article.pk)
"""
WITHDRAW = """
from articles.models import Article
from tests.newsroom.pagecache import deeds
deeds.move("withdraw", Article.objects.get(pk={key}))
"""


@pytest.fixture(scope="module")
def servers():
    with primary_and_replica() as both:
        yield both


@pytest.fixture(scope="module")
def urls(servers):
    primary, replica = servers
    return {"DATABASE_URL": primary.url, "REPLICA_URL": replica.url}


@pytest.fixture(scope="module")
def newsroom(urls, tmp_path_factory):
    """A newsroom that makes every page anew."""
    with running(tmp_path_factory.mktemp("newsroom"), workers=2, **urls) as newsroom:
        newsroom.manage("migrate", "--verbosity", "0")
        yield newsroom


@pytest.fixture
def caching(newsroom, urls, tmp_path):
    """The same newsroom served by processes that keep what they have made."""
    with running(tmp_path, workers=2, PAGE_CACHE_MB="8", **urls) as caching:
        yield caching


@pytest.fixture
def article(newsroom, servers):
    """The address of an article that both servers have."""
    path = f"/articles/{publish(newsroom)}/"
    until(lambda: get(newsroom, path) == 200)
    return path


@pytest.fixture
def waiting(servers):
    """A replica that takes nothing new."""
    _, replica = servers
    replica.ask("SELECT pg_wal_replay_pause()")
    until(lambda: replica.ask("SELECT pg_get_wal_replay_pause_state()") == "paused")
    yield replica
    replica.ask("SELECT pg_wal_replay_resume()")


def publish(newsroom):
    return int(newsroom.shell(PUBLISH))


def get(newsroom, path, **headers):
    """The status of a page, over a connection of its own."""
    connection = HTTPConnection(newsroom.url.removeprefix("http://"), timeout=30)
    try:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def read_from(newsroom, server):
    """Whether citizens' pages come from a server: somebody other than this asks it."""
    get(newsroom, "/")
    asked = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
    return server.ask(f"{asked} AND pid <> pg_backend_pid()") > 0


def test_citizens_read_from_the_replica_and_editors_what_they_have_written(newsroom, article, waiting):
    path = f"/articles/{publish(newsroom)}/"
    assert get(newsroom, path) == 404
    assert get(newsroom, path, **EDITOR) == 200
    assert get(newsroom, article) == 200
    waiting.ask("SELECT pg_wal_replay_resume()")
    until(lambda: get(newsroom, path) == 200)


def test_a_page_is_not_kept_that_is_older_than_its_generation(caching, article, waiting):
    """Without care, what a replica does not know yet would be kept as new, for as long as pages are."""
    assert get(caching, article) == 200
    new = f"/articles/{publish(caching)}/"
    until(lambda: [get(caching, new) for _ in range(8)] == [200] * 8)
    caching.shell(WITHDRAW.format(key=article.split("/")[2]))
    until(lambda: [get(caching, article) for _ in range(8)] == [410] * 8)
    for _ in range(20):
        assert get(caching, article) == 410
        assert get(caching, new) == 200
        time.sleep(0.05)


def test_without_the_primary_citizens_read_on(newsroom, servers, article):
    primary, replica = servers
    until(lambda: read_from(newsroom, replica))
    primary.stop()
    try:
        assert {path: get(newsroom, path) for path in (*PAGES, article)} == dict.fromkeys(
            (*PAGES, article), 200
        )
        assert get(newsroom, "/articles/999999/") == 404
    finally:
        primary.start()
    until(lambda: get(newsroom, "/", **EDITOR) == 200)


def test_without_the_replica_citizens_read_from_the_primary_and_return_to_it(newsroom, servers, article):
    _, replica = servers
    until(lambda: read_from(newsroom, replica))
    with Readers(partial(get, newsroom), (article, "/"), 4) as readers:
        until(lambda: len(readers.seen) > 20)
        replica.stop()
        ended_at = time.monotonic()
        until(lambda: any(seen.asked_at > ended_at + WITHIN for seen in readers.seen))
        replica.start()
        until(lambda: read_from(newsroom, replica))
    assert {seen.answer for seen in readers.seen if seen.answered_at > ended_at + WITHIN} == {200}
    assert {seen.answer for seen in readers.seen if seen.answered_at < ended_at} == {200}


def test_a_replica_of_sqlite_is_refused(tmp_path):
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/a", "REPLICA_URL": "postgresql:///b"}
    command = [sys.executable, str(ROOT / "manage.py"), "check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode != 0
    assert "REPLICA_URL（只读副本）只能与 PostgreSQL" in done.stderr
