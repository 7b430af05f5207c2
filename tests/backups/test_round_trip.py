"""A newsroom backed up, and restored into another one: with the same database and across the two."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection, models

from articles.backups import tables
from tests.backups import works
from tests.e2e.newsroom import ROOT
from tests.faults.newsrooms import new_newsroom

PASSPHRASE = "云港新闻 2025"


@pytest.fixture
def folders(tmp_path):
    """A folder for each of two newsrooms, and one for backups."""
    found = [tmp_path / name for name in ("first", "second", "backups")]
    for folder in found:
        folder.mkdir()
    return found


@pytest.mark.parametrize("is_sealed", [False, True])
def test_what_is_restored_is_what_was_there(folders, is_sealed):
    first, second, backups = folders
    path = backups / "newsroom.tar.zst"
    (backups / "passphrase").write_text(f"{PASSPHRASE}\n")
    secret = ("--passphrase-file", str(backups / "passphrase")) if is_sealed else ()
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, first)
        (first / "media" / "renditions").mkdir()
        (first / "media" / "renditions" / "made-anew.webp").touch()
        said = ours.call(works.command, first, "backup", str(path), *secret)
        assert str(path) in said
        assert path.stat().st_mode & 0o777 == 0o600
        assert ("养老" in path.read_bytes().decode(errors="ignore")) is False
        generation = theirs.call(works.generation)
        said = theirs.call(works.command, second, "restore", str(path), *secret)
        assert "行数和摘要都与备份相同" in said
        assert any(name.startswith("uploads/") for name in _files(second))
        assert _files(second) == _files(first) - {"media/renditions/made-anew.webp", "2025-03-07_02.txt"}
        assert theirs.call(works.rows) == ours.call(works.rows)
        assert theirs.call(works.faults) == []
        assert theirs.call(works.generation) > generation

        again = backups / "again.tar.zst"
        theirs.call(works.command, second, "backup", str(again))
        before = ours.call(works.content, path, PASSPHRASE.encode() if is_sealed else None)
        assert theirs.call(works.content, again) == before
        assert theirs.call(works.found, "养老服务") == ours.call(works.found, "养老服务") != []
        assert theirs.call(works.next_key) == ours.call(works.next_key)


def test_the_sample_fills_nearly_every_table(folders):
    """Else the test above would tell little."""
    with new_newsroom() as ours:
        ours.call(works.fill, folders[0])
        empty = {table for table, number in ours.call(works.rows).items() if not number}
    assert empty <= {
        "articles_batchrow", "articles_column", "articles_correction", "articles_duplicate",
        "articles_photoduplicate", "articles_version", "people_regrouping", "articles_wrongword",
        "articles_forbiddenword", "articles_officeholder", "articles_printablenumber",
        "articles_proofsetting",
    }  # fmt: skip


def test_what_is_written_meanwhile_is_not_in_it_and_need_not_wait(folders):
    first, second, backups = folders
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, first)
        before = ours.call(works.rows)
        assert ours.call(works.back_up_while_somebody_writes, first, backups / "newsroom.tar.zst") == 1
        theirs.call(works.command, second, "restore", str(backups / "newsroom.tar.zst"))
        assert theirs.call(works.rows) == before


def test_a_backup_beside_many_writes_holds_whole_transactions(folders):
    first, second, backups = folders
    stop, begun, path = backups / "stop", backups / "begun", backups / "newsroom.tar.zst"
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, first)
        writer = ours.start(works.write_pairs_until, stop, begun)
        _wait_for(begun)
        before = int(begun.read_text())
        try:
            ours.call(works.command, first, "backup", str(path))
        finally:
            stop.touch()
        assert writer.result() >= before
        theirs.call(works.command, second, "restore", str(path))
        pairs = theirs.call(works.pairs)
        assert set(pairs) == {2}
        assert len(pairs) >= 3 * before


@pytest.mark.skipif(connection.vendor != "postgresql", reason="both databases are at hand with PostgreSQL")
def test_it_goes_from_postgresql_to_sqlite_and_back(folders):
    first, second, backups = folders
    there, back = backups / "there.tar.zst", backups / "back.tar.zst"
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, first)
        ours.call(works.command, first, "backup", str(there))
        for words in (["migrate", "-v0"], ["restore", str(there)], ["backup", str(back)]):
            _manage_on_sqlite(second, *words)
        theirs.call(works.command, second, "restore", str(back))
        assert ours.call(works.content, back) == ours.call(works.content, there)
        assert theirs.call(works.rows) == ours.call(works.rows)
        assert theirs.call(works.next_key) == ours.call(works.next_key)


def test_files_that_are_gone_are_told(folders):
    first, second, backups = folders
    path = backups / "newsroom.tar.zst"
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, first)
        (photo,) = (first / "media" / "photos").iterdir()
        photo.unlink()
        said = ours.call(works.command, first, "backup", str(path))
        assert f"photos/{photo.name}" in said
        assert ours.call(works.content, path)["missing"] == [f"photos/{photo.name}"]
        theirs.call(works.command, second, "restore", str(path))


def test_a_folder_keeps_the_newest(folders):
    first, _, backups = folders
    for day in (1, 2, 3):
        (backups / f"newsroom-2025010{day}-030000.tar.zst").touch()
    (backups / "newsroom-99991231-000000.tar.zst.partial").touch()  # Of one that is being made.
    with new_newsroom() as ours:
        ours.call(works.command, first, "backup", str(backups), "--keep", "2")
    _, newest, older = sorted((path.name for path in backups.iterdir()), reverse=True)
    assert older == "newsroom-20250103-030000.tar.zst"
    assert newest.endswith(".tar.zst")
    assert (first / "signs" / "backup").exists()


def test_every_table_has_a_number_for_a_key():
    """Rows are in the order of their keys, and letters have another order in each database."""
    for model in tables.models():
        assert isinstance(model._meta.pk, models.AutoField | models.BigAutoField), model


def _files(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file() and path.parent.name != "signs")
    return {str(path.relative_to(folder)) for path in files}


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 60
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.05)


def _manage_on_sqlite(folder: Path, *words: str) -> None:
    settings = {"VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3"}
    command = [sys.executable, str(ROOT / "manage.py"), *words]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
