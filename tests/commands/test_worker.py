import os
import signal
import subprocess
import sys
import time

import pytest

from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom


@pytest.fixture
def newsroom():
    with new_newsroom() as made:
        yield made


@pytest.fixture
def worker(newsroom):
    """A process that waits for work, as `make worker` starts it."""
    command = [sys.executable, "manage.py", "worker"]
    env = {**os.environ, "DATABASE_URL": newsroom.url}
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
    assert worker.wait(5) == 0
