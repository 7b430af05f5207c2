"""Bytes and the text they give, or the refusal they get."""

from __future__ import annotations

import pytest

from articles.pagedump import DumpError, decode

TEXT = "云港区举办读书节\n近日，活动启动。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8"),
        (TEXT.encode("gb18030"), "gb18030"),
        (TEXT.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
    ],
)
def test_one_text_in_every_encoding(data: bytes, encoding: str) -> None:
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.doubt) == (TEXT, encoding, "")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"])
def test_one_text_with_every_line_end(end: str) -> None:
    assert decode(TEXT.replace("\n", end).encode()).text == TEXT


def test_a_named_encoding_overrules() -> None:
    traditional = "雲港區舉辦讀書節，歡迎參加"
    assert decode(traditional.encode("big5"), "big5").text == traditional


def test_big5_read_as_gb18030_is_doubted() -> None:
    traditional = "雲港區舉辦讀書節，歡迎居民參加各項閱讀活動"
    assert "Big5" in decode(traditional.encode("big5")).doubt


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b" \n\r\n\t\xe3\x80\x80\n", "只有空白"),
        ("云港\n区\0".encode(), "第 2 行（第 10 字节处）含有空字符"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(200)), "PNG"),
        (b"PK\x03\x04" + b"x" * 50, "ZIP"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x01\x02\x03\x04\x05\x06\x07" * 20, "控制字符"),
        (TEXT.encode()[:-1], "第 2 行（第 46 字节处）有不完整"),
        (TEXT.encode().replace("节".encode(), b"\xe8\x8a"), "第 1 行（第 21 字节处）有不完整"),
        (TEXT.encode("utf-16-le"), "没有 BOM 标记的 UTF-16"),
        ("云港区举办读书节".encode("utf-16-be"), "没有 BOM 标记的 UTF-16"),
        (TEXT.encode() + b"\xed\xa0\x80", "代理字符"),
        (b"\xff\xfe" + "云".encode("utf-16-le") + b"\x00\xd8", "UTF-16"),
        (b"\xff\xff\xff\xff", "既不是 UTF-8"),
        ("云".encode() * 700_000 + b"\n", "第 1 行超过 2 MB"),
    ],
)
def test_refusals_say_what_is_wrong_and_where(data: bytes, reason: str) -> None:
    with pytest.raises(DumpError) as refusal:
        decode(data)
    assert reason in refusal.value.reason
    assert refusal.value.remedy in str(refusal.value)


@pytest.mark.parametrize(
    ("encoding", "reason"),
    [("没有这种", "不认识编码"), ("base64", "不认识编码"), ("ascii", "不符合指定的编码 ascii")],
)
def test_a_wrong_name_is_refused(encoding: str, reason: str) -> None:
    with pytest.raises(DumpError, match=reason):
        decode(TEXT.encode(), encoding)


def test_a_line_of_2_mb_is_accepted() -> None:
    text = "云" * 690_000
    assert decode(text.encode()).text == text
