"""Backups that were killed: the next one removes what they left, and never what somebody else writes."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from articles.backups import BackupError
from articles.backups.partial import whole_or_nothing
from tests.backups import works
from tests.e2e.newsroom import ROOT
from tests.faults.newsrooms import new_newsroom

WRITE = """
import django, sys, time
django.setup()
from pathlib import Path
from articles.backups.partial import whole_or_nothing
with whole_or_nothing(Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    print("writing", flush=True)
    time.sleep(600)
"""
KILLED, RUNNING = "newsroom-20250101-030000", "newsroom-20250102-030000"


@contextmanager
def another(path):
    """A process that is in the middle of writing a backup to a path."""
    command = [sys.executable, "-c", WRITE, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout.readline() == "writing\n"
            yield process
        finally:
            process.kill()


def killed(path):
    with another(path):
        pass
    return path.with_name(f"{path.name}.partial")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_the_next_backup_removes_what_killed_ones_have_left_and_nothing_else(tmp_path):
    backups = tmp_path / "backups"
    backups.mkdir()
    left = [killed(backups / f"{KILLED}.tar.zst"), killed(backups / f"{KILLED}.tar.zst.age")]
    others = [killed(backups / "mine.tar.zst"), killed(backups / "newsroom-99991231-000000.tar.zst")]
    assert all(path.read_bytes() == b"half of it" for path in (*left, *others))
    with another(backups / f"{RUNNING}.tar.zst"), new_newsroom() as newsroom:
        said = newsroom.call(works.command, tmp_path, "backup", str(backups))
        kept = [name for name in names(backups) if name.endswith(".partial")]
    assert kept == sorted([*(path.name for path in others), f"{RUNNING}.tar.zst.partial"])
    assert all(f"清除了中断的备份留下的 {path.name}。" in said for path in left)


def test_what_a_killed_one_left_under_the_same_name_is_written_over(tmp_path):
    partial = killed(tmp_path / "newsroom.tar.zst")
    with whole_or_nothing(tmp_path / "newsroom.tar.zst") as file:
        file.write(b"all")
        assert partial.exists()
    assert names(tmp_path) == ["newsroom.tar.zst"]
    assert (tmp_path / "newsroom.tar.zst").read_bytes() == b"all"
    assert (tmp_path / "newsroom.tar.zst").stat().st_mode & 0o777 == 0o600


def test_two_do_not_write_one_file(tmp_path):
    path = tmp_path / "newsroom.tar.zst"
    with another(path):
        with pytest.raises(BackupError, match="另一个备份正在写这个文件"), whole_or_nothing(path):
            pass
        assert names(tmp_path) == [f"{path.name}.partial"]
