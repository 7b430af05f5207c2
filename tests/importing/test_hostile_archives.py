"""Zips that would harm: each refused in its own words, soon, and before it takes memory."""

import bz2
import io
import json
import stat
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing import archives, files
from articles.importing.archives import ENTRIES_LIMIT, check_archive
from articles.pagedump import DumpError
from tests.importing.zips import STORED, Packed, deflated, end, zeros, zipped

BROKEN = "压缩包已损坏或不是 zip 格式。请重新压缩后再导入。"
SUSPECT = "可能是恶意文件。请检查文件的来历。"
MEGABYTE = 2**20
TEXT = Packed("1.txt", b"text")


def overlapping() -> bytes:
    """Fifield's bomb at its simplest: many names for one packed text."""
    names = [Packed(f"{number}.txt", b"0" * 5000) for number in range(1, 40)]
    for name in names:
        name.offset = 0
    return zipped(Packed("0.txt", b"0" * 5000), *names)


def quoted() -> bytes:
    """Fifield's bomb proper: each entry's data hold the next entry, header and all, as stored text."""
    inner = Packed("inner.txt", b"0" * 1000)
    outer = Packed("outer.txt", inner.local(), method=STORED)
    inner.offset = len(outer.local()) - len(inner.local())
    return zipped(outer, inner)


def patched(data: bytes, mark: bytes, offset: int, value: int) -> bytes:
    """A zip with one bit more, in the field `offset` bytes after a mark."""
    changed = bytearray(data)
    changed[data.index(mark) + offset] |= value
    return bytes(changed)


