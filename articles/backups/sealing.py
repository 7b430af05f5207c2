"""Encryption by a passphrase, in the format of `age` (https://c2sp.org/age), as a stream.

So a backup can be opened in years to come by any program for that format: `age -d backup.tar.zst.age`. The
ciphers are those of `cryptography`; here is but the order of the bytes.
"""

import hmac
import os
import re
import struct
from base64 import b64decode, b64encode
from io import RawIOBase
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from articles.backups.errors import BackupError

MAGIC = b"age-encryption.org/v1\n"
CHUNK = 64 * 1024  # Bytes of plain text that are sealed together.
TAG = 16
# Work that it takes to try a passphrase, as a power of two: 64 MB and a quarter of a second. `age` itself
# takes 18, which is accepted too; more would let a hostile file take all memory.
WORK, MOST_WORK = 16, 18

_SALT = b"age-encryption.org/v1/scrypt"
_HEADER = re.compile(
    re.escape(MAGIC)
    + rb"-> scrypt ([A-Za-z0-9+/]{22}) (\d{1,2})\n([A-Za-z0-9+/]{43})\n--- ([A-Za-z0-9+/]{43})\n"
)
_LONGEST_HEADER = 200

_BROKEN = BackupError("加密的备份已损坏，或被改动过。请换另一份备份。")


class SealedWriter(RawIOBase):
    """Encrypts what is written to it into `file`. Only what was closed is whole."""

    def __init__(self, file: IO[bytes], passphrase: bytes) -> None:
        self._file = file
        self._waiting = bytearray()
        key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapped = _wrapping(passphrase, salt, WORK).encrypt(bytes(12), key, None)
        header = MAGIC + b"-> scrypt %s %d\n%s\n---" % (_text(salt), WORK, _text(wrapped))
        file.write(header + b" " + _text(_mac(key, header)) + b"\n" + nonce)
        self._chunks = _Chunks(key, nonce)

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        """Take all of `data`; the last chunk waits, because it is sealed as such."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._file.write(self._chunks.seal(bytes(self._waiting[:CHUNK]), is_last=False))
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal what is left."""
        self._file.write(self._chunks.seal(bytes(self._waiting), is_last=True))
        self._waiting.clear()


class SealedReader(RawIOBase):
    """Decrypts `file`, which stands at its beginning. Raises BackupError."""

    def __init__(self, file: IO[bytes], passphrase: bytes) -> None:
        self._file = file
        found = _HEADER.match(file.read(_LONGEST_HEADER))
        if found is None:
            raise _BROKEN
        salt, work, wrapped, mac = found.groups()
        if int(work) > MOST_WORK:
            raise BackupError(f"加密强度 {int(work)} 超过上限 {MOST_WORK}，不是本系统的备份。")
        key = _unwrapped(_wrapping(passphrase, _bytes(salt), int(work)), _bytes(wrapped))
        if not hmac.compare_digest(_mac(key, found[0].rpartition(b" ")[0]), _bytes(mac)):
            raise _BROKEN
        file.seek(found.end())
        self._chunks = _Chunks(key, _exactly(file, 16))
        self._next = file.read(CHUNK + TAG)
        self._open = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill some of `buffer`."""
        if not self._open and self._next:
            sealed, self._next = self._next, self._file.read(CHUNK + TAG)
            self._open = self._chunks.unseal(sealed, is_last=not self._next)
        number = min(len(buffer), len(self._open))
        buffer[:number], self._open = self._open[:number], self._open[number:]
        return number


class _Chunks:
    """Seals chunks in their order: none can be left out, put elsewhere or cut off unseen."""

    def __init__(self, key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(HKDF(SHA256(), 32, nonce, b"payload").derive(key))
        self._number = 0

    def seal(self, chunk: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(is_last), chunk, None)

    def unseal(self, chunk: bytes, *, is_last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(is_last), chunk, None)
        except InvalidTag:
            raise _BROKEN from None

    def _nonce(self, is_last: bool) -> bytes:
        nonce = b"\0\0\0" + struct.pack(">Q?", self._number, is_last)
        self._number += 1
        return nonce


def _wrapping(passphrase: bytes, salt: bytes, work: int) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(Scrypt(_SALT + salt, 32, 2**work, 8, 1).derive(passphrase))


def _unwrapped(cipher: ChaCha20Poly1305, wrapped: bytes) -> bytes:
    try:
        return cipher.decrypt(bytes(12), wrapped, None)
    except InvalidTag:
        raise BackupError("口令不对，打不开这个备份。请用制作它时的口令文件。") from None


def _mac(key: bytes, header: bytes) -> bytes:
    return hmac.digest(HKDF(SHA256(), 32, None, b"header").derive(key), header, "sha256")


def _exactly(file: IO[bytes], number: int) -> bytes:
    found = file.read(number)
    if len(found) != number:
        raise _BROKEN
    return found


def _text(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _bytes(text: bytes) -> bytes:
    return b64decode(text + b"=" * (-len(text) % 4))
