"""Processes that work on one newsroom at the same time."""

import signal
import time
from typing import NamedTuple

import pytest

from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom

FILES = 40
FINISHED = ("finished", "", FILES, FILES)


class Alone(NamedTuple):
    """The digest of all there is, what does not fit, what articles and photos are known by, their number."""

    digest: str
    faults: list[str]
    fingerprints: list[tuple[str, str]]
    counts: dict[str, int]


@pytest.fixture
def newsroom():
    with new_newsroom() as made:
        yield made


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    return archive.write(tmp_path_factory.mktemp("archive"), FILES)


@pytest.fixture(scope="module")
def alone(dumps):
    """What one process leaves that imports alone."""
    with new_newsroom() as newsroom:
        newsroom.call(works.import_dumps, dumps)
        return Alone(
            *newsroom.call(works.look), newsroom.call(works.fingerprints), newsroom.call(works.counts)
        )


def together(newsroom, work, *dumps):
    for process in [newsroom.start(work, folder) for folder in dumps]:
        process.result()


def test_four_that_import_one_archive_make_one_set_of_articles(newsroom, dumps, alone):
    together(newsroom, works.import_dumps, *[dumps] * 4)
    assert newsroom.call(works.look) == (alone.digest, [])
    accounts = newsroom.call(works.accounts)
    assert [account[:4] for account in accounts] == [FINISHED] * 4
    assert sum(imported for *_, imported, already, refused in accounts) == alone.counts["dumps"]
    assert [imported + already for *_, imported, already, refused in accounts] == [FILES] * 4


def test_four_that_import_the_same_articles_from_other_files_make_one_set(newsroom, tmp_path, alone):
    copies = [archive.write(tmp_path / str(n), FILES, gap="\n" * n, order=n) for n in (2, 3, 4, 5)]
    together(newsroom, works.import_dumps, *copies)
    assert newsroom.call(works.fingerprints) == alone.fingerprints
    assert newsroom.call(works.look)[1] == []
    assert [account[:4] for account in newsroom.call(works.accounts)] == [FINISHED] * 4


def test_an_import_that_waits_for_another_writer_or_in_a_ring_comes_through(newsroom, dumps, tmp_path, alone):
    other = newsroom.start(works.quarrel, dumps, tmp_path / "ready")
    while not (tmp_path / "ready").exists():
        time.sleep(0.01)
    newsroom.call(works.import_dumps, dumps)
    other.result()  # It came through, so the import has yielded or waited.
    assert newsroom.call(works.accounts)[1][:4] == FINISHED
    assert newsroom.call(works.fingerprints) == alone.fingerprints


def test_two_workers_do_each_batch_once(newsroom, dumps, alone):
    newsroom.call(works.send, dumps, 6)
    together(newsroom, works.work, dumps, dumps)
    assert newsroom.call(works.fingerprints) == alone.fingerprints
    assert newsroom.call(works.look)[1] == []
    accounts = newsroom.call(works.accounts)
    assert [account[:2] for account in accounts] == [("finished", "")] * 6
    assert sum(done for _, _, done, *_ in accounts) == FILES
    tasks = newsroom.call(works.tasks)
    assert [(status, len(workers)) for status, workers in tasks] == [("SUCCESSFUL", 1)] * 6


def test_a_batch_that_somebody_stops_stands_and_is_resumed(newsroom, dumps, alone):
    newsroom.call(works.send, dumps)
    newsroom.call(works.stopped, dumps)
    assert newsroom.call(works.accounts)[0][:4] == ("stopped", "已由裴文澜停止。", 30, FILES)
    newsroom.call(works.resume)
    newsroom.call(works.work, dumps)
    assert newsroom.call(works.accounts)[0][:4] == FINISHED
    assert newsroom.call(works.look) == (alone.digest, [])


def test_a_worker_that_is_told_to_end_leaves_its_batch_to_the_next(newsroom, dumps, alone):
    newsroom.call(works.send, dumps)
    newsroom.call(works.terminated, dumps)
    assert newsroom.call(works.accounts)[0][:4] == ("queued", "", 30, FILES)
    newsroom.call(works.work, dumps)
    assert newsroom.call(works.accounts)[0][:4] == FINISHED
    assert newsroom.call(works.look) == (alone.digest, [])


def test_a_worker_that_is_told_twice_ends_at_once_and_another_goes_on_later(newsroom, dumps, alone):
    newsroom.call(works.send, dumps)
    assert newsroom.start(works.terminated_twice, dumps).exitcode() == -signal.SIGTERM
    assert newsroom.call(works.accounts)[0][:4] == ("running", "", 30, FILES)
    newsroom.call(works.take_over, dumps)
    assert newsroom.call(works.accounts)[0][:4] == FINISHED
    assert newsroom.call(works.look) == (alone.digest, [])


def test_editors_save_while_an_archive_comes_in(newsroom, tmp_path):
    archive.write(tmp_path / "archive", 300)
    stop = tmp_path / "stop"
    editors = [newsroom.start(works.edit_until, stop) for _ in range(2)]
    newsroom.call(works.import_as_usual, tmp_path / "archive")
    stop.touch()
    for editor in editors:
        assert len(editor.result()) > 10  # An error would be raised here.
