import psycopg
import pytest
from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError

from articles.away import is_lost


def said(error, cause):
    """An error of Django's for one of the driver's."""
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "so_it_is"),
    [
        (said(OperationalError(), psycopg.OperationalError("connection refused")), True),
        (said(InterfaceError(), psycopg.InterfaceError("the connection is closed")), True),
        (said(OperationalError(), psycopg.errors.AdminShutdown()), True),
        (said(OperationalError(), psycopg.errors.ConnectionFailure()), True),
        (said(OperationalError(), psycopg.errors.DeadlockDetected()), False),
        (said(OperationalError(), psycopg.errors.DiskFull()), False),
        (said(IntegrityError(), psycopg.errors.UniqueViolation()), False),
        (OperationalError("database is locked"), False),
        (DatabaseError(), False),
        (ValueError(), False),
        (None, False),
    ],
)
def test_a_database_that_is_lost_is_told_from_other_faults(error, so_it_is):
    assert is_lost(error) == so_it_is
