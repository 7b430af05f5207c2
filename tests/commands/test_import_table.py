import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportBatch, Photo
from tests.factories import make_article
from tests.importing.tables.tables import ARTICLE, table
from tests.importing.tables.test_photos import ROW as PHOTO
from tests.importing.tables.test_photos import make_zip, picture

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "years.csv"
    path.write_bytes(table([ARTICLE, {"标题": "简讯"}]))
    return path


def run(*args: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_table", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_says_what_it_made(path):
    out, err = run(path)
    batch = ImportBatch.objects.get()
    assert out == f"已导入稿件表格，2 行新增，0 行更新，0 行没有变化。批次 {batch.pk}。\n"
    assert err == ""
    assert (batch.kind, batch.state, batch.uploads.get().name) == ("articles", "finished", "years.csv")


def test_again_it_says_that_nothing_is_new(path):
    run(path)
    out, _ = run(path)
    assert "0 行新增，0 行更新，2 行没有变化" in out
    assert Article.objects.count() == 2


def test_a_dry_run_writes_nothing(path):
    out, _ = run(path, "--dry-run")
    assert out == "试运行，没有写入：稿件表格将有 2 行新增，0 行更新，0 行没有变化。\n"
    assert not Article.objects.exists()
    assert not ImportBatch.objects.exists()


@pytest.mark.parametrize("dry", [True, False])
def test_bad_rows_are_named_and_the_others_come_in(tmp_path, dry):
    article = make_article("旧标题", status="draft")
    path = tmp_path / "t.json"
    rows = [{"编号": article.pk, "标题": "新标题"}, {"标题": "一", "出版日期": "去年"}, {"标题": "二"}]
    path.write_bytes(table(rows, "json"))
    out, err = StringIO(), StringIO()
    args = [str(path), *(["--dry-run"] if dry else [])]
    with pytest.raises(CommandError, match="1 行未导入，原因见上。") as caught:
        call_command("import_table", *args, stdout=out, stderr=err)
    assert caught.value.returncode == 1
    assert err.getvalue() == "第 2 行“出版日期”：“去年”不是日期。请写成 2025-03-07 这样。\n"
    assert "1 行新增，1 行更新，0 行没有变化" in out.getvalue()
    assert Article.objects.count() == (1 if dry else 2)


def test_machines_are_told_in_one_line(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(table([{"标题": "一", "版次": "头版"}, {"标题": "二"}]))
    out = StringIO()
    with pytest.raises(CommandError, match="原因见输出的 messages"):
        call_command("import_table", str(path), "--json", stdout=out, stderr=StringIO())
    assert json.loads(out.getvalue()) == {
        "batch": ImportBatch.objects.get().pk,
        "kind": "articles",
        "rows": 2,
        "encoding": "utf-8-sig",
        "new": 1,
        "changed": 0,
        "same": 0,
        "refused": 1,
        "messages": [
            {
                "row": 2,
                "column": "版次",
                "outcome": "refused",
                "message": "“头版”不是 1 到 999 的整数。请改正。",
            }
        ],
        "unused": {},
    }


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("标题,标题\n一,二\n".encode(), "表头“标题”出现了两次。请删去其中一列，或改正它的表头。"),
        ("甲,乙\n一,二\n".encode(), "认不出这是什么表格（表头：甲、乙）。请下载模板，照它的表头填写。"),
        (b"", "文件是空的。请检查文件是否保存完整。"),
    ],
)
def test_a_file_that_is_refused_whole_leaves_no_batch(tmp_path, data, words):
    path = tmp_path / "bad.csv"
    path.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        run(path)
    assert str(caught.value) == f"{path}：{words}"
    assert not ImportBatch.objects.exists()


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match="nothing.csv：读不出来"):
        run(tmp_path / "nothing.csv")


def test_a_header_that_nobody_can_read_is_no_fault_of_the_header_s(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("姓名\n丁文\n中心月刊小川口\n分社友人工作日上下\n上官友人\n".encode("big5"))
    with pytest.raises(CommandError, match="必要时指定编码重新导入。$"):
        run(path, "--dry-run")
    assert "4 行新增" in run(path, "--encoding", "big5")[0]


def test_kind_and_encoding_may_be_named(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes("编号,说明\n,只有这两列\n".encode("gb18030"))
    with pytest.raises(CommandError, match="不认识的表头：“说明”"):
        run(path, "--kind", "articles")
    with pytest.raises(CommandError, match="文件不符合指定的编码"):
        run(path, "--encoding", "utf-8")


def test_a_zip_of_pictures_with_its_table_is_imported(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "photos.zip"
    path.write_bytes(make_zip(t_dot_csv=table([{**PHOTO, "文件名": "a.jpg"}]), a_dot_jpg=picture()))
    for args in (["--dry-run"], []):
        out, err = run(path, *args)
        assert ("1 行新增" in out, err) == (True, "")
    assert Photo.objects.get().image


@pytest.mark.parametrize("dry", [True, False])
def test_pictures_that_no_row_names_are_told(tmp_path, settings, dry):
    settings.MEDIA_ROOT = tmp_path / "media"
    path = tmp_path / "photos.zip"
    rows = table([{**PHOTO, "文件名": "a.jpg"}])
    path.write_bytes(make_zip(t_dot_csv=rows, a_dot_jpg=picture(), b_dot_jpg=picture()))
    args = ["--dry-run"] if dry else []
    said = "压缩包里有 1 个文件，表格里没有一行写它，没有导入：b.jpg。"
    assert run(path, *args)[1] == f"{said}要导入它们，请在“文件名”列写上，再运行一次。\n"
    assert json.loads(run(path, "--json", *args)[0])["unused"] == {"number": 1, "first": ["b.jpg"]}
