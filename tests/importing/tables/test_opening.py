"""Files of tables: what is read, and what is refused whole, in words that name the place and the remedy."""

import datetime
import io
import json
from contextlib import suppress

import pytest

from articles.importing.tables.csv_files import BLANK_LIMIT
from articles.importing.tables.opening import Table
from articles.pagedump import DumpError
from tests.importing.tables.tables import as_csv, as_json, as_xlsx
from tests.linear import MOST, growth

ROWS = [["标题", "正文"], ["晨市", "六点开市，\n八点收摊。"], ["", ""], ["夜市", "“亮灯”"]]


def opened(data: bytes, name: str = "table.csv", encoding: str | None = None) -> Table:
    return Table(io.BytesIO(data), name, encoding)


def refusal(data: bytes, name: str = "table.csv", encoding: str | None = None) -> str:
    with pytest.raises(DumpError) as caught:
        opened(data, name, encoding)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-32"])
def test_csv_is_read_in_any_honest_encoding(encoding):
    table = opened(as_csv(ROWS, encoding))
    assert table.headers == ["标题", "正文"]
    assert table.total == 3
    assert [(row.number, row.is_blank) for row in table.rows()] == [(2, False), (3, True), (4, False)]
    assert next(table.rows()).cells == {"标题": "晨市", "正文": "六点开市，\n八点收摊。"}


def test_xlsx_is_read_with_its_dates_and_numbers():
    rows = [["出版日期", "版次"], [datetime.date(2025, 3, 7), 2], [None, None], ["2025-03-08", 3.0]]
    table = opened(as_xlsx(rows), "table.xlsx")
    assert [(row.number, row.cells) for row in table.rows()] == [
        (2, {"出版日期": "2025-03-07", "版次": "2"}),
        (3, {"出版日期": "", "版次": ""}),
        (4, {"出版日期": "2025-03-08", "版次": "3"}),
    ]


def test_json_is_read_and_an_object_may_lack_a_key():
    data = '[{"标题": "晨市", "版次": 2}, {"标题": null, "标签": true},\n {}]'.encode()
    table = opened(data, "table.json")
    assert table.headers == ["标题", "版次", "标签"]
    assert [(row.number, row.cells) for row in table.rows()] == [
        (1, {"标题": "晨市", "版次": "2"}),
        (2, {"标题": "", "标签": "True"}),
        (3, {}),
    ]


@pytest.mark.parametrize(("name", "make"), [("t.csv", as_csv), ("t.xlsx", as_xlsx)])
def test_reading_goes_on_after_any_row(name, make):
    table = opened(make([["标题"], *([f"第{n}篇"] for n in range(1, 8))]), name)
    assert [row.number for row in table.rows(5)] == [7, 8]
    assert [[row.number for row in chunk] for chunk in table.chunks(1, 3)] == [[3, 4, 5], [6, 7, 8]]


def test_a_chunk_ends_early_where_its_rows_are_long():
    table = opened(as_csv([["标题", "正文"], *([str(n), "字" * 600_000] for n in range(9))]))
    assert [len(chunk) for chunk in table.chunks()] == [7, 2]


def test_a_cell_far_beyond_the_limit_of_the_library_is_read():
    body = "字" * 300_000
    assert next(opened(as_csv([["标题", "正文"], ["长", body]])).rows()).cells["正文"] == body


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("标题,正文,标题\n一,二,三\n", "表头“标题”出现了两次。请删去其中一列，或改正它的表头。"),
        ("标题,\n一,二\n", "第 2 列没有表头。请补上表头，或删去这一列。"),
        (
            '标题,正文\n一,二\n"三,四\n五,六\n',
            "文件的第 3 行有英文双引号没有正确结束。请补上引号，内容里的英文双引号要写成两个。",
        ),
        (
            '标题,正文\n一,"二\n二续"\n三,"四\n五,"六"\n',
            "文件的第 4 行有英文双引号没有正确结束。请补上引号，内容里的英文双引号要写成两个。",
        ),
        (
            '标题,正文\n一,"二"三\n',
            "文件的第 2 行有英文双引号没有正确结束。请补上引号，内容里的英文双引号要写成两个。",
        ),
        (
            '标题,正文\n"一\n",二\n三\n',
            "第 3 行（文件的第 4 行）有 1 格，表头有 2 格。"
            "请检查这一行的逗号和引号，内容里有逗号的单元格要用英文双引号括起来。",
        ),
        (
            "标题,正文\n一,二,三\n",
            "第 2 行（文件的第 2 行）有 3 格，表头有 2 格。"
            "请检查这一行的逗号和引号，内容里有逗号的单元格要用英文双引号括起来。",
        ),
        ("\n\n", "文件里只有空白，没有文字。请检查文件是否保存完整。"),
        ("", "文件是空的。请检查文件是否保存完整。"),
        (",,\n,,\n", "表格是空的，没有表头。请下载模板，照它的表头填写。"),
        (
            '标题\n"' + "字" * 2_200_000 + '"\n',
            "文件的第 2 行起有一格超过 2 MB。请检查这一行的英文双引号是否成对，内容确实很长的请分成几篇。",
        ),
    ],
)
def test_a_broken_csv_is_refused_with_its_line(text, message):
    assert refusal(text.encode()) == message


