"""The server as it is run, with many readers at once, and with a database that cuts off its connections."""

import threading
import urllib.parse

import psycopg
import pytest

from tests.deploy.crowds import read_at_once
from tests.e2e.newsroom import running
from tests.newsroom.pagecache.test_server import Connection, ask

WORKERS = 2
CONNECTIONS = 3  # Of a process at most: its two threads, and the one that looks for what is new.
CLIENTS = 200
FILL = """
from tests.factories import make_article
for number in range(5):
    make_article("养老服务", topics=["yanglao"])
"""
OURS = "FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()"


class Database:
    """The newsroom's database seen from beside it. SQLite's has nobody who could be counted or cut off."""

    def __init__(self, url):
        self.is_server = not url.startswith("sqlite")
        parts = urllib.parse.urlsplit(url)
        self.name, self.url = parts.path[1:], parts._replace(path="/postgres").geturl()

    def ask(self, question):
        if not self.is_server:
            return []
        with psycopg.connect(self.url, autocommit=True) as connection:
            return connection.execute(question, [self.name]).fetchall()


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory):
    with running(tmp_path_factory.mktemp("crowd"), workers=WORKERS, PAGE_CACHE_MB="8") as newsroom:
        newsroom.manage("shell", "--no-imports", "-c", FILL)
        yield newsroom


@pytest.fixture
def get(newsroom):
    def get(path):
        connection = Connection(newsroom.url.removeprefix("http://"), timeout=120)
        try:
            return ask(connection, path).status
        finally:
            connection.close()

    return get


def test_two_hundred_clients_at_once_share_the_connections_of_the_threads(newsroom, get):
    database, seen, is_over = Database(newsroom.environment["DATABASE_URL"]), [0], threading.Event()

    def count():
        while not is_over.wait(0.02):
            seen.extend(number for (number,) in database.ask(f"SELECT count(*) {OURS}"))

    watch = threading.Thread(target=count)
    watch.start()
    try:
        # No two ask for the same page: none comes from memory.
        answers = read_at_once(get, [f"/search/?q=养老{n}" for n in range(2 * CLIENTS)], CLIENTS)
    finally:
        is_over.set()
        watch.join()
    assert {status for status, _ in answers} == {200}
    assert max(seen) <= WORKERS * CONNECTIONS
    assert max(seen) > 0 or not database.is_server


def test_readers_notice_nothing_of_a_database_that_cuts_everybody_off(newsroom, get):
    database = Database(newsroom.environment["DATABASE_URL"])
    cut = []
    for _ in range(5):
        before = read_at_once(get, ["/", "/topics/yanglao/", "/people/", "/photos/", "/issues/"] * 4, 8)
        cut += database.ask(f"SELECT pg_terminate_backend(pid) {OURS}")
        after = read_at_once(get, [f"/search/?q=养老&page={n}" for n in range(20)], 8)
        assert {status for status, _ in before + after} == {200}
    assert cut or not database.is_server
