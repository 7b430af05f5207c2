"""Zips by the byte: honest ones, and ones that no packer would write."""

import struct
import zlib
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
UTF8 = 0x800


@dataclass
class Packed:
    """An entry; what is set apart from name and data is a lie, or a packer's freedom."""

    name: str | bytes
    data: bytes = b""
    flags: int = 0
    method: int = DEFLATED
    mode: int = 0
    size: int | None = None
    packed: int | None = None
    offset: int | None = None
    local_name: bytes | None = None
    stream: bytes | None = None  # The data as packed.
    long: bool = False  # Whether sizes and offset stand in a zip64 field.

    def __post_init__(self) -> None:
        self.raw = self.name if isinstance(self.name, bytes) else self.name.encode()
        self.flags |= 0 if isinstance(self.name, bytes) else UTF8
        self.crc = zlib.crc32(self.data)
        if self.stream is None:
            self.stream = self.data if self.method == STORED else deflated(self.data)
        self.size = len(self.data) if self.size is None else self.size
        self.packed = len(self.stream) if self.packed is None else self.packed

    def local(self) -> bytes:
        name = self.raw if self.local_name is None else self.local_name
        sizes = self.crc, self.packed & 0xFFFFFFFF, self.size & 0xFFFFFFFF
        header = struct.pack("<4s5H3L2H", b"PK\3\4", 20, self.flags, self.method, 0, 33, *sizes, len(name), 0)
        return header + name + self.stream

    def listed(self, offset: int) -> bytes:
        sizes, extra = (self.packed, self.size, offset), b""
        if self.long:
            extra = struct.pack("<HH3Q", 1, 24, self.size, self.packed, offset)
            sizes = (0xFFFFFFFF,) * 3
        numbers = self.crc, *sizes[:2], len(self.raw), len(extra), 0, 0, 0, self.mode << 16, sizes[2]
        header = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, self.flags, self.method, 0, 33, *numbers)
        return header + self.raw + extra


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def zeros(megabytes: int) -> bytes:
    """Many megabytes of zeros, deflated, without ever holding them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    once = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return once * megabytes + packer.flush()


def zipped(*entries: Packed, count: int | None = None, comment: bytes = b"", long: bool = False) -> bytes:
    """A zip of these entries, which says that there are `count`. `long` gives it zip64's end record too."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        directory += entry.listed(len(body) if entry.offset is None else entry.offset)
        body += entry.local() if entry.offset is None else b""
    count = len(entries) if count is None else count
    return bytes(body) + bytes(directory) + end(count, len(directory), len(body), comment, long=long)


def end(count: int, size: int, offset: int, comment: bytes = b"", *, long: bool = False) -> bytes:
    """The records at a zip's end, for a directory of `size` bytes at `offset`."""
    if not long:
        numbers = (min(count, 0xFFFF), min(count, 0xFFFF), size, offset)
        return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *numbers, len(comment)) + comment
    record = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    short = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, len(comment))
    return record + locator + short + comment