@pytest.mark.parametrize("row", ["\n", "\r\n", ",\n", '"",""\r'])
def test_a_csv_of_blank_rows_is_refused_where_they_are_too_many(row):
    begins = "标题,正文\n晨市,六点开市\n"
    assert opened(f"{begins}{row * BLANK_LIMIT}夜市,".encode()).total == BLANK_LIMIT + 2
    assert refusal(f"{begins}{row * (BLANK_LIMIT + 1)}".encode()) == (
        "到第 100003 行，空白的行超过 100,000 行。请删去空白的行。"
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("标题\n晨\0市\n".encode(), "含有空字符（NUL）"),
        (
            "标题\n".encode() + "区里开了三家食堂。\n".encode() * 3 + "堂".encode()[:-1],
            "有不完整或无效的字节",
        ),
        ("标题,正文\n晨市,开了".encode("utf-16-le"), "文件像是没有 BOM 标记的 UTF-16 文本"),
        (b"\x89PNG\r\n\x1a\n\0\0", "这不是文本文件，而是PNG 图片。请导入 CSV、XLSX 或 JSON 表格。"),
        (b"%PDF-1.7\n", "PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1",
            "这是旧版 Excel（.xls）或加了密码的表格。请另存为不加密的 .xlsx 或 CSV 后再导入。",
        ),
        (b"PK\x03\x04 and no more", "压缩包已损坏或不是 zip 格式"),
    ],
)
def test_a_file_that_is_no_text_is_refused(data, words):
    assert words in refusal(data)
    assert "请" in refusal(data)


BIG = 2**20  # What is looked at first; what comes later is read through as strictly.


def big(last: bytes, line: str = "区里开了三家食堂，老年人吃上热饭") -> bytes:
    lines = f"{line}\n".encode() * (BIG // len(f"{line}\n".encode()) + 1)
    return "标题\n".encode() + lines + last


@pytest.mark.parametrize(
    ("last", "words"),
    [
        (b"\xe9\xa3\n", "有 utf-8 编码读不出的内容。请另存为 UTF-8 编码后再导入。"),
        (b"\0\n", "含有空字符（NUL）。请检查文件是否损坏，去掉空字符后再导入。"),
        ("一,二\n".encode(), "有 2 格，表头有 1 格"),
    ],
)
def test_what_is_wrong_at_the_end_of_a_big_file_is_found(last, words):
    message = refusal(big(last))
    assert words in message
    line = big(last).count(b"\n")
    assert f"第 {line} 行" in message


def test_a_big_file_that_begins_without_chinese_may_be_gb18030():
    data = b"title\n" + b"plain words\n" * (BIG // 12 + 1)
    table = opened(data.replace(b"title", b"t") + "晨市\n".encode("gb18030"))
    assert table.encoding.name == "gb18030"
    assert list(table.rows())[-1].cells == {"t": "晨市"}


def test_an_encoding_that_is_named_overrules_and_has_to_fit():
    assert opened(as_csv([["標題"], ["養老"]], "big5"), encoding="big5").headers == ["標題"]
    assert "文件不符合指定的编码 utf-8" in refusal(as_csv(ROWS, "gb18030"), encoding="utf-8")
    assert refusal(as_csv(ROWS), encoding="klingon") == (
        "不认识编码“klingon”。可用的编码如 utf-8、gb18030、big5、utf-16。"
    )


def test_text_that_may_be_big5_is_read_with_a_doubt():
    words = "區公所舉辦里民大會，討論巷道停車與資源回收，出席者踴躍發言。\n" * 9
    assert "Big5" in opened(f"t\n{words}".encode("big5")).encoding.doubt


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"标题": "晨市"}', "JSON 不是列表。请写成对象的列表：[{…}, {…}]，每个对象是一行。"),
        ('[["晨市"]]', "JSON 列表的第 1 项不是对象。请写成对象的列表：[{…}, {…}]，每个对象是一行。"),
        ("[]", "表格是空的，没有表头。请下载模板，照它的表头填写。"),
        ('[{"标题": "晨市"}\n,\n{"标题": 晨市}]', "JSON 第 3 行写法有误。请检查引号、逗号和括号是否齐全。"),
        ('[{"标题": "晨市"}', "JSON 第 1 行写法有误。请检查引号、逗号和括号是否齐全。"),
        ('[{"标题": "晨市"}]]', "JSON 第 1 行写法有误。请检查引号、逗号和括号是否齐全。"),
        (
            '[\n{"标题": "晨市", "标题": "夜市"}]',
            "JSON 第 2 行起的对象里，“标题”出现了两次。请改名或删去其中一个。",
        ),
        (
            "[" + '{"标题":' * 100_000,
            "JSON 第 1 行嵌套太深。请写成对象的列表：[{…}, {…}]，每个对象是一行。",
        ),
        (
            '[{"标题": "' + "字" * 9_000_000 + '"}]',
            "JSON 第 1 行起有一项超过 8 MB。请写成对象的列表：[{…}, {…}]，每个对象是一行。",
        ),
    ],
)
def test_json_that_is_no_table_is_refused(text, message):
    assert refusal(text.encode(), "table.json") == message


