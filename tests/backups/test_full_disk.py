"""A disk of 20 MB that is full: told in words, the newsroom is as it was and goes on."""

import pytest
from django.core.management import CommandError
from django.db import connection

from tests.backups import works
from tests.faults.disks import fill_up, make_room, small_disk
from tests.faults.newsrooms import new_newsroom


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own."""
    with small_disk(tmp_path / "disk") as folder:
        yield folder


def test_no_room_for_a_backup(disk, tmp_path):
    with new_newsroom() as newsroom:
        newsroom.call(works.fill, tmp_path)
        fill_up(disk, but=4096)
        with pytest.raises(CommandError, match="写备份文件时出错：磁盘已满。请腾出空间"):
            newsroom.call(works.command, tmp_path, "backup", str(disk / "newsroom"))
        assert [path.name for path in disk.iterdir()] == ["ballast"]
        assert not (tmp_path / "signs").exists()
        newsroom.call(works.command, tmp_path, "backup", str(tmp_path / "newsroom"))


def test_no_room_for_the_files_of_one(disk, tmp_path):
    with new_newsroom() as ours, new_newsroom() as theirs:
        ours.call(works.fill, tmp_path)
        ours.call(works.command, tmp_path, "backup", str(tmp_path / "newsroom"))
        before = theirs.call(works.rows)
        fill_up(disk)
        with pytest.raises(CommandError, match="恢复备份时出错：磁盘已满"):
            theirs.call(works.command, disk, "restore", str(tmp_path / "newsroom"))
        assert theirs.call(works.rows) == before
        assert theirs.call(works.faults) == []
        make_room(disk)
        theirs.call(works.command, disk, "restore", str(tmp_path / "newsroom"))
        assert theirs.call(works.rows) == ours.call(works.rows)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only with SQLite is the disk ours")
def test_no_room_for_the_database(disk, tmp_path):
    with new_newsroom() as ours, new_newsroom(disk / "newsroom.sqlite3") as theirs:
        ours.call(works.fill, tmp_path)
        ours.call(works.command, tmp_path, "backup", str(tmp_path / "newsroom"))
        before = theirs.call(works.rows)
        fill_up(disk, but=100_000)
        with pytest.raises(CommandError, match="数据库所在的磁盘已满"):
            theirs.call(works.command, tmp_path, "restore", str(tmp_path / "newsroom"))
        assert theirs.call(works.rows) == before
        assert theirs.call(works.faults) == []
        make_room(disk)
        theirs.call(works.command, tmp_path, "restore", str(tmp_path / "newsroom"))
        assert theirs.call(works.rows) == ours.call(works.rows)
