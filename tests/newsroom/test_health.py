"""What tells whoever looks after the machine that the newsroom answers, and that it can work."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder

from articles import guards
from articles.models import Article
from newsroom import health
from newsroom.pagecache import asking

OUTSIDE = "203.0.113.7"


def test_a_process_answers_without_its_database(client):
    response = client.get("/healthz")  # No mark of a database: a query would fail this test.
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.django_db
def test_a_newsroom_that_is_whole_is_ready(client):
    assert (client.get("/readyz").status_code, client.get("/readyz").content) == (200, b"ok\n")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_neither_host_nor_scheme_nor_maintenance_is_in_the_way(client, settings, path):
    settings.MAINTENANCE = True
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(path, headers={"host": "10.0.0.7:8000"}).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_to_citizens_they_do_not_exist(client, settings, path):
    assert client.get(path, REMOTE_ADDR=OUTSIDE).status_code == 404
    settings.BEHIND_PROXY = True
    assert client.get(path, headers={"x-forwarded-for": f"127.0.0.1, {OUTSIDE}"}).status_code == 404


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "10.1.2.3", "192.168.0.9", "fd00::1", ""])
def test_this_machine_and_private_networks_are_answered(client, address):
    assert client.get("/healthz", REMOTE_ADDR=address).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics"])
def test_the_page_cache_leaves_them_alone(path):
    assert asking.key_of({"REQUEST_METHOD": "GET", "PATH_INFO": path, "wsgi.url_scheme": "http"}) is None


def test_a_database_that_is_away(client, monkeypatch):
    def away(*words):
        raise OperationalError("connection refused")

    monkeypatch.setattr(MigrationRecorder, "applied_migrations", away)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "数据库连不上" in response.content.decode()


@pytest.mark.django_db
def test_a_migration_that_is_missing_and_one_of_the_next_version(client):
    recorder = MigrationRecorder(connection)
    recorder.record_applied("articles", "9999_next")
    assert client.get("/readyz").status_code == 200
    recorder.record_unapplied("articles", "0011_generation")
    response = client.get("/readyz")
    assert response.status_code == 503
    assert "articles.0011_generation" in response.content.decode()


@pytest.mark.django_db
def test_a_rule_that_is_missing(client):
    with connection.cursor() as cursor:
        of = " ON articles_review" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER review_kept{of}")
    try:
        response = client.get("/readyz")
        assert response.status_code == 503
        assert "review_kept" in response.content.decode()
    finally:
        guards.install()


@pytest.mark.django_db
def test_figures_are_nobodys_unless_they_are_asked_for(client):
    assert client.get("/metrics").status_code == 404


def test_it_asks_little(django_assert_max_num_queries, db):
    health.ready()
    with django_assert_max_num_queries(10):
        assert health.ready().status_code == 200
    assert Article.objects.count() == 0
