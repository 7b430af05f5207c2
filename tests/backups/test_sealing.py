"""Encryption in the format of age: what others have written is read, and no byte can be changed."""

import io
from base64 import b64decode

import pytest

from articles.backups.errors import BackupError
from articles.backups.sealing import CHUNK, SealedReader, SealedWriter

# 养老服务, sealed with “correct horse” by rage, another program for the format.
BY_RAGE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBwemh6YzFSVDJEeE1rNnhwN21ITkx3IDE3ClhSdEYzSHZGRjJxRnI5bjdZ"
    "ZHlrMTRBRUV2N2x1aVZkSzd5VzlCU0hqb28KLS0tIHlRa2JhcnlPbm1ma2ludTBzMisvZUF1UXRIdCtpdFlBWlU1bzhmdld2ZFEK"
    "NdVHHLtmP5ghgf24klQZ818DhNhRy3GCCJGJWvHXceauxPk+YyCjPmWdqxI="
)


def sealed(*parts):
    file = io.BytesIO()
    writer = SealedWriter(file, b"secret")
    for part in parts:
        writer.write(part)
    writer.finish()
    return file.getvalue()


def unsealed(data, passphrase=b"secret"):
    return SealedReader(io.BytesIO(data), passphrase).readall()


def test_what_another_program_has_sealed():
    assert unsealed(BY_RAGE, b"correct horse").decode() == "养老服务"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 7])
def test_any_length_comes_back(size):
    plain = bytes(at % 251 for at in range(size))
    assert unsealed(sealed(plain[: size // 3], plain[size // 3 :])) == plain


@pytest.mark.parametrize("at", [0, 25, 60, 100, 160, 190, 200, -1])
def test_no_bit_can_be_turned(at):
    data = bytearray(sealed(b"x" * 100))
    data[at] ^= 1
    with pytest.raises(BackupError):
        unsealed(bytes(data))


def test_no_chunk_can_be_left_out_or_come_twice():
    data = sealed(bytes(3 * CHUNK))
    piece = CHUNK + 16
    start = len(data) - 3 * piece
    chunks = [data[start + at * piece :][:piece] for at in range(3)]
    for order in ([0, 1], [0, 2], [1, 0, 2], [0, 1, 1, 2], [0]):
        with pytest.raises(BackupError):
            unsealed(data[:start] + b"".join(chunks[at] for at in order))


def test_another_passphrase():
    with pytest.raises(BackupError, match="口令不对"):
        unsealed(sealed(b"x"), b"another")


def test_one_that_asks_for_too_much_work():
    with pytest.raises(BackupError, match="22"):
        unsealed(sealed(b"x").replace(b" 16\n", b" 22\n", 1))
