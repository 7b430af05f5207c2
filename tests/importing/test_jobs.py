import datetime

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.importing import Options, jobs
from articles.importing.lease import STALE_AFTER, Lease, LeaseLostError
from articles.models import Article, ImportBatch, Upload
from tests.desk import editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db

Job = ImportBatch.Job


@pytest.fixture
def batch():
    """A batch that waits for somebody to confirm it."""
    batch = ImportBatch.objects.create(options=Options().as_json())
    for position, text in enumerate((CANTEEN, MARKET)):
        file = ContentFile(text.encode(), name="page.txt")
        name = f"2025-03-07_{position}.txt"
        Upload.objects.create(batch=batch, position=position, name=name, size=file.size, file=file)
    return batch


@pytest.fixture
def finished(batch):
    jobs.enqueue(batch, Job.IMPORT)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    return batch


def tasks(**said):
    return list(DBTaskResult.objects.filter(**said).values_list("status", flat=True))


def die(batch, **fields):
    """Leave a batch as a worker does that dies in it."""
    jobs.enqueue(batch, Job.IMPORT)
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now())
    Lease.take(batch.pk)
    pass_time()
    ImportBatch.objects.filter(pk=batch.pk).update(**fields)


def pass_time():
    then = timezone.now() - STALE_AFTER - datetime.timedelta(seconds=1)
    ImportBatch.objects.update(heartbeat_at=then)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=then)


def test_a_batch_waits_for_a_worker_and_is_imported(batch):
    user = editor()
    jobs.enqueue(batch, Job.IMPORT, by=user)
    assert (batch.state, batch.job, batch.report) == ("queued", "import", {"by": user.pk})
    assert tasks() == ["READY"]
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, batch.total, batch.articles) == ("finished", 2, 2, 3)
    assert Article.objects.count() == 3


def test_a_task_too_many_does_nothing(finished):
    jobs.work(finished.pk)
    jobs.work(finished.pk + 1)
    assert Article.objects.count() == 3


def test_a_fault_of_the_program_stops_the_batch_and_is_raised_for_the_log(batch):
    jobs.enqueue(batch, Job.IMPORT)
    ImportBatch.objects.update(options={"date": "tomorrow"})
    with pytest.raises(ValueError, match="tomorrow"):
        jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error[:4]) == ("stopped", "程序出错")


@pytest.mark.parametrize(
    ("state", "job", "words"),
    [
        ("waiting", "undo", "还没有导入任何内容"),
        ("queued", "import", "正在排队"),
        ("running", "undo", "正在进行"),
        ("finished", "import", "已经完成"),
    ],
)
def test_a_job_that_cannot_be_begun_now_is_refused_with_a_word(batch, state, job, words):
    ImportBatch.objects.update(state=state)
    with pytest.raises(jobs.BusyError, match=words):
        jobs.enqueue(batch, job)
    assert tasks() == []


def test_what_waits_can_be_stopped_and_gone_on_with(batch):
    user = editor()
    jobs.enqueue(batch, Job.IMPORT, by=user)
    assert jobs.stop(batch, by=user)
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.error, batch.done) == ("stopped", "已由editor停止。", 0)
    jobs.resume(batch)
    assert (batch.state, batch.error) == ("queued", "")
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done) == ("finished", 2)


def test_what_has_ended_is_not_stopped(finished):
    assert not jobs.stop(finished, by=editor())
    finished.refresh_from_db()
    assert finished.state == "finished"


def test_whoever_works_on_a_stopped_batch_has_lost_it(batch):
    jobs.enqueue(batch, Job.IMPORT)
    lease = Lease.take(batch.pk)
    jobs.stop(batch, by=editor())
    with pytest.raises(LeaseLostError):
        jobs.do(lease)
    assert not Article.objects.exists()


def test_only_what_was_stopped_is_resumed(finished):
    assert not jobs.can_resume(finished)
    with pytest.raises(jobs.BusyError, match="已经完成"):
        jobs.resume(finished)


def test_an_import_from_the_command_line_is_not_resumed_without_its_files():
    batch = ImportBatch.objects.create(state="stopped")
    assert not jobs.can_resume(batch)
    with pytest.raises(jobs.BusyError, match="请重新运行导入的命令"):
        jobs.resume(batch)


def test_a_discarded_batch_takes_its_files_along(batch, django_capture_on_commit_callbacks):
    files = [upload.file for upload in batch.uploads.all()]
    with django_capture_on_commit_callbacks(execute=True):
        jobs.discard(batch)
    assert not ImportBatch.objects.exists()
    assert not [file for file in files if file.storage.exists(file.name)]


def test_what_has_been_imported_is_not_discarded(finished):
    with pytest.raises(jobs.BusyError, match="请撤销这一批"):
        jobs.discard(finished)
    assert finished.uploads.count() == 2


def test_a_batch_whose_worker_died_is_found_and_gone_on_with(batch):
    die(batch)
    jobs.sweep()
    assert tasks() == ["FAILED", "READY"]
    batch.refresh_from_db()
    assert batch.state == "queued"
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.done, Article.objects.count()) == ("finished", 2, 3)


def test_a_batch_at_which_somebody_works_is_left_alone(batch):
    die(batch, heartbeat_at=timezone.now())
    jobs.sweep()
    batch.refresh_from_db()
    assert batch.state == "running"
    assert tasks() == ["RUNNING"]


def test_a_batch_that_waits_long_is_not_queued_again(batch):
    jobs.enqueue(batch, Job.IMPORT)
    pass_time()
    jobs.sweep()
    assert tasks() == ["READY"]


def test_a_batch_whose_task_is_lost_gets_another(batch):
    jobs.enqueue(batch, Job.IMPORT)
    DBTaskResult.objects.all().delete()
    pass_time()
    jobs.sweep()
    assert tasks() == ["READY"]


def test_a_dead_import_from_the_command_line_is_told_to_be_run_again():
    lease = Lease.new()
    pass_time()
    jobs.sweep()
    lease.batch.refresh_from_db()
    assert (lease.batch.state, tasks()) == ("stopped", [])
    assert lease.batch.error == "命令行导入中断。请重新运行同一命令，已导入的会跳过。"


def test_a_batch_that_kills_every_worker_at_one_place_is_taken_out_of_the_queue(batch):
    jobs.enqueue(batch, Job.IMPORT)
    for _ in range(jobs.DEATHS):
        assert Lease.take(batch.pk)
        pass_time()
        jobs.sweep()
    batch.refresh_from_db()
    assert batch.state == "stopped"
    assert "多次中断" in batch.error
    jobs.resume(batch)
    assert (batch.state, batch.report["deaths"]) == ("queued", [])


def test_workers_that_die_at_different_places_are_followed_by_others(batch):
    jobs.enqueue(batch, Job.IMPORT)
    for done in range(jobs.DEATHS + 2):
        assert Lease.take(batch.pk)
        pass_time()
        ImportBatch.objects.update(done=done)
        jobs.sweep()
    batch.refresh_from_db()
    assert batch.state == "queued"


def test_a_job_done_here_and_now_hides_from_the_workers(finished):
    lease = jobs.start(finished, Job.UNDO)
    jobs.work(finished.pk)
    finished.refresh_from_db()
    assert (finished.state, finished.done) == ("running", 0)
    told = []
    lease.on_progress = lambda batch: told.append((batch.done, batch.total))
    jobs.do(lease)
    finished.refresh_from_db()
    assert (finished.state, finished.job) == ("finished", "undo")
    assert told[0] == (0, 2)
    assert not Article.objects.exists()
