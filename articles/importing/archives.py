"""Zips that anybody may have made: judged by their directory before anything in them is unpacked.

Not read by `zipfile`: that builds its list of a directory of any length before anybody can judge it, and
unpacks bzip2 and LZMA without a bound. An entry found here can be read from the file at any later time
without the directory.
"""

import os
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from typing import IO, NamedTuple

from articles.importing.filenames import is_leaving, readable, shown
from articles.pagedump import DumpError

# Years of a daily paper come as one zip: eight pages a day are 20,000 dumps in seven years, and a Mac packs
# a leaving of its own with each.
ENTRIES_LIMIT = 50_000
DIRECTORY_LIMIT = 16 * 2**20  # Bytes: three hundred for each entry.
RATIO_LIMIT = 100  # Unpacked bytes for one packed byte; text packs three to ten times.

_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000  # Of a flag: the text, strongly, the directory itself.
_UTF8_NAME = 0x800
_IN_LONG_FIELD = 0xFFFFFFFF  # "The value does not fit here, see the zip64 field."

# The records of a zip, as the format's appendices 4.3 and 4.5 lay them out.
_END = struct.Struct("<4s4H2LH")
_LONG_END = struct.Struct("<4sQ2H2L4Q")
_LONG_LOCATOR = struct.Struct("<4sLQL")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_LONGEST_COMMENT = 2**16

_DRIVE = re.compile("[A-Za-z]:")


class Entry(NamedTuple):
    """A file in a zip, as its directory tells of it. Sizes and the offset are bytes."""

    name: str
    raw_name: bytes
    method: int
    flags: int
    crc: int
    packed: int
    size: int
    mode: int
    offset: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith("/")

    @property
    def is_link(self) -> bool:
        return stat.S_ISLNK(self.mode)

    @property
    def is_archive(self) -> bool:
        """Whether the name is that of a zip; a Mac's leaving beside one has the same, and is none."""
        return self.name.lower().endswith(".zip") and not self.is_leaving

    @property
    def is_leaving(self) -> bool:
        """Whether it is a file manager's or a packer's, or lies in such a folder."""
        return any(map(is_leaving, self.name.split("/")))

    @property
    def is_somebodys(self) -> bool:
        """Whether it is a file that somebody has put there."""
        return not (self.is_folder or self.is_leaving)

    @property
    def is_climbing(self) -> bool:
        """Whether the name leads out of the folder that somebody may unpack the zip in."""
        steps = self.name.split("/")
        return ".." in steps or not steps[0] or bool(_DRIVE.match(self.name))


def check_archive(file: IO[bytes], *, entries: int = ENTRIES_LIMIT) -> None:
    """Judge a file that some library is about to open as a zip, such as a table in XLSX.

    Raises DumpError where it is no zip or a hostile one: more than `entries` files, encrypted, growing more
    than a hundredfold, overlapping, climbing out, with links or zips in it, or packed in a way that unpacks
    without a bound. Reads the directory alone, and leaves the file at its start.
    """
    if any(entry.method not in (_STORED, _DEFLATED) for entry in list_entries(file, limit=entries)):
        raise _oddly_packed()
    file.seek(0)


def list_entries(file: IO[bytes], *, limit: int = ENTRIES_LIMIT) -> list[Entry]:
    """Return what a zip's directory lists, in its order. Raises DumpError as `check_archive` does."""
    try:
        count, size, offset = _find_directory(file)
        if count > limit:
            raise DumpError(f"压缩包里有 {count} 个文件，超过 {limit} 个", "请分成几个压缩包")
        if size > DIRECTORY_LIMIT:
            raise DumpError(
                f"压缩包的目录超过 {DIRECTORY_LIMIT // 2**20} MB", "请分成几个压缩包，或缩短文件名"
            )
        file.seek(offset)
        entries = list(_walk(file.read(size), count))
    except struct.error:
        raise _broken() from None
    _refuse_hostile(entries, offset, size_of(file))
    return entries


def read_entry(file: IO[bytes], entry: Entry, limit: int) -> bytes:
    """Return an entry unpacked, whose size is at most `limit` bytes. Raises DumpError where it is damaged."""
    if entry.method not in (_STORED, _DEFLATED):
        raise _oddly_packed()
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size or not header.startswith(b"PK\3\4"):
        raise _damaged()
    name_length, extra_length = _LOCAL.unpack(header)[-2:]
    if file.read(name_length) != entry.raw_name:
        raise _damaged()
    file.seek(extra_length, os.SEEK_CUR)
    data = file.read(min(entry.packed, limit))
    if entry.method == _DEFLATED:
        data = _inflate(data, entry.size)
    if len(data) != entry.size or zlib.crc32(data) != entry.crc:
        raise _damaged()
    return data


def size_of(file: IO[bytes]) -> int:
    """Return how many bytes an open file has, and leave it at its end."""
    file.seek(0, os.SEEK_END)
    return file.tell()


def _inflate(data: bytes, size: int) -> bytes:
    """Unpack up to one byte more than the directory promised: an entry that lies gives itself away by it."""
    try:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, size + 1)
    except zlib.error:
        raise _damaged() from None