WHOLE = {
    "a bomb": (
        zipped(Packed("page.txt", stream=zeros(2500), size=2500 * MEGABYTE)),
        f"压缩包展开后大于自身的 100 倍，{SUSPECT}",
    ),
    "a bomb with sizes beyond 32 bits": (
        zipped(Packed("page.txt", stream=zeros(1), size=2**50, long=True), long=True),
        f"压缩包展开后大于自身的 100 倍，{SUSPECT}",
    ),
    "overlapping entries": (overlapping(), f"压缩包里的文件互相重叠，{SUSPECT}"),
    "quoted entries": (quoted(), f"压缩包里的文件互相重叠，{SUSPECT}"),
    "an entry that reaches into the directory": (
        zipped(Packed("page.txt", b"text", packed=40)),
        f"压缩包里的文件与目录重叠，{SUSPECT}",
    ),
    "an entry beyond the file": (
        zipped(TEXT, Packed("2.txt", offset=10**9)),
        f"压缩包里的文件与目录重叠，{SUSPECT}",
    ),
    "a password": (zipped(TEXT, Packed("2.txt", b"text", flags=0x1)), "压缩包有密码。请用不加密的压缩包。"),
    "strong encryption": (zipped(Packed("2.txt", b"text", flags=0x40)), "压缩包有密码。请用不加密的压缩包。"),
    "a hidden directory": (
        zipped(Packed("2.txt", b"text", flags=0x2000)),
        "压缩包有密码。请用不加密的压缩包。",
    ),
    "a climbing name": (
        zipped(TEXT, Packed("a/../../evil.txt", b"text")),
        f"压缩包里有指向外面的文件名“a/../../evil.txt”，{SUSPECT}",
    ),
    "a climbing folder": (zipped(TEXT, Packed("../")), f"压缩包里有指向外面的文件名“../”，{SUSPECT}"),
    "a name from the root": (
        zipped(Packed("/etc/cron.d/x.txt", b"text")),
        f"压缩包里有指向外面的文件名“/etc/cron.d/x.txt”，{SUSPECT}",
    ),
    "a name on a drive": (
        zipped(Packed("C:\\evil.txt", b"text")),
        f"压缩包里有指向外面的文件名“C:/evil.txt”，{SUSPECT}",
    ),
    "a climbing name as Windows writes it": (
        zipped(Packed("..\\evil.txt", b"text")),
        f"压缩包里有指向外面的文件名“../evil.txt”，{SUSPECT}",
    ),
    "a climbing name that would rewrite a terminal": (
        zipped(Packed("../\x1b[2J\r\n\u202etxt.exe", b"text")),
        f"压缩包里有指向外面的文件名“../[U+001B][2J[U+000D][U+000A][U+202E]txt.exe”，{SUSPECT}",
    ),
    "a zip in it": (
        zipped(TEXT, Packed("a/2.ZIP", zipped(TEXT))),
        "压缩包里还有压缩包“a/2.ZIP”。请先把它解开再一起压缩，或单独导入。",
    ),
    "a link in it": (
        zipped(TEXT, Packed("2.txt", b"/etc/passwd", mode=stat.S_IFLNK | 0o777)),
        "压缩包里有链接“2.txt”。请换成文件本身再压缩。",
    ),
    "a link to a folder": (
        zipped(TEXT, Packed(".hidden", b"/etc", mode=stat.S_IFLNK | 0o777)),
        "压缩包里有链接“.hidden”。请换成文件本身再压缩。",
    ),
    "more entries than years of dumps have": (
        bytes(60_000 * 46) + end(60_000, 60_000 * 46, 0),
        f"压缩包里有 60000 个文件，超过 {ENTRIES_LIMIT} 个。请分成几个压缩包。",
    ),
    "a billion entries": (end(10**9, 10**11, 0, long=True), BROKEN),
    "a directory of gigabytes": (end(5, 2**60, 0, long=True), BROKEN),
    "a directory too long for its entries": (
        bytes(17 * MEGABYTE) + end(5, 17 * MEGABYTE, 0),
        "压缩包的目录超过 16 MB。请分成几个压缩包，或缩短文件名。",
    ),
    "fewer entries admitted than listed": (zipped(TEXT, Packed("2.txt"), count=1), BROKEN),
    "more entries claimed than listed": (zipped(TEXT, count=2), BROKEN),
    "something before the first entry": (b"#!/bin/sh\n" + zipped(TEXT), BROKEN),
    "something after the end": (zipped(TEXT) + b"\0", BROKEN),
    "a second directory in the comment": (zipped(TEXT, comment=zipped(Packed("2.txt"))), BROKEN),
    "a zip in many parts": (patched(zipped(TEXT), b"PK\5\6", 4, 1), BROKEN),
    "a zip64 locator that leads nowhere": (zipped(TEXT, long=True).replace(b"PK\6\6", b"PK\0\0"), BROKEN),
    "a zip64 field that is not there": (
        patched(zipped(TEXT, Packed("2.txt", long=True)), b"\1\0\x18\0", 0, 2),
        BROKEN,
    ),
    "a broken directory": (zipped(TEXT).replace(b"PK\1\2", b"PK\0\0"), BROKEN),
    "a truncated zip": (zipped(TEXT)[:-1], BROKEN),
    "the beginning of a zip": (b"PK\3\4 and no more", BROKEN),
    "no byte at all": (b"", BROKEN),
}


def verdict(data: bytes) -> str:
    with pytest.raises(DumpError) as caught:
        check_archive(io.BytesIO(data))
    return str(caught.value)


@pytest.mark.parametrize(("data", "message"), WHOLE.values(), ids=WHOLE.keys())
def test_a_hostile_zip_is_refused_whole(data, message, tmp_path):
    assert verdict(data) == message
    path = tmp_path / "bad.zip"
    path.write_bytes(data)
    (source,) = files.find([path])
    assert source.name == "bad.zip"
    with pytest.raises(DumpError) as caught:
        source.read()
    assert str(caught.value) == message


