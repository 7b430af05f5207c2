"""Jobs whose connection to PostgreSQL is really cut, again and again. Restarts are in `tests/deploy`."""

from threading import Event

import pytest
from django.db import OperationalError, connection

from articles.importing import Options, batches, jobs, patience, run
from articles.importing.lease import Lease, LeaseLostError, LeavingError
from articles.importing.patience import TRIES, patiently
from tests.desk import editor
from tests.faults import archive

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(
        connection.vendor != "postgresql", reason="only PostgreSQL can be away, so it is tried there"
    ),
]


@pytest.fixture(autouse=True)
def _in_no_time(transactional_db, monkeypatch):
    """Nobody waits, and what a test has cut off is cleared away after it."""
    monkeypatch.setattr(patience, "LONGEST", 0)
    yield
    connection.close()


def cut_off():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def test_a_job_that_loses_the_database_everywhere_gets_on_nevertheless():
    lease = Lease.new(total=2 * TRIES)

    def job(lease):
        while lease.batch.done < lease.batch.total:
            lease.renew(done=1)
            cut_off()
        lease.finish()

    patiently(job, lease)
    lease.batch.refresh_from_db()
    assert (lease.batch.state, lease.batch.done) == ("finished", 2 * TRIES)


def test_an_import_on_the_command_line_gets_on_and_tells_of_every_file_once(tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "CHUNK_FILES", 4)
    told = []

    def hear(result):
        told.append(result)
        if len(told) in (1, 7):  # In the middle of what is written: the rest of it has to be read there.
            cut_off()

    batch = run([archive.write(tmp_path / "dumps", 10)], Options(), on_result=hear).batch
    names = ("name", "outcome", "message", "articles", "linked", "photos", "notices")
    written = list(batch.files.values_list(*names))
    assert [tuple(getattr(result, name) for name in names) for result in told] == written
    batch.refresh_from_db()
    assert (batch.state, batch.done, len(told)) == ("finished", 10, 10)


def test_a_job_that_loses_it_at_one_place_again_and_again_ends():
    tried = []

    def job(lease):
        tried.append(lease)
        cut_off()

    with pytest.raises(OperationalError):
        patiently(job, Lease.new())
    assert len(tried) == TRIES + 1


def test_what_somebody_has_stopped_meanwhile_is_not_gone_on_with():
    def job(lease):
        jobs.stop(lease.batch, by=editor())
        cut_off()

    with pytest.raises(LeaseLostError):
        patiently(job, Lease.new())


def test_a_worker_that_is_to_leave_does_not_wait_on(monkeypatch):
    leaving = Event()
    leaving.set()
    monkeypatch.setattr(patience, "LEAVING", leaving)
    with pytest.raises(LeavingError):
        patiently(lambda lease: cut_off(), Lease.new())


def test_any_other_fault_is_none_of_its_business():
    def job(lease):
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 1")
            cursor.execute("SELECT pg_sleep(1)")

    with pytest.raises(OperationalError, match="statement timeout"):
        patiently(job, Lease.new())
