"""An undo while others write, and one that is killed."""

import random
import time

import pytest

from tests.faults.newsrooms import KilledError, count_statements, new_newsroom
from tests.importing import races
from tests.importing.archive import DUCKWEED, WINDOW


@pytest.fixture
def newsroom():
    with new_newsroom() as newsroom:
        yield newsroom


def test_an_editor_who_saves_at_that_moment_is_waited_for_and_wins(newsroom, tmp_path):
    batch = newsroom.call(races.import_page, tmp_path)
    editor = newsroom.start(races.save_slowly, tmp_path)
    races.wait_for(tmp_path / "saved")
    undo = newsroom.start(races.undo_batch, batch)
    time.sleep(0.3)  # For the undo to come to the row, and wait.
    (tmp_path / "go").touch()
    editor.result()
    undo.result()
    assert newsroom.call(races.headlines) == ["编辑改过的标题"]


@pytest.mark.parametrize("act", [races.save_late, races.sign_late])
def test_an_editor_who_comes_too_late_is_refused_and_told(newsroom, tmp_path, act):
    batch = newsroom.call(races.import_page, tmp_path)
    editor = newsroom.start(act, tmp_path)
    races.wait_for(tmp_path / "read")
    undo = newsroom.start(races.undo_batch, batch, tmp_path)
    races.wait_for(tmp_path / "judged")
    time.sleep(0.3)  # For the editor to come to the row, and wait.
    (tmp_path / "go").touch()
    undo.result()
    with pytest.raises(Exception, match="(?i)foreign key|violates"):
        editor.result()
    assert newsroom.call(races.rest) == {}


def test_an_import_that_finds_an_article_on_its_way_out_brings_it_itself(newsroom, tmp_path):
    batch = newsroom.call(races.import_page, tmp_path)
    undo = newsroom.start(races.undo_batch, batch, tmp_path)
    races.wait_for(tmp_path / "judged")
    other = newsroom.start(races.import_page, tmp_path, "2025-03-07_2b.txt", "\n")
    time.sleep(0.3)
    (tmp_path / "go").touch()
    undo.result()
    other.result()
    assert newsroom.call(races.headlines) == sorted([DUCKWEED[0], WINDOW[0]])
    assert "duplicate" not in newsroom.call(races.rest)


def test_a_table_that_finds_an_article_on_its_way_out_brings_it_itself(newsroom, tmp_path):
    batch = newsroom.call(races.import_page, tmp_path)
    undo = newsroom.start(races.undo_batch, batch, tmp_path)
    races.wait_for(tmp_path / "judged")
    table = newsroom.start(races.import_table, tmp_path)
    time.sleep(0.5)  # For the table to come to the rows, and wait.
    (tmp_path / "go").touch()
    undo.result()
    assert table.result() == ["new", "new"]
    assert newsroom.call(races.headlines) == sorted([DUCKWEED[0], WINDOW[0]])


def test_two_undos_that_share_everything_leave_nothing(newsroom, tmp_path):
    batches = [newsroom.call(races.import_page, tmp_path, f"2025-03-07_0{n}.txt", "\n" * n) for n in range(3)]
    for running in [newsroom.start(races.undo_batch, batch) for batch in batches]:
        running.result()
    assert newsroom.call(races.rest) == {}


def test_an_undo_that_is_killed_goes_on_and_leaves_nothing(tmp_path):
    with new_newsroom() as newsroom:
        batch = newsroom.call(races.import_page, tmp_path)
        steps = newsroom.call(count_statements, races.undo_batch, batch)
    for step in random.Random(1).sample(range(1, steps + 1), 6):
        with new_newsroom() as newsroom:
            batch = newsroom.call(races.import_page, tmp_path)
            killed = newsroom.start(races.undo_batch, batch, kill_at=step)
            with pytest.raises(KilledError):
                killed.result()
            newsroom.call(races.undo_again, batch)
            assert newsroom.call(races.rest) == {}, f"killed at {step} of {steps}"
