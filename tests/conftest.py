"""Fixtures for all tests, and a word on those that could not run."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connections

from articles import guards, remembered
from newsroom.audit import guards as audit_guards
from newsroom.audit.models import Event

TESTS = Path(__file__).parent
WITHOUT_DATABASE = ("pagedump", "proofreading")  # Rooms of pure Python.


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Put SQLite's database of tests into a file: in memory all threads would share one connection.

    Threads of a test that end keep none open to PostgreSQL, which would not be dropped then.
    """
    settings = connections["default"].settings_dict
    if connections["default"].vendor == "sqlite":
        settings["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "tests.sqlite3")
    else:
        settings["CONN_MAX_AGE"] = 0


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    """Hash passwords cheaply: no test is about how slow that is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def _nothing_is_remembered():
    """Begin with an empty memory: emptied tables count their generations anew."""
    remembered.forget()


@pytest.fixture(scope="session", autouse=True)
def _flush_takes_reviews_too():
    """Empty tables after a test that commits, though the database lets nobody delete reviews and events.

    PostgreSQL truncates, of which no trigger hears; SQLite deletes row by row.
    """
    empty = flush.Command.handle

    def handle(self, **options):
        if connections[options["database"]].vendor == "postgresql":
            return empty(self, **options)
        for rules in (guards, audit_guards):
            rules.remove(options["database"])
        try:
            return empty(self, **options)
        finally:
            for rules in (guards, audit_guards):
                rules.install(options["database"])

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(flush.Command, "handle", handle)
        yield


@pytest.fixture(scope="module", autouse=True)
def _migrated_data_for_later_tests(request, django_db_blocker):
    """Put back what migrations brought in, where a test of this module commits and so empties all."""
    yield
    if any(_commits(item) for item in request.session.items if item.getparent(pytest.Module) is request.node):
        with django_db_blocker.unblock():
            connection = connections["default"]
            # Numbers go on where they were, or the rows put back would be in the way of new ones.
            options = {"interactive": False, "reset_sequences": False, "inhibit_post_migrate": True}
            call_command("flush", verbosity=0, **options)
            connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
            _forget_events()
            connection.close()


def _forget_events() -> None:
    """Take off the record what was put back: groups with their permissions."""
    audit_guards.remove()
    Event.objects.all().delete()
    audit_guards.install()


def _commits(item) -> bool:
    marker = item.get_closest_marker("django_db")
    is_marked = bool(marker and marker.kwargs.get("transaction"))
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


def pytest_collection_modifyitems(config, items) -> None:
    """Run on SQLite alone what is the same with any database: how pages look, and what asks none."""
    if django_settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        config.hook.pytest_deselected(items=[item for item in items if _is_the_same(item)])
        items[:] = [item for item in items if not _is_the_same(item)]


def _is_the_same(item) -> bool:
    room = item.path.relative_to(TESTS).parts[0]
    return room in WITHOUT_DATABASE or item.get_closest_marker("looks") is not None


def pytest_report_header() -> str:
    return f"database: {django_settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


def pytest_terminal_summary(terminalreporter) -> None:
    """Say loudly what did not run: a green line alone would hide it."""
    reasons = sorted({str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])})
    if reasons:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
        for reason in reasons:
            terminalreporter.write_line(reason.removeprefix("Skipped: "))
