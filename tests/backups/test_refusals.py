"""Backups that are damaged, foreign or not for this newsroom: told in words, and nothing is written."""

import gzip
import io
import tarfile

import pytest
import zstandard
from django.core.management import CommandError, call_command

from tests.backups import works
from tests.faults.newsrooms import new_newsroom

BROKEN = "备份不完整或已损坏"


@pytest.fixture(scope="module")
def backup(tmp_path_factory):
    """A backup as it should be, and one that is sealed."""
    folder = tmp_path_factory.mktemp("backup")
    (folder / "passphrase").write_text("云港新闻\n")
    with new_newsroom() as newsroom:
        newsroom.call(works.fill, folder)
        newsroom.call(works.command, folder, "backup", str(folder / "plain"))
        secret = ("--passphrase-file", str(folder / "passphrase"))
        newsroom.call(works.command, folder, "backup", str(folder / "sealed"), *secret)
    return folder


def refused(folder, path, *words):
    """Return what `restore` and its `--verify` say of a backup; nothing has come in."""
    with new_newsroom() as newsroom:
        before = newsroom.call(works.rows)
        with pytest.raises(CommandError) as error:
            newsroom.call(works.command, folder, "restore", str(path), *words)
        assert newsroom.call(works.rows) == before
        assert newsroom.call(works.faults) == []
    with pytest.raises(CommandError) as verified:
        call_command("restore", str(path), "--verify", *words)
    assert not [path for path in folder.rglob("*") if path.is_file() and "media" in path.parts]
    return str(error.value), str(verified.value)


@pytest.mark.parametrize(("kind", "share"), [("plain", 0.02), ("plain", 0.98), ("sealed", 0.5)])
def test_one_that_is_cut_off(backup, tmp_path, kind, share):
    data = (backup / kind).read_bytes()
    (tmp_path / "cut").write_bytes(data[: int(len(data) * share)])
    words = ("--passphrase-file", str(backup / "passphrase")) if kind == "sealed" else ()
    for said in refused(tmp_path, tmp_path / "cut", *words):
        assert BROKEN in said or "加密的备份已损坏" in said


@pytest.mark.parametrize("kind", ["plain", "sealed"])
def test_one_with_a_bit_turned(backup, tmp_path, kind):
    data = bytearray((backup / kind).read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "turned").write_bytes(data)
    words = ("--passphrase-file", str(backup / "passphrase")) if kind == "sealed" else ()
    for said in refused(tmp_path, tmp_path / "turned", *words):
        assert BROKEN in said or "加密的备份已损坏" in said


@pytest.mark.parametrize(
    "content", [b"", b"not a backup", gzip.compress(b"not a backup", mtime=0)], ids=["empty", "text", "gzip"]
)
def test_one_that_is_none(tmp_path, content):
    (tmp_path / "foreign").write_bytes(content)
    for said in refused(tmp_path, tmp_path / "foreign"):
        assert "不是本系统的备份" in said


def test_a_file_that_is_not_there(tmp_path):
    for said in refused(tmp_path, tmp_path / "nowhere"):
        assert "找不到文件或文件夹" in said
        assert "nowhere" in said


def test_a_sealed_one_without_its_passphrase(backup, tmp_path):
    (tmp_path / "other").write_text("别的口令\n")
    for said in refused(tmp_path, backup / "sealed"):
        assert "--passphrase-file" in said
    for said in refused(tmp_path, backup / "sealed", "--passphrase-file", str(tmp_path / "other")):
        assert "口令不对" in said


def test_a_passphrase_file_that_is_empty(backup, tmp_path):
    (tmp_path / "empty").touch()
    for said in refused(tmp_path, backup / "sealed", "--passphrase-file", str(tmp_path / "empty")):
        assert "第一行是空的" in said


def test_rows_that_were_changed_within(backup, tmp_path):
    """The archive is whole and its parts are not what the manifest tells."""
    before, after = "养老".encode(), "营商".encode()
    changed(backup / "plain", tmp_path / "changed", lambda data: data.replace(before, after))
    for said in refused(tmp_path, tmp_path / "changed"):
        assert BROKEN in said


def test_a_file_that_would_leave_its_folder(backup, tmp_path):
    rename = {"files/uploads/": "files/uploads/../../"}
    changed(backup / "plain", tmp_path / "leaving", lambda data: data, rename)
    said, _ = refused(tmp_path, tmp_path / "leaving")
    assert "文件名不合规矩" in said


def test_one_of_another_version(backup, tmp_path):
    with new_newsroom() as newsroom:
        newsroom.call(works.add_migration)
        before = newsroom.call(works.rows)
        with pytest.raises(CommandError, match="备份缺少 articles.9999_future"):
            newsroom.call(works.command, tmp_path, "restore", str(backup / "plain"))
        assert newsroom.call(works.rows) == before


def test_a_newsroom_that_is_not_empty(backup, tmp_path):
    with new_newsroom() as newsroom:
        newsroom.call(works.fill, tmp_path)
        before, files = newsroom.call(works.rows), set(tmp_path.rglob("*"))
        with pytest.raises(CommandError, match="数据库不是空的，已有：.*稿件（articles_article）"):
            newsroom.call(works.command, tmp_path, "restore", str(backup / "plain"))
        assert newsroom.call(works.rows) == before
        assert newsroom.call(works.faults) == []
        assert set(tmp_path.rglob("*")) == files


def test_another_file_of_the_same_name_stays_as_it_is(backup, tmp_path):
    (picture,) = (backup / "media" / "photos").iterdir()
    other = tmp_path / "media" / "photos" / picture.name
    other.parent.mkdir(parents=True)
    other.write_bytes(b"another")
    with new_newsroom() as newsroom:
        before = newsroom.call(works.rows)
        with pytest.raises(CommandError, match=f"已有另一个文件叫 photos/{picture.name}"):
            newsroom.call(works.command, tmp_path, "restore", str(backup / "plain"))
        assert newsroom.call(works.rows) == before
    assert other.read_bytes() == b"another"


def test_a_place_where_there_is_a_file_already(backup, tmp_path):
    before = (backup / "plain").read_bytes()
    with new_newsroom() as newsroom, pytest.raises(CommandError, match="已经存在"):
        newsroom.call(works.command, tmp_path, "backup", str(backup / "plain"))
    assert (backup / "plain").read_bytes() == before


def changed(path, to, change, rename=()):
    """Write a backup again with its parts changed."""
    with path.open("rb") as source, to.open("wb") as target:
        stream = zstandard.ZstdDecompressor().stream_reader(source)
        compressed = zstandard.ZstdCompressor().stream_writer(target)
        with (
            tarfile.open(fileobj=stream, mode="r|") as old,
            tarfile.open(fileobj=compressed, mode="w|") as new,
        ):
            for part in old:
                data = change(old.extractfile(part).read())
                for before, after in dict(rename).items():
                    part.name = part.name.replace(before, after)
                part.size = len(data)
                new.addfile(part, io.BytesIO(data))
        compressed.close()


def test_a_place_where_nothing_can_be_written(tmp_path):
    with new_newsroom() as newsroom, pytest.raises(CommandError, match="写备份文件时出错"):
        newsroom.call(works.command, tmp_path, "backup", str(tmp_path / ("长" * 100)))