SINGLE = {
    "something that is no text": (
        Packed("2.exe", b"MZ"),
        "不是版面文本（.exe）。如果是文本，请把扩展名改为 .txt。",
    ),
    "more data than it admits": (
        Packed("2.txt", stream=zeros(100), size=20),
        "这个文件在压缩包里已损坏。请重新压缩后再导入。",
    ),
    "fewer data than it claims": (
        Packed("2.txt", b"text", size=20),
        "这个文件在压缩包里已损坏。请重新压缩后再导入。",
    ),
    "other data than were packed": (
        Packed("2.txt", b"text", stream=deflated(b"Text")),
        "这个文件在压缩包里已损坏。请重新压缩后再导入。",
    ),
    "another name on the file itself": (
        Packed("2.txt", b"text", local_name=b"3.txt"),
        "这个文件在压缩包里已损坏。请重新压缩后再导入。",
    ),
    "data that do not unpack": (
        Packed("2.txt", b"text", stream=b"\xff" * 20),
        "这个文件在压缩包里已损坏。请重新压缩后再导入。",
    ),
    "a page of 17 MB": (
        Packed("2.txt", bytes(17 * MEGABYTE), method=STORED),
        "文件超过 16 MB，不像一个版面的文本。请拆成一个版面一个文件。",
    ),
    "a packing without a bound": (
        Packed("2.txt", bytes(MEGABYTE), method=12, stream=bz2.compress(bytes(MEGABYTE)), size=400),
        "压缩包用了少见的压缩方式。请用系统自带的功能压缩成普通的 zip。",
    ),
}


@pytest.mark.parametrize(("entry", "message"), SINGLE.values(), ids=SINGLE.keys())
def test_a_bad_entry_is_named_and_the_rest_goes_in(entry, message, tmp_path):
    path = tmp_path / "mixed.zip"
    path.write_bytes(zipped(Packed("1.txt", b"first"), entry, Packed("3.txt", b"third")))
    first, bad, third = files.find([path])
    assert (first.read(), third.read()) == (b"first", b"third")
    assert bad.name == f"mixed.zip/{entry.name}"
    with pytest.raises(DumpError) as caught:
        bad.read()
    assert str(caught.value) == message


def test_what_a_mac_leaves_in_a_zip_is_passed_over(tmp_path):
    path = tmp_path / "mac.zip"
    leavings = (Packed(f"__MACOSX/{name}", b"\0\5\x16\7") for name in ("._1.txt", "._old.zip"))
    path.write_bytes(zipped(TEXT, Packed(".DS_Store", b"\0\0\0\1Bud1"), Packed("__MACOSX/"), *leavings))
    assert [(source.name, source.read()) for source in files.find([path])] == [("mac.zip/1.txt", b"text")]


def test_what_another_library_would_unpack_without_a_bound_is_refused_for_it():
    bomb = Packed("sheet.xml", stream=bz2.compress(bytes(MEGABYTE)), method=12, size=400)
    assert verdict(zipped(bomb)) == "压缩包用了少见的压缩方式。请用系统自带的功能压缩成普通的 zip。"


def test_a_caller_may_let_in_fewer_entries():
    with pytest.raises(DumpError, match="压缩包里有 2 个文件，超过 1 个。请分成几个压缩包。"):
        check_archive(io.BytesIO(zipped(TEXT, Packed("2.txt"))), entries=1)


def test_a_checked_file_is_left_at_its_start():
    file = io.BytesIO(zipped(TEXT))
    check_archive(file)
    assert zipfile.ZipFile(file).read("1.txt") == b"text"
    check_archive(file)
    assert file.tell() == 0


GUARD = """
import json, resource, sys, time
import django
django.setup()
from pathlib import Path
from articles.importing.files import find
from articles.pagedump import DumpError

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

start = peak()
for path in sys.argv[1:]:
    began = time.process_time()
    messages = set()
    for source in find([Path(path)]):
        try:
            source.read()
        except DumpError as error:
            messages.add(str(error))
    print(json.dumps([sorted(messages), time.process_time() - began, peak() - start]))
"""


