"""A database that does not answer: what only reads waits for it a while, then it is said calmly.

What becomes of readers while a real one is restarted is in `tests/deploy/test_machines.py`.
"""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse

from articles.away import StoreAwayError
from newsroom import away
from tests.articles.test_away import said


@pytest.fixture(autouse=True)
def _in_no_time(monkeypatch):
    monkeypatch.setattr(away, "PAUSE", 0)
    monkeypatch.setattr(away, "close_old_connections", lambda: None)  # The one of the tests stays.


@pytest.fixture
def asked(rf):
    """Return a function that asks for a page, and tells its status and how often it was made."""

    def asked(middleware, method="GET"):
        middleware.get_response.times = 0
        return middleware(rf.generic(method, "/")).status_code, middleware.get_response.times

    return asked


class Site:
    """Fails so many times for want of a database."""

    def __init__(self, failures):
        self.failures, self.times = failures, 0

    def __call__(self, request):
        self.times += 1
        self.failures -= 1
        return HttpResponse(status=away.STATUS if self.failures >= 0 else 200)


def test_what_only_reads_is_asked_for_again_and_nothing_else(asked):
    assert asked(away.AwayMiddleware(Site(failures=3))) == (200, 4)
    assert asked(away.AwayMiddleware(Site(failures=3)), "POST") == (504, 1)
    assert asked(away.AwayMiddleware(Site(failures=0))) == (200, 1)


@pytest.mark.django_db
def test_once_it_stays_away_nobody_waits_until_it_is_back(asked, monkeypatch):
    middleware = away.AwayMiddleware(Site(failures=10**9))
    monkeypatch.setattr(away, "WAIT", 0.1)
    status, times = asked(middleware)
    assert status == 504
    assert times > 1
    assert asked(middleware) == (504, 1)
    another = connection.copy()
    another.connect()
    another.close()
    assert asked(middleware)[1] > 1


def test_the_page_says_what_to_do_and_asks_no_database(client, monkeypatch):
    def lost():
        raise said(OperationalError("refused"), psycopg.OperationalError("connection refused"))

    monkeypatch.setattr(away, "WAIT", 0)
    monkeypatch.setattr(connection, "ensure_connection", lost)
    client.raise_request_exception = False
    response = client.get("/")
    html = response.content.decode()
    assert response.status_code == 504
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "请过一分钟再试" in html
    assert html.count("<h1") == 1


@pytest.mark.parametrize(
    ("error", "status"), [(StoreAwayError(), 503), (BrokenPipeError(), 500), (ConnectionResetError(), 500)]
)
def test_a_store_that_is_away_is_told_from_other_connections(rf, error, status):
    try:
        raise error
    except ConnectionError:
        assert away.failed(rf.get("/")).status_code == status
