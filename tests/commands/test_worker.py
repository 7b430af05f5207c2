import datetime
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom


def schedule():
    """Schedule an article for a time that has come."""
    from articles import workflow
    from articles.models import Article
    from tests.factories import make_article
    from tests.flow import approve

    then = datetime.datetime(2026, 1, 5, 4, 0, tzinfo=datetime.UTC)
    make_article(status="draft")
    approve(Article.objects.all(), at=then)
    workflow.move("schedule", Article.objects.all(), at=then, publish_at=then + datetime.timedelta(hours=1))


def statuses():
    from articles.models import Article

    return list(Article.objects.values_list("status", flat=True))


@pytest.fixture
def newsroom():
    with new_newsroom() as made:
        yield made


@pytest.fixture
def scheduled(newsroom):
    newsroom.call(schedule)


@pytest.fixture
def worker(newsroom):
    """A process that waits for work, as `make worker` starts it."""
    command = [sys.executable, "manage.py", "worker"]
    env = {**os.environ, "DATABASE_URL": newsroom.url}
    env.pop("PYTHONUNBUFFERED", None)  # As most have it: what is not flushed is not read.
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "等待后台任务。按 Ctrl-C 退出。\n"
        yield process
        process.kill()


def states(newsroom):
    return [account[0] for account in newsroom.call(works.accounts)]


@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGINT])
def test_it_does_what_comes_and_goes_when_it_is_told(newsroom, worker, tmp_path, signum):
    newsroom.call(works.send, archive.write(tmp_path / "archive", 5))
    deadline = time.monotonic() + 20
    while states(newsroom) != ["finished"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert states(newsroom) == ["finished"]
    worker.send_signal(signum)
    assert worker.wait(30) == 0


def test_it_publishes_what_is_scheduled(newsroom, scheduled, worker):
    deadline = time.monotonic() + 20
    while newsroom.call(statuses) != ["published"] and time.monotonic() < deadline:
        time.sleep(0.1)
    assert newsroom.call(statuses) == ["published"]
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0


def test_asked_once_it_does_what_there_is_and_goes(newsroom, scheduled):
    command = [sys.executable, "manage.py", "worker", "--once"]
    subprocess.run(command, env={**os.environ, "DATABASE_URL": newsroom.url}, check=True, timeout=60)
    assert newsroom.call(statuses) == ["published"]
