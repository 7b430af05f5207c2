"""The project as a whole: migrations are complete, deployment checks are clean, headers are strict."""

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_deployment_check_is_clean(monkeypatch):
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # Set for the browser tests alone.
    call_command("check", "--deploy", "--fail-level", "WARNING")