@pytest.fixture(scope="module")
def bombs(tmp_path_factory):
    """Zips made to take time or memory, the largest that are let in among them, and a huge text."""
    folder = tmp_path_factory.mktemp("bombs")
    liar = Packed("page.txt", stream=zeros(2500), size=2 * MEGABYTE)
    million = zipped(Packed("")).split(b"PK\1\2")[1].split(b"PK\5\6")[0]
    listing = (b"PK\1\2" + million) * 1_000_000
    made = {
        "ratio": WHOLE["a bomb"][0],
        "liar": zipped(liar),
        "overlap": overlapping(),
        "count": listing + end(65_535, len(listing), 0),
        "count64": listing + end(1_000_000, len(listing), 0, long=True),
        "uncounted": listing + end(5, len(listing), 0),
        "names": zipped(
            *(Packed(f"{n:05d}{'目' * 89}.txt", b"x", method=STORED) for n in range(ENTRIES_LIMIT))
        ),
    }
    for name, data in made.items():
        (folder / f"{name}.zip").write_bytes(data)
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(200 * MEGABYTE)
    return sorted(folder.iterdir())


def test_bombs_take_neither_time_nor_memory(bombs):
    done = subprocess.run([sys.executable, "-c", GUARD, *bombs], capture_output=True, text=True, check=True)
    told = {path.stem: json.loads(line) for path, line in zip(bombs, done.stdout.splitlines(), strict=True)}
    assert {name: messages for name, (messages, _, _) in told.items()} == {
        "count": [f"压缩包里有 65535 个文件，超过 {ENTRIES_LIMIT} 个。请分成几个压缩包。"],
        "count64": [f"压缩包里有 1000000 个文件，超过 {ENTRIES_LIMIT} 个。请分成几个压缩包。"],
        "huge": ["文件超过 16 MB，不像一个版面的文本。请拆成一个版面一个文件。"],
        "liar": ["这个文件在压缩包里已损坏。请重新压缩后再导入。"],
        "names": [],
        "overlap": [f"压缩包里的文件互相重叠，{SUSPECT}"],
        "ratio": [f"压缩包展开后大于自身的 100 倍，{SUSPECT}"],
        "uncounted": ["压缩包的目录超过 16 MB。请分成几个压缩包，或缩短文件名。"],
    }
    assert max(seconds for name, (_, seconds, _) in told.items() if name != "names") < 2
    assert max(megabytes for _, _, megabytes in told.values()) < 64


HONEST = st.lists(
    st.builds(
        Packed,
        name=st.text("ab/.\\\n\u202e目", max_size=8) | st.binary(max_size=6),
        data=st.binary(max_size=40),
        method=st.sampled_from([STORED, 8, 12]),
        flags=st.sampled_from([0, 0, 0, 1, 0x800]),
        mode=st.sampled_from([0, 0o100644, 0o120777]),
        long=st.booleans(),
    ),
    max_size=5,
)


@st.composite
def mangled(draw) -> bytes:
    """A zip with some bytes changed, dropped or added."""
    data = bytearray(zipped(*draw(HONEST), long=draw(st.booleans()), comment=draw(st.binary(max_size=5))))
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        data[at : at + draw(st.integers(0, 3))] = draw(st.binary(max_size=4))
    return bytes(data)


ANY_BYTES = mangled() | st.binary(max_size=200) | st.binary(max_size=60).map(lambda data: b"PK\5\6" + data)


@settings(max_examples=300, deadline=None)
@given(ANY_BYTES)
def test_any_bytes_are_a_zip_or_refused(data):
    file = io.BytesIO(data)
    try:
        entries = archives.list_entries(file)
    except DumpError:
        return
    for entry in entries:
        try:
            assert len(archives.read_entry(file, entry, 100)) == entry.size
        except DumpError:
            continue


@settings(max_examples=300, deadline=None)
@given(ANY_BYTES)
def test_the_library_opens_the_very_zip_that_was_judged(data):
    file = io.BytesIO(data)
    try:
        judged = archives.list_entries(file)
        check_archive(file)
    except DumpError:
        return
    try:
        with zipfile.ZipFile(file) as archive:
            opened = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, UnicodeDecodeError):
        return
    assert [(entry.size, entry.packed, entry.offset, entry.crc) for entry in judged] == [
        (info.file_size, info.compress_size, info.header_offset, info.CRC) for info in opened
    ]
