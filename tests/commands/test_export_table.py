import json
from io import StringIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from articles.importing.tables.kinds import TABLES, headers_of
from tests.factories import make_article

pytestmark = pytest.mark.django_db


def run(*args: object) -> str:
    out = StringIO()
    call_command("export_table", *map(str, args), stdout=out)
    return out.getvalue()


def test_a_table_is_printed():
    make_article("社区食堂开张")
    header, row = run("articles").splitlines()
    assert header.split(",") == headers_of("articles")
    assert "社区食堂开张" in row
    (found,) = json.loads(run("articles", "--format", "json"))
    assert found["标题"] == "社区食堂开张"


@pytest.mark.parametrize("kind", [kind.value for kind in TABLES])
def test_a_file_has_the_format_of_its_name_and_is_written_whole(tmp_path, kind):
    make_article("社区食堂开张")
    path = tmp_path / "t.xlsx"
    assert run(kind, "--output", path) == ""
    assert [cell.value for cell in openpyxl.load_workbook(path).active[1]] == headers_of(kind)
    assert [file.name for file in tmp_path.iterdir()] == ["t.xlsx"]


def test_a_template_is_written(tmp_path):
    path = tmp_path / "t.xlsx"
    run("articles", "--template", "--output", path)
    assert openpyxl.load_workbook(path).sheetnames == ["表格", "说明"]
    assert run("topics", "--template").startswith("编号,主题名,网址标识")


def test_what_cannot_be_done_is_told(tmp_path):
    make_article("长文", body=f"<p>{'字' * 32_768}</p>")
    with pytest.raises(CommandError, match="请改为导出 CSV 或 JSON"):
        run("articles", "--output", tmp_path / "t.xlsx")
    with pytest.raises(CommandError, match="不认识的格式“ods”。请用 --format 指定 csv、xlsx、json。"):
        run("articles", "--output", tmp_path / "t.ods")
    with pytest.raises(CommandError, match="XLSX 不能显示在终端上。请用 --output 指定文件。"):
        run("topics", "--format", "xlsx")
    with pytest.raises(CommandError, match="写不进去"):
        run("topics", "--output", tmp_path / "nowhere" / "t.csv")
    assert list(tmp_path.iterdir()) == []
