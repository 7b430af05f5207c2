"""Workbooks: hostile ones refused before any library opens them, quickly and without much memory."""

import io
import os
import struct
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from articles.importing.tables.opening import Table
from articles.pagedump import DumpError
from tests.importing.tables.tables import as_xlsx
from tests.importing.tables.workbooks import MAIN, PARTS, sheet, workbook


def opened(data: bytes) -> Table:
    return Table(io.BytesIO(data), "table.xlsx")


def refusal(data: bytes) -> str:
    with pytest.raises(DumpError) as caught:
        opened(data)
    return str(caught.value)


def test_a_plain_workbook_is_read():
    assert [row.cells for row in opened(workbook()).rows()] == [{"标题": "晨市"}]


@pytest.mark.parametrize("dimension", ["", "A1:XFD1048576", "A1", "nonsense"])
def test_what_a_sheet_says_of_its_size_is_not_believed(dimension):
    data = workbook(sheet(dimension=dimension))
    if dimension == "nonsense":
        assert refusal(data) == "XLSX 文件已损坏或不完整。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    else:
        assert opened(data).total == 1


TOO_LARGE = "请删去多余的行和列（包括看上去空白的），或另存为 CSV 后再导入。"
ODD = "可能是恶意文件。请检查文件的来历。"
HEADER = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))

