"""Where files are found, what they are called, and what is said of those that cannot be read."""

import errno
import json
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import files
from articles.models import Upload
from articles.pagedump import DumpError
from tests.importing.test_hostile_archives import ANY_BYTES
from tests.importing.zips import Packed, zipped


def refusal(source: files.Source) -> str:
    with pytest.raises(DumpError) as caught:
        source.read()
    return str(caught.value)


def make_zip(path: Path, **entries: bytes) -> Path:
    path.write_bytes(zipped(*(Packed(name, data) for name, data in entries.items())))
    return path


def test_a_folder_is_read_in_the_order_of_names_with_its_subfolders(tmp_path):
    for name in ("b/2.txt", "a.txt", "b/1.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    found = list(files.find([tmp_path]))
    folder = tmp_path.name
    assert [source.name for source in found] == [f"{folder}/a.txt", f"{folder}/b/1.md", f"{folder}/b/2.txt"]
    assert [source.read() for source in found] == [b"a.txt", b"b/1.md", b"b/2.txt"]


@pytest.mark.parametrize("name", ["没有/这个.txt", "没有.zip"])
def test_a_missing_path_is_named(name):
    (source,) = files.find([Path(name)])
    assert source.name == name
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


def test_leavings_of_file_managers_are_no_files(tmp_path):
    entries = {"1.txt": b"text", "__MACOSX/._1.txt": b"x", ".DS_Store": b"x", ".git/1.txt": b"x"}
    entries |= {"Thumbs.db": b"x", "desktop.ini": b"x"}
    make_zip(tmp_path / "tidy.zip", **entries)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "1.txt").write_text("x")
    assert [source.read() for source in files.find([tmp_path])] == [b"text"]


@pytest.mark.parametrize("empty", ["folder", "folder of leavings", "zip", "zip of folders"])
def test_where_there_is_nothing_it_is_said(tmp_path, empty):
    path = tmp_path / empty
    if "zip" in empty:
        path = path.with_suffix(".zip")
        path.write_bytes(zipped(*([Packed("2024/")] if "folders" in empty else [])))
    else:
        path.mkdir()
        if "leavings" in empty:
            (path / ".DS_Store").write_bytes(b"\0")
    (source,) = files.find([path])
    assert path.name in source.name
    assert refusal(source) == "里面没有文件。请检查是否选对了。"


def refuse_to_open(monkeypatch, error: OSError) -> None:
    """Let no file be opened. The tests may run as root, whom no mode bits stop."""

    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(Path, "open", refuse)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (PermissionError(errno.EACCES, "no"), "没有读取权限。请修改文件权限，或换一个有权限的账号运行。"),
        (OSError(errno.ENOSPC, "no"), "磁盘已满。请腾出空间后再导入。"),
        (OSError(errno.EIO, "no", "/secret/path"), "读不出来（EIO）。请检查文件和磁盘。"),
        (OSError("no"), "读不出来（原因不明）。请检查文件和磁盘。"),
    ],
)
@pytest.mark.parametrize("name", ["page.txt", "pages.zip"])
def test_what_the_system_says_is_said_in_words(tmp_path, monkeypatch, error, message, name):
    path = make_zip(tmp_path / name, **{"1.txt": b"text"})
    refuse_to_open(monkeypatch, error)
    (source,) = files.find([path])
    assert refusal(source) == message


def test_a_file_that_the_disk_does_not_give_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "bad.txt").symlink_to("/proc/self/mem")  # An ordinary file without end.
    (tmp_path / "good.txt").write_text("正文")
    bad, good = files.find([tmp_path])
    assert refusal(bad) == "读不出来（EINVAL）。请检查文件和磁盘。"
    assert good.read() == "正文".encode()


def test_a_folder_that_may_not_be_read_is_named(tmp_path, monkeypatch):
    (tmp_path / "closed").mkdir()
    (tmp_path / "open.txt").write_text("正文")
    real = files.os.scandir

    def scandir(path):
        if str(path).endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(files.os, "scandir", scandir)
    good, bad = files.find([tmp_path])
    assert good.read() == "正文".encode()
    assert bad.name == f"{tmp_path.name}/closed"
    assert refusal(bad) == "没有读取权限。请修改文件权限，或换一个有权限的账号运行。"


def test_a_linked_folder_is_named_and_not_entered(tmp_path):
    (tmp_path / "1.txt").write_text("正文")
    (tmp_path / "ring").symlink_to(tmp_path)
    (tmp_path / "lost.txt").symlink_to("nowhere")
    told = {source.name.split("/")[1]: source for source in files.find([tmp_path])}
    assert set(told) == {"ring", "1.txt", "lost.txt"}
    assert refusal(told["ring"]) == "是指向别处文件夹的链接，没有打开。请直接导入那个文件夹。"
    assert refusal(told["lost.txt"]) == "找不到这个文件或文件夹。请检查路径是否写对。"


