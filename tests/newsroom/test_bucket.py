"""Pictures and uploads in a bucket, of a real server that speaks S3."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.e2e.newsroom import ROOT, free_port, stop, wait_for
from tests.faults.newsrooms import new_newsroom


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """The address of a store."""
    with (tmp_path_factory.mktemp("store") / "log").open("wb") as log, running_store(log) as (address, _):
        yield address


@contextmanager
def running_store(log):
    """Yield the address of a store, and its process."""
    port = free_port()
    command = [str(Path(sys.executable).parent / "moto_server"), "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        wait_for(port, server)
        yield f"http://127.0.0.1:{port}", server
    finally:
        stop(server)


class Bucketed:
    """A newsroom whose files are in a bucket, and whose folder is `folder`."""

    def __init__(self, newsroom, store, bucket, folder):
        self.folder = folder
        self._environment = {
            **os.environ,
            "DATABASE_URL": newsroom.url,
            "VAR_DIR": str(folder),
            "S3_BUCKET": bucket,
            "S3_ENDPOINT": store,
            "S3_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
        }
        self.do(f"make_bucket({bucket!r})")

    def do(self, deed):
        return self.manage(
            "shell", "--no-imports", "-c", f"from tests.newsroom import bucketed; bucketed.{deed}"
        )

    def manage(self, *words):
        command = [sys.executable, str(ROOT / "manage.py"), *words]
        done = subprocess.run(command, cwd=ROOT, env=self._environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def names(self):
        return sorted(self.do("print_names()").split())


def test_pictures_and_uploads_live_in_a_bucket_and_come_back_from_a_backup(store, tmp_path):
    backup = str(tmp_path / "newsroom.tar.zst")
    with new_newsroom() as ours, new_newsroom() as theirs:
        first = Bucketed(ours, store, "first", tmp_path / "a")
        first.do("work()")
        names = first.names()
        folders = [name.split("/")[:2] for name in names]
        assert [folder[0] for folder in folders] == ["media", "media", "uploads", "uploads"]
        assert ["media", "renditions"] in folders
        first.manage("backup", backup)
        second = Bucketed(theirs, store, "second", tmp_path / "b")
        second.manage("restore", backup)
        assert second.names() == [name for name in names if "renditions" not in name]
        second.do("look()")
        for newsroom in (first, second):
            assert not (newsroom.folder / "media").exists()
            assert not (newsroom.folder / "uploads").exists()


def test_a_store_that_is_away_is_told_to_who_sends_files_and_nothing_is_half_there(tmp_path):
    with (tmp_path / "log").open("wb") as log, running_store(log) as (store, server), new_newsroom() as ours:
        newsroom = Bucketed(ours, store, "bucket", tmp_path / "a")
        newsroom.do("send()")
        newsroom.do(f"send_while_the_store_dies({server.pid})")
        newsroom.do("be_told_that_the_store_is_away()")
        newsroom.do("stop_at_what_the_store_keeps()")


def test_a_store_that_dies_before_what_is_open_is_read_is_told_as_well(tmp_path):
    with (tmp_path / "log").open("wb") as log, running_store(log) as (store, server), new_newsroom() as ours:
        newsroom = Bucketed(ours, store, "bucket", tmp_path / "a")
        newsroom.do(f"read_while_the_store_dies({server.pid})")
        with pytest.raises(AssertionError, match="写备份文件时出错：存放文件的存储服务没有应答"):
            newsroom.manage("backup", str(tmp_path / "backup"))
        assert not (tmp_path / "backup").exists()