HOSTILE = {
    "a cell at the end of the world": (
        workbook(sheet(f'{HEADER}<row r="20000"><c r="XFD20000"><v>1</v></c></row>')),
        f"工作表大到XFD20000，超过 200000 行或 100 列。{TOO_LARGE}",
    ),
    "the same with a lying size": (
        workbook(sheet(f'{HEADER}<row r="20000"><c r="XFD20000"><v>1</v></c></row>', dimension="A1:B2")),
        f"工作表大到XFD20000，超过 200000 行或 100 列。{TOO_LARGE}",
    ),
    "the same without a size": (
        workbook(sheet(f'{HEADER}<row r="20000"><c r="XFD20000"><v>1</v></c></row>', dimension="")),
        f"工作表大到XFD20000，超过 200000 行或 100 列。{TOO_LARGE}",
    ),
    "a row at the end of the world": (
        workbook(sheet(f'{HEADER}<row r="1048576"><c r="A1048576"><v>1</v></c></row>')),
        f"工作表大到1048576，超过 200000 行或 100 列。{TOO_LARGE}",
    ),
    "more cells in a row than it has places": (
        workbook(sheet(f'<row r="1">{"<c/>" * 101}</row>')),
        f"工作表大到第 1 行第 101 格，超过 200000 行或 100 列。{TOO_LARGE}",
    ),
    "entities that grow": (
        workbook(sheet(before=f'<!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]>')),
        f"工作簿里有文档类型声明（DTD），{ODD}",
    ),
    "an entity that reads a file": (
        workbook(sheet(before='<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
        f"工作簿里有文档类型声明（DTD），{ODD}",
    ),
    "entities in another part": (
        workbook(xl__styles_dot_xml=f'<!DOCTYPE x><styleSheet xmlns="{MAIN}"/>'),
        f"工作簿里有文档类型声明（DTD），{ODD}",
    ),
    "a sheet of zeros": (
        workbook(sheet(f'<row r="1"><c><v>{"0" * 40_000_000}</v></c></row>')),
        f"压缩包展开后大于自身的 100 倍，{ODD}",
    ),
    "elements within elements": (
        workbook(sheet(f'<row r="1"><c>{"<x>" * 200}{"</x>" * 200}</c></row>')),
        "工作簿的结构过于复杂，不像表格。请另存为 CSV 后再导入。",
    ),
    "a chart instead of a table": (
        workbook(
            xl___rels__workbook_dot_xml_dot_rels=PARTS["xl/_rels/workbook.xml.rels"].replace(
                'worksheet"', 'chartsheet"'
            )
        ),
        "工作簿里有图表工作表。请删去图表，或另存为 CSV 后再导入。",
    ),
    "a workbook in a workbook": (
        workbook(xl__embeddings__inner_dot_xlsx=b"PK\3\4"),
        "工作簿里嵌有别的文件。请删去嵌入的对象，或另存为 CSV 后再导入。",
    ),
    "a part that is cut off": (
        workbook(sheet()[:-20]),
        "XLSX 文件已损坏或不完整。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    ),
    "no sheet at all": (
        workbook(xl__workbook_dot_xml=f'<workbook xmlns="{MAIN}"/>'),
        "XLSX 文件已损坏或不完整。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。",
    ),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_workbook_is_refused(what):
    data, message = HOSTILE[what]
    assert refusal(data) == message


def test_an_encrypted_workbook_is_refused():
    data = bytearray(workbook())
    at = data.index(b"PK\x01\x02")
    (flags,) = struct.unpack_from("<H", data, at + 8)
    struct.pack_into("<H", data, at + 8, flags | 1)
    assert refusal(bytes(data)) == "压缩包有密码。请用不加密的压缩包。"


def test_too_many_parts_are_refused():
    parts = {f"xl__media__{number}_dot_png": b"" for number in range(1000)}
    assert refusal(workbook(**parts)) == "压缩包里有 1006 个文件，超过 1000 个。请分成几个压缩包。"


def test_only_the_cells_that_are_formulas_or_errors_spoil_their_rows():
    book = openpyxl.Workbook()
    for row in (["标题", "正文"], ["=1+1", "一"], ["#REF!", "二"], ["晨市", "=SUM(A1)"]):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    cells = [row.cells for row in opened(out.getvalue()).rows()]
    formula = "是公式。请复制后“选择性粘贴”为值再导入"
    assert cells == [
        {"标题": formula, "正文": "一"},
        {"标题": "是错误值 #REF!。请改正后再导入", "正文": "二"},
        {"标题": "晨市", "正文": formula},
    ]


def test_a_cell_longer_than_the_format_has_it_is_not_believed():
    long = sheet(f'{HEADER}<row r="2"><c r="A2" t="inlineStr"><is><t>{"字" * 32_768}</t></is></c></row>')
    cell = next(opened(workbook(long, level=0)).rows()).cells["标题"]
    assert cell == "有 32768 字，超过 XLSX 一格 32767 字的上限。请改用 CSV 或 JSON 导入"


def test_the_first_sheet_that_is_seen_is_read():
    book = openpyxl.Workbook()
    book.active.sheet_state = "hidden"
    book.active.append(["不看"])
    book.create_sheet("数据").append(["标题"])
    out = io.BytesIO()
    book.save(out)
    assert opened(out.getvalue()).headers == ["标题"]


def test_what_stands_beside_the_header_is_refused_with_its_row():
    data = as_xlsx([["标题"], ["晨市"], ["夜市", "多出来的"]])
    assert refusal(data) == "第 3 行有 2 格，表头只有 1 格。请补上表头，或删去多出的单元格。"


def test_strings_with_readings_above_them_are_read_without_them():
    word = '<r><t>晨</t></r><r><t>市</t></r><rPh sb="0" eb="1"><t>chen</t></rPh>'
    strings = f'<sst xmlns="{MAIN}"><si><t>标题</t></si><si>{word}</si></sst>'
    data = workbook(xl__sharedStrings_dot_xml=strings)
    assert next(opened(data).rows()).cells == {"标题": "晨市"}


# For each file a process of its own, which has opened a small workbook before.
OPEN_EACH = """
import io, os, resource, sys, time
import django
django.setup()
from articles.importing.tables.opening import Table
from articles.pagedump import DumpError

def open_one(path):
    data = open(path, "rb").read()
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()
    try:
        Table(io.BytesIO(data), "large.xlsx")
        said = "opened"
    except DumpError:
        said = "refused"
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(said, time.process_time() - began, used / 1024, flush=True)

Table(io.BytesIO(open(sys.argv[1], "rb").read()), "small.xlsx")
for path in sys.argv[2:]:
    if not os.fork():
        open_one(path)
        os._exit(0)
    os.wait()
"""

# Each part packs well enough to be small and, beside some noise, badly enough to pass for honest.
NOISE = os.urandom(400_000)
BOMBS = {
    "five kilobytes that a library makes gigabytes of": lambda: HOSTILE["a cell at the end of the world"][0],
    "a cell of 200 megabytes": lambda: workbook(
        sheet(f"<row><c><v>{'0' * 200_000_000}</v></c></row>"), level=1
    ),
    "rows without end": lambda: workbook(sheet("<row/>" * 2_000_000), xl__media__noise_dot_png=NOISE),
    "strings without end": lambda: workbook(
        xl__sharedStrings_dot_xml=f'<sst xmlns="{MAIN}">{"<si/>" * 3_000_000}</sst>',
        xl__media__noise_dot_png=NOISE,
    ),
    "styles without end": lambda: workbook(
        xl__styles_dot_xml=f'<styleSheet xmlns="{MAIN}">{"<x/>" * 900_000}</styleSheet>',
        xl__media__noise_dot_png=NOISE,
    ),
    "junk beside the rows": lambda: workbook(sheet(after="<x/>" * 3_000_000), xl__media__noise_dot_png=NOISE),
    "one name without end": lambda: workbook(
        sheet(after=f"<{'x' * 12_000_000}/>"), xl__media__noise_dot_png=NOISE
    ),
    "one text without end": lambda: workbook(
        sheet(f"<row><c><v>{'0' * 12_000_000}</v></c></row>"), xl__media__noise_dot_png=NOISE
    ),
    "a sheet under another name": lambda: workbook(
        xl___rels__workbook_dot_xml_dot_rels=PARTS["xl/_rels/workbook.xml.rels"].replace(
            "worksheets/sheet1.xml", "media/sheet.png"
        ),
        xl__media__sheet_dot_png=sheet("<row/>" * 2_000_000),
        xl__media__noise_dot_png=NOISE,
    ),
}


@pytest.fixture(scope="module")
def opened_bombs(tmp_path_factory):
    """What came of opening each bomb: whether it was refused, seconds, megabytes."""
    folder = tmp_path_factory.mktemp("bombs")
    (folder / "small.xlsx").write_bytes(workbook())
    paths = [folder / "small.xlsx"]
    for number, make in enumerate(BOMBS.values()):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(make())
    root = Path(__file__).parents[3]
    environment = os.environ | {"PYTHONPATH": str(root)}
    command = [sys.executable, "-c", OPEN_EACH, *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root, env=environment, check=True)
    return dict(zip(BOMBS, map(str.split, result.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("what", BOMBS)
def test_a_bomb_is_refused_within_two_seconds_and_64_megabytes(what, opened_bombs):
    said, seconds, megabytes = opened_bombs[what]
    assert said == "refused"
    assert float(seconds) < 2
    assert float(megabytes) < 64