def _find_directory(file: IO[bytes]) -> tuple[int, int, int]:
    """The directory's number of entries, size and offset.

    The end record is looked for where `zipfile` looks for it, so that both judge one directory.
    """
    end, (_, *disks, _, count, size, offset, comment) = _end_record(file)
    if end + _END.size + comment != size_of(file):
        raise _broken()
    if long := _long_record(file, end):
        end -= _LONG_LOCATOR.size + _LONG_END.size
        *_, disks[0], disks[1], _, count, size, offset = long
    if any(disks) or offset + size != end:
        raise _broken()
    return count, size, offset


def _end_record(file: IO[bytes]) -> tuple[int, tuple[int, ...]]:
    start = max(0, size_of(file) - _LONGEST_COMMENT - _END.size)
    file.seek(start)
    tail = file.read(_LONGEST_COMMENT + _END.size)
    at = max(0, len(tail) - _END.size)
    if not (tail.startswith(b"PK\5\6", at) and tail.endswith(b"\0\0")):
        at = tail.rfind(b"PK\5\6")
    if at < 0:
        raise _broken()
    return start + at, _END.unpack_from(tail, at)


def _long_record(file: IO[bytes], end: int) -> tuple[int, ...] | None:
    """The zip64 end record, where the locator that stands before the plain one says that there is one."""
    at = end - _LONG_LOCATOR.size - _LONG_END.size
    if at < 0:
        return None
    file.seek(at)
    record, locator = file.read(_LONG_END.size), file.read(_LONG_LOCATOR.size)
    if not locator.startswith(b"PK\6\7"):
        return None
    if not record.startswith(b"PK\6\6"):
        raise _broken()
    return _LONG_END.unpack(record)


def _walk(directory: bytes, count: int) -> Iterator[Entry]:
    """Each entry of a directory that holds just `count` of them."""
    at = 0
    for _ in range(count):
        signature, _, _, flags, method, _, _, crc, *numbers = _ENTRY.unpack_from(directory, at)
        packed, size, name, extra, comment, _, _, external, offset = numbers
        at += _ENTRY.size
        raw_name = directory[at : at + name]
        field = directory[at + name : at + name + extra]
        at += name + extra + comment
        if signature != b"PK\1\2" or at > len(directory):
            raise _broken()
        if _IN_LONG_FIELD in (packed, size, offset):
            size, packed, offset = _long_numbers(field, size, packed, offset)
        yield Entry(
            _name(raw_name, flags), raw_name, method, flags, crc, packed, size, external >> 16, offset
        )
    if at != len(directory):
        raise _broken()


def _long_numbers(field: bytes, *short: int) -> Iterator[int]:
    """The numbers of an entry, those that need it taken from its zip64 field, where they stand in order."""
    at = 0
    while at < len(field):
        kind, length = struct.unpack_from("<HH", field, at)
        at += 4
        if kind == 1:
            break
        at += length
    for number in short:
        if number == _IN_LONG_FIELD:
            (number,) = struct.unpack_from("<Q", field, at)
            at += 8
        yield number


def _name(raw: bytes, flags: int) -> str:
    """The entry's name with slashes; old packers on Windows have written backslashes."""
    name = raw.decode("utf-8", "surrogateescape") if flags & _UTF8_NAME else readable(raw)
    return name.replace("\\", "/")


def _refuse_hostile(entries: list[Entry], directory_at: int, packed: int) -> None:
    """Refuse a zip whole for what its directory tells."""
    if any(entry.flags & _ENCRYPTED for entry in entries):
        raise DumpError("压缩包有密码", "请用不加密的压缩包")
    if sum(entry.size for entry in entries) > RATIO_LIMIT * max(packed, 1024):
        raise _suspect(f"压缩包展开后大于自身的 {RATIO_LIMIT} 倍")
    if climbing := next((entry for entry in entries if entry.is_climbing), None):
        raise _suspect(f"压缩包里有指向外面的文件名“{shown(climbing.name)[:80]}”")
    if link := next((entry for entry in entries if entry.is_link), None):
        raise DumpError(f"压缩包里有链接“{shown(link.name)[:80]}”", "请换成文件本身再压缩")
    if inner := next((entry for entry in entries if entry.is_archive), None):
        reason = f"压缩包里还有压缩包“{shown(inner.name)[:80]}”"
        raise DumpError(reason, "请先把它解开再一起压缩，或单独导入")
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset < end:
            raise _suspect("压缩包里的文件互相重叠")
        end = entry.offset + _LOCAL.size + len(entry.raw_name) + entry.packed
    if end > directory_at:
        raise _suspect("压缩包里的文件与目录重叠")


def _suspect(reason: str) -> DumpError:
    return DumpError(f"{reason}，可能是恶意文件", "请检查文件的来历")


def _broken() -> DumpError:
    return DumpError("压缩包已损坏或不是 zip 格式", "请重新压缩后再导入")


def _damaged() -> DumpError:
    return DumpError("这个文件在压缩包里已损坏", "请重新压缩后再导入")


def _oddly_packed() -> DumpError:
    return DumpError("压缩包用了少见的压缩方式", "请用系统自带的功能压缩成普通的 zip")
