import os
import zipfile
from pathlib import Path

import pytest

from articles.importing import files
from articles.pagedump import DumpError


def refusal(source: files.Source) -> str:
    with pytest.raises(DumpError) as caught:
        source.read()
    return str(caught.value)


def test_a_folder_is_read_in_the_order_of_names_with_its_subfolders(tmp_path):
    for name in ("b/2.txt", "a.txt", "b/1.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = list(files.find([tmp_path]))
    folder = tmp_path.name
    assert [source.name for source in found] == [f"{folder}/a.txt", f"{folder}/b/1.md", f"{folder}/b/2.txt"]
    assert [source.read() for source in found] == [b"a.txt", b"b/1.md", b"b/2.txt"]


def test_a_missing_path_is_named():
    (source,) = files.find([Path("没有/这个.txt")])
    assert source.name == "没有/这个.txt"
    assert refusal(source) == "找不到这个文件或文件夹。请检查路径是否写对。"


def test_other_files_of_a_folder_are_named_and_hidden_ones_are_not(tmp_path):
    (tmp_path / "第1版.pdf").write_bytes(b"%PDF")
    (tmp_path / ".DS_Store").write_bytes(b"\0")
    (source,) = files.find([tmp_path])
    assert refusal(source) == "不是版面文本（.pdf）。如果是文本，请把扩展名改为 .txt。"


def test_a_file_named_by_hand_is_read_whatever_its_name(tmp_path):
    path = tmp_path / "page"
    path.write_text("正文")
    (source,) = files.find([path])
    assert source.read() == "正文".encode()


def test_a_file_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    path = tmp_path / "page.txt"
    path.write_text("正文")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # The tests may run as root, whom no mode bits stop.
    (source,) = files.find([path])
    assert refusal(source) == "没有读取权限。请修改文件权限，或换一个有权限的账号运行。"


def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("正文")
    real = files.os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(files.os, "scandir", scandir)
    good, bad = files.find([tmp_path])
    assert good.read() == "正文".encode()
    assert bad.name.endswith("closed")
    assert "没有读取权限" in refusal(bad)


def test_a_file_too_large_for_a_page_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "FILE_LIMIT", 4 * 2**20)
    path = tmp_path / "page.txt"
    path.write_bytes(b"x" * (4 * 2**20 + 1))
    (source,) = files.find([path])
    assert refusal(source) == "文件超过 4 MB，不像一个版面的文本。请拆成一个版面一个文件。"


def make_zip(path: Path, **entries: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def test_a_zip_is_read_without_unpacking_it(tmp_path):
    path = make_zip(tmp_path / "years.zip", **{"2024/02.txt": "二".encode(), "2024/01.txt": "一".encode()})
    found = list(files.find([path]))
    assert [source.name for source in found] == ["years.zip/2024/01.txt", "years.zip/2024/02.txt"]
    assert [source.read().decode() for source in found] == ["一", "二"]
    assert list(tmp_path.iterdir()) == [path]


def test_names_in_a_zip_made_by_chinese_windows_are_read(tmp_path):
    path = make_zip(tmp_path / "old.zip", **{"??.txt": b"text"})
    path.write_bytes(path.read_bytes().replace(b"??.txt", "版".encode("gb18030") + b".txt"))
    (source,) = files.find([path])
    assert source.name == "old.zip/版.txt"
    assert source.read() == b"text"


def test_a_name_that_climbs_out_of_a_zip_is_only_a_name(tmp_path):
    folder = tmp_path / "inner"
    folder.mkdir()
    path = make_zip(folder / "slip.zip", **{"../../evil.txt": b"text"})
    (source,) = files.find([path])
    assert source.read() == b"text"
    assert [p.name for p in tmp_path.rglob("*")] == ["inner", "slip.zip"]


def test_a_zip_in_a_zip_stays_shut(tmp_path):
    path = make_zip(tmp_path / "outer.zip", **{"inner.zip": b"PK"})
    (source,) = files.find([path])
    assert source.name == "outer.zip/inner.zip"
    assert refusal(source) == "压缩包里的压缩包不会打开。请把它解开，或单独导入。"


def test_a_bomb_is_refused_by_its_directory_alone(tmp_path):
    path = make_zip(tmp_path / "bomb.zip", **{"page.txt": b"0" * 20_000_000})
    (source,) = files.find([path])
    assert refusal(source) == "压缩包展开后大于自身的 100 倍，可能是恶意文件。请检查文件的来历。"


def test_too_many_entries_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "ZIP_ENTRIES_LIMIT", 2)
    path = make_zip(tmp_path / "many.zip", **{f"{n}.txt": b"x" for n in range(3)})
    (source,) = files.find([path])
    assert refusal(source) == "压缩包里有 3 个文件，超过 2 个。请分成几个压缩包。"


def test_a_damaged_entry_is_refused_and_the_others_are_read(tmp_path):
    path = make_zip(tmp_path / "damp.zip", **{"1.txt": b"first " * 50, "2.txt": b"second " * 50})
    data = bytearray(path.read_bytes())
    start = data.index(b"1.txt") + len("1.txt")
    data[start : start + 6] = b"\xff" * 6
    path.write_bytes(data)
    damaged, whole = files.find([path])
    assert refusal(damaged) == "压缩包已损坏或不是 zip 格式。请重新压缩后再导入。"
    assert whole.read() == b"second " * 50


def test_an_entry_packed_in_an_unknown_way_is_refused(tmp_path):
    path = make_zip(tmp_path / "odd.zip", **{"1.txt": b"text"})
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        data[data.index(mark) + offset] = 97
    path.write_bytes(data)
    (source,) = files.find([path])
    assert refusal(source) == "压缩包已损坏或不是 zip 格式。请重新压缩后再导入。"


def test_two_entries_of_one_name_are_two_files(tmp_path):
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("1.txt", b"second")
    assert [source.read() for source in files.find([path])] == [b"first", b"second"]


def test_leavings_of_file_managers_are_no_files(tmp_path):
    entries = {"1.txt": b"text", "__MACOSX/._1.txt": b"x", ".DS_Store": b"x", ".git/1.txt": b"x"}
    make_zip(tmp_path / "tidy.zip", **entries)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "1.txt").write_text("x")
    assert [source.read() for source in files.find([tmp_path])] == [b"text"]


def test_an_encrypted_zip_is_refused(tmp_path):
    path = make_zip(tmp_path / "locked.zip", **{"page.txt": b"text"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    (source,) = files.find([path])
    assert refusal(source) == "压缩包有密码。请用不加密的压缩包。"


def test_a_broken_zip_is_refused(tmp_path):
    path = tmp_path / "broken.zip"
    path.write_bytes(b"PK\x03\x04 and no more")
    (source,) = files.find([path])
    assert refusal(source) == "压缩包已损坏或不是 zip 格式。请重新压缩后再导入。"


def test_a_fifo_is_no_dump(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    (source,) = files.find([path])
    assert refusal(source) == "不是普通文件。请检查路径是否写对。"