def test_json_of_many_blocks_is_read_with_its_lines_counted():
    objects = [{"标题": f"第{n}篇", "正文": "字" * 500} for n in range(4000)]
    table = opened(json.dumps(objects, ensure_ascii=False, indent=1).encode(), "table.json")
    assert table.total == 4000
    assert [row.cells["标题"] for row in table.rows(3998)] == ["第3998篇", "第3999篇"]
    assert refusal(as_json(objects)[:-2] + b"}, nonsense]", "table.json").startswith("JSON 第 1 行写法有误")


def test_values_of_json_that_are_no_text_spoil_their_cell_alone():
    table = opened('[{"标题": ["晨市"], "正文": "\\ud83d"}]'.encode(), "table.json")
    cells = next(table.rows()).cells
    assert cells["标题"] == "应是文字或数字，不能是列表或对象。请改成文字，多项之间用顿号分开"
    assert "代理字符" in (cells["正文"] or "")


def test_more_than_a_hundred_columns_are_no_table():
    headers = [f"列{n}" for n in range(101)]
    message = "表头超过 100 列。请下载模板，照它的表头填写。"
    assert refusal(as_csv([headers, headers])) == message
    assert refusal(as_json([dict.fromkeys(headers, "x")]), "table.json") == message


HOSTILE = {
    "rows": ("t.csv", lambda n: "标题,正文\n" + "甲,乙\n" * (n // 8)),
    "blank rows": ("t.csv", lambda n: "标题\n" + "\n" * (n // 10)),
    "quotes in a cell": ("t.csv", lambda n: '标题\n"' + '""' * (n // 2) + '"\n'),
    "quotes without end": ("t.csv", lambda n: "标题\n" + '"' * n),
    "lines in a cell": ("t.csv", lambda n: '标题\n"' + "\n" * n + '"\n'),
    "cells": ("t.csv", lambda n: "标题\n" + "," * n),
    "objects": ("t.json", lambda n: "[" + '{"标题": "甲"},' * (n // 20) + "{}]"),
    "spaces": ("t.json", lambda n: "[" + " " * n + '{"标题": "甲"}]'),
    "figures": ("t.json", lambda n: '[{"标题": ' + "9" * n + "}]"),
    "escapes": ("t.json", lambda n: '[{"标题": "' + "\\\\" * (n // 2) + '"}]'),
}


@pytest.mark.parametrize(("name", "pattern"), HOSTILE.values(), ids=HOSTILE)
def test_the_time_taken_grows_with_the_table(name, pattern):
    def read(text: str) -> None:
        with suppress(DumpError):
            list(opened(text.encode(), name).rows())

    assert growth(read, pattern(30_000), pattern(300_000)) <= MOST
