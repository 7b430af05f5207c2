"""Fixtures for all tests, and a word on those that could not run."""

import pytest
from django.conf import settings as django_settings


@pytest.fixture(autouse=True)
def _fast_passwords(settings):
    """Hash passwords cheaply: no test is about how slow that is."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_report_header() -> str:
    return f"database: {django_settings.DATABASES['default']['ENGINE'].rsplit('.', 1)[-1]}"


def pytest_terminal_summary(terminalreporter) -> None:
    """Say loudly what did not run: a green line alone would hide it."""
    reasons = sorted({str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", [])})
    if reasons:
        terminalreporter.section("NOT RUN", sep="!", red=True, bold=True)
        for reason in reasons:
            terminalreporter.write_line(reason.removeprefix("Skipped: "))
