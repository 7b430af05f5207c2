"""A disk that fills up under an import, on SQLite, whose files a test can put where there is no room."""

import shutil
import subprocess
import time

import pytest
from django.db import connection

from tests.faults import archive, killed, works
from tests.faults.newsrooms import new_newsroom

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="only with SQLite is the disk ours")

FILES = 60
FULL = "磁盘已满。请腾出空间后继续，已导入的不受影响。"


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    return archive.write(tmp_path_factory.mktemp("archive"), FILES)


@pytest.fixture(scope="module")
def states(dumps):
    return killed.states(dumps)


@pytest.fixture
def disk(tmp_path):
    """A disk of its own, which can be made smaller."""
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("a disk of its own cannot be mounted here")
    yield tmp_path
    subprocess.run(["umount", "--lazy", tmp_path], check=True)


def leave(disk, room):
    """Leave so many bytes of room on `disk`."""
    size = shutil.disk_usage(disk).used + room
    subprocess.run(["mount", "-o", f"remount,size={size}", disk], check=True)


def test_a_database_that_may_not_grow_stops_the_batch_with_a_word(dumps, states):
    with new_newsroom() as newsroom:
        newsroom.call(works.send, dumps)
        newsroom.call(works.work_on_a_full_disk, dumps, 60)
        ((state, error, done, *_),) = newsroom.call(works.accounts)
        assert (state, error) == ("stopped", FULL)
        assert 0 < done < FILES
        assert newsroom.call(works.integrity) == "ok"
        assert newsroom.call(works.look) == (states[done // works.CHUNK_FILES], [])
        newsroom.call(works.resume)
        newsroom.call(works.work, dumps)
        assert newsroom.call(works.look) == (states[-1], [])


@pytest.mark.parametrize(
    ("room", "becomes"),
    [(0, ("queued", "")), (500_000, ("stopped", FULL))],
)
def test_a_full_disk_harms_nothing_and_the_import_goes_on_when_there_is_room(
    disk, dumps, states, room, becomes
):
    with new_newsroom(disk / "newsroom.sqlite3") as newsroom:
        newsroom.call(works.send, dumps)
        reader = newsroom.start(works.read_until, disk / "stop")
        while not (disk / "newsroom.sqlite3-shm").exists():
            time.sleep(0.01)
        leave(disk, room)
        newsroom.call(works.work, dumps)
        ((state, error, done, *_),) = newsroom.call(works.accounts)
        assert (state, error) == becomes
        assert newsroom.call(works.integrity) == "ok"
        assert newsroom.call(works.look) == (states[done // works.CHUNK_FILES], [])
        leave(disk, 50_000_000)
        newsroom.call(works.resume)
        newsroom.call(works.work, dumps)
        assert newsroom.call(works.look) == (states[-1], [])
        (disk / "stop").touch()
        assert reader.result() > 10