def test_a_fifo_is_no_dump(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    (source,) = files.find([path])
    assert refusal(source) == "不是普通文件。请检查路径是否写对。"


def test_a_file_too_large_for_a_page_is_refused(tmp_path):
    path = tmp_path / "page.txt"
    with path.open("wb") as file:
        file.truncate(16 * 2**20 + 1)
    (source,) = files.find([path])
    assert refusal(source) == "文件超过 16 MB，不像一个版面的文本。请拆成一个版面一个文件。"


def test_a_zip_is_read_without_unpacking_it(tmp_path):
    path = make_zip(tmp_path / "years.zip", **{"2024/02.txt": "二".encode(), "2024/01.txt": "一".encode()})
    found = list(files.find([path]))
    assert [source.name for source in found] == ["years.zip/2024/01.txt", "years.zip/2024/02.txt"]
    assert [source.read().decode() for source in found] == ["一", "二"]
    assert list(tmp_path.iterdir()) == [path]


def test_zips_of_the_library_are_read_with_every_freedom_that_packers_have(tmp_path):
    path = tmp_path / "library.zip"
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = "二〇二四年".encode()
        archive.writestr("1.txt", "一".encode(), zipfile.ZIP_STORED)
        with archive.open("2.txt", "w", force_zip64=True) as entry:
            entry.write("二".encode())
        archive.mkdir("3")
        archive.writestr("3/4.txt", b"")
    assert [source.read().decode() for source in files.find([path])] == ["一", "二", ""]


def test_a_zip_that_a_packer_wrote_into_a_pipe_is_read(tmp_path):
    path = tmp_path / "piped.zip"
    pack = "import sys, zipfile; zipfile.ZipFile(sys.stdout.buffer, 'w').writestr('1.txt', 'text')"
    path.write_bytes(subprocess.run([sys.executable, "-c", pack], stdout=subprocess.PIPE, check=True).stdout)
    assert [source.read() for source in files.find([path])] == [b"text"]


@pytest.mark.parametrize(
    "raw",
    ["第1版.txt".encode("gb18030"), "第1版.txt".encode(), b"\xb5\xda1\xb0\xe6.txt"],
    ids=["windows", "mac", "bytes"],
)
def test_names_in_a_zip_need_no_mark_of_their_encoding(tmp_path, raw):
    path = tmp_path / "old.zip"
    path.write_bytes(zipped(Packed(raw, b"text")))
    (source,) = files.find([path])
    assert source.name == "old.zip/第1版.txt"
    assert source.read() == b"text"


def test_two_entries_of_one_name_are_two_files(tmp_path):
    path = tmp_path / "twice.zip"
    path.write_bytes(zipped(Packed("1.txt", b"first"), Packed("1.txt", b"second")))
    assert [source.read() for source in files.find([path])] == [b"first", b"second"]


def test_names_are_shown_on_one_line_with_nothing_unseen(tmp_path):
    hostile = "2025-03-07_02\x1b[31m\r\n\u202e.txt"
    make_zip(tmp_path / "\u2066a.zip", **{hostile: b"text"})
    (tmp_path / hostile).write_text("正文")
    tame = "2025-03-07_02[U+001B][31m[U+000D][U+000A][U+202E].txt"
    assert [source.name for source in files.find([tmp_path])] == [
        f"{tmp_path.name}/{tame}",
        f"{tmp_path.name}/[U+2066]a.zip/{tame}",
    ]


class Opened:
    """The files opened so far, by a way to open them that is watched."""

    def __init__(self, monkeypatch, owner: object, method: str) -> None:
        self.files: list = []
        real = getattr(owner, method)

        def watched(*args, **kwargs):
            self.files.append(real(*args, **kwargs))
            return self.files[-1]

        monkeypatch.setattr(owner, method, watched)

    @property
    def open_now(self) -> int:
        return sum(not file.closed for file in self.files)


def test_a_zip_is_opened_once_and_closed_when_nobody_needs_it(tmp_path, monkeypatch):
    for name in ("a.zip", "b.zip"):
        make_zip(tmp_path / name, **{f"{number}.txt": b"text" for number in range(5)})
    opened = Opened(monkeypatch, Path, "open")
    for source in files.find([tmp_path]):
        assert source.read() == b"text"
        assert opened.open_now == 1
    assert len(opened.files) == 2
    del source
    assert opened.open_now == 0


def test_sources_may_be_listed_first_and_read_later_in_any_order(tmp_path, monkeypatch):
    for name in ("a.zip", "b.zip"):
        make_zip(tmp_path / name, **{f"{number}.txt": name.encode() for number in range(5)})
    opened = Opened(monkeypatch, Path, "open")
    listed = list(files.find([tmp_path]))
    assert [source.read() for source in reversed(listed)] == [b"b.zip"] * 5 + [b"a.zip"] * 5
    assert opened.open_now == 1
    assert len(opened.files) == 3
    listed.clear()
    assert opened.open_now == 0


@pytest.fixture
def upload():
    """A maker of uploads, which are kept in storage as the desk keeps them."""
    made: list[Upload] = []

    def make(name: str, data: bytes) -> Upload:
        made.append(Upload(name=name, size=len(data), position=len(made)))
        made[-1].file.save(name, ContentFile(data), save=False)
        return made[-1]

    yield make
    for one in made:
        one.file.delete(save=False)


def test_uploads_are_read_in_their_order_under_the_names_that_people_gave_them(upload):
    archive = zipped(Packed("2.txt", b"second"), Packed("1.txt", b"first"))
    sent = [upload("z.txt", b"alone"), upload("年.ZIP", archive), upload("a\r\n.md", b"last")]
    found = list(files.in_uploads(sent))
    assert [source.name for source in found] == [
        "z.txt",
        "年.ZIP/1.txt",
        "年.ZIP/2.txt",
        "a[U+000D][U+000A].md",
    ]
    assert [source.read() for source in found] == [b"alone", b"first", b"second", b"last"]


def test_an_uploaded_zip_is_fetched_once(upload, monkeypatch):
    """A store at the other end of a network sends the whole file each time that it is opened."""
    sent = upload("a.zip", zipped(*(Packed(f"{number}.txt", b"text") for number in range(5))))
    opened = Opened(monkeypatch, sent.file.storage, "_open")
    assert [source.read() for source in list(files.in_uploads([sent]))] == [b"text"] * 5
    assert len(opened.files) == 1
    assert opened.open_now == 0


@pytest.mark.parametrize("name", ["a.txt", "a.zip"])
def test_an_upload_that_is_gone_is_named_without_its_key(upload, name):
    sent = upload(name, b"text")
    sent.file.storage.delete(sent.file.name)
    (source,) = files.in_uploads([sent])
    assert source.name == name
    assert refusal(source) == "上传的文件已不在存储里。请重新上传。"


MEASURE = """
import json, resource, sys, time
import django
django.setup()
from pathlib import Path
from articles.importing.files import find

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

for path in sys.argv[1:]:
    before, began = peak(), time.process_time()
    sources = list(find([Path(path)]))
    listed = peak() - before
    size = sum(len(source.read()) for source in sources)
    print(json.dumps([len(sources), size, listed, time.process_time() - began]))
"""


def test_ten_times_the_dumps_take_ten_times_as_long_and_little_memory(tmp_path):
    page = "望江路街道三家养老食堂同日开张。".encode() * 20
    paths = [tmp_path / "few.zip", tmp_path / "many.zip"]
    for path, count in zip(paths, (2_000, 20_000), strict=True):
        path.write_bytes(zipped(*(Packed(f"2024/{number:05d}.txt", page) for number in range(count))))
    done = subprocess.run([sys.executable, "-c", MEASURE, *paths], capture_output=True, text=True, check=True)
    few, many = map(json.loads, done.stdout.splitlines())
    assert (few[:2], many[:2]) == ([2_000, 2_000 * len(page)], [20_000, 20_000 * len(page)])
    assert many[2] <= 40  # Megabytes.
    assert many[3] <= 20 * few[3]  # Ten, on a machine that does nothing else.


NAMES = st.binary(min_size=1, max_size=40).filter(
    lambda name: not set(name) & set(b"/\0") and not name.startswith(b".")
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(NAMES, ANY_BYTES, min_size=1, max_size=5), st.sampled_from([b"", b".txt", b".zip"]))
def test_whatever_a_folder_holds_each_file_is_named_and_read_or_refused(tmp_path_factory, held, suffix):
    folder = tmp_path_factory.mktemp("any")
    for name, data in held.items():
        Path(os.fsdecode(os.fsencode(folder / os.fsdecode(name)) + suffix)).write_bytes(data)
    named = set()
    for source in files.find([folder]):
        assert source.name.replace("\u3000", "").isprintable()
        named.add(source.name.split("/")[1])
        with suppress(DumpError):
            assert isinstance(source.read(), bytes)
    assert len(named) == len(held)
