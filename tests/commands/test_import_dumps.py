import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportBatch, Status
from tests.faults import archive, works
from tests.faults.newsrooms import new_newsroom
from tests.importing.samples import CANTEEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "2025-03-07_02.txt").write_text(CANTEEN)
    return tmp_path


def run(*args: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_dumps", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_says_what_it_made(folder):
    out, err = run(folder)
    assert "已导入，2 篇新增，1 张图片" in out
    assert err == ""


def test_again_it_says_that_nothing_is_new(folder):
    run(folder)
    out, _ = run(folder)
    assert "1 个文件此前已导入，跳过。" in out
    assert "已导入，0 篇新增" in out


def test_a_dry_run_writes_nothing(folder):
    out, _ = run(folder, "--dry-run")
    assert out.startswith("试运行，没有写入：将有 2 篇新增，1 张图片")
    assert not Article.objects.exists()


def test_publishing_is_asked_for(folder):
    out, _ = run(folder, "--publish", "--date", "2025-04-11", "--page", "3")
    assert "均已发布" in out
    assert {(a.status, str(a.issue), a.page_number) for a in Article.objects.select_related("issue")} == {
        (Status.PUBLISHED, "2025-04-11", 3)
    }


BAD_FILES = {
    "empty.txt": (b"", "文件是空的"),
    "blank.txt": (b"\n \n\n", "空"),
    "nul.txt": ("正文\0正文".encode(), "NUL"),
    "picture.txt": (b"\x89PNG\r\n\x1a\n\0\0", "PNG"),
    "cut.txt": ("区里开了三家食堂。".encode()[:-1], "字节"),
    "wide.txt": ("区里开了三家食堂。".encode("utf-16-le"), "UTF-16"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_named_with_a_remedy_and_the_others_come_in(folder, name):
    data, words = BAD_FILES[name]
    (folder / name).write_bytes(data)
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 个文件未能导入") as caught:
        call_command("import_dumps", str(folder), stdout=out, stderr=err)
    assert caught.value.returncode == 1
    (line,) = err.getvalue().strip().splitlines()
    assert f"{name}：" in line
    assert words in line
    assert "请" in line
    assert Article.objects.count() == 2


def test_text_that_may_have_another_encoding_comes_in_with_a_warning(tmp_path):
    path = tmp_path / "page.txt"
    path.write_bytes(("區公所舉辦里民大會，討論巷道停車與資源回收，出席者踴躍發言。\n" * 9).encode("big5"))
    out, err = run(path)
    assert err.startswith(f"{path}：")
    assert "编码" in err
    assert "1 篇新增" in out


def test_a_missing_path_is_named_and_the_others_come_in(folder):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_dumps", "/no/such", str(folder), stdout=StringIO(), stderr=err)
    assert err.getvalue() == "/no/such：找不到这个文件或文件夹。请检查路径是否写对。\n"
    assert Article.objects.count() == 2


def test_an_unknown_encoding_is_named(folder):
    err = StringIO()
    with pytest.raises(CommandError):
        call_command("import_dumps", str(folder), "--encoding", "klingon", stdout=StringIO(), stderr=err)
    assert "klingon" in err.getvalue()
    assert not Article.objects.exists()


@pytest.mark.parametrize("option", ["--date=tomorrow", "--date=2025-02-30", "--page=0", "--page=front"])
def test_a_senseless_option_is_refused_in_chinese(folder, option):
    with pytest.raises(CommandError, match=r"不是日期|不是版次"):
        call_command("import_dumps", str(folder), option)


def test_for_programs_it_prints_one_line_of_json_and_nothing_else(folder):
    (folder / "empty.txt").touch()
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match="1 个文件未能导入，原因见输出的 messages") as caught:
        call_command("import_dumps", str(folder), "--json", stdout=out, stderr=err)
    assert caught.value.returncode == 1
    assert err.getvalue() == ""
    (line,) = out.getvalue().splitlines()
    told = json.loads(line)
    (message,) = told.pop("messages")
    assert message["name"].endswith("empty.txt")
    assert "请" in message["message"]
    assert told == {
        "batch": ImportBatch.objects.get().pk,
        "files": 2,
        "imported": 1,
        "already": 0,
        "refused": 1,
        "articles": 2,
        "linked": 0,
        "differing": 0,
        "photos": 1,
        "notices": 0,
    }


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_shows_how_far_it_is_how_fast_and_how_long_it_will_take(folder):
    err = Terminal()
    call_command("import_dumps", str(folder), stdout=StringIO(), stderr=err)
    for word in ("导入", "1/1", "文件/秒", "剩余"):
        assert word in err.getvalue()


def test_ctrl_c_leaves_what_is_in_and_says_how_to_go_on(tmp_path):
    dumps = archive.write(tmp_path / "archive", 40)
    with new_newsroom() as newsroom:
        with pytest.raises(CommandError, match="再次运行同一命令，会从中断处继续") as caught:
            newsroom.call(works.interrupted, dumps)
        assert caught.value.returncode == 130
        ((state, error, *_, imported, already, refused),) = newsroom.call(works.accounts)
        assert (state, error) == ("stopped", "已被中断。再次运行会从中断处继续。")
        assert imported + already == 30
        newsroom.call(works.import_dumps, dumps)
        assert newsroom.call(works.accounts)[1][:4] == ("finished", "", 40, 40)


def test_an_import_that_somebody_stops_at_the_desk_says_so(tmp_path):
    dumps = archive.write(tmp_path / "archive", 40)
    with new_newsroom() as newsroom:
        with pytest.raises(CommandError, match="导入停止：批次 1：任务已被停止"):
            newsroom.call(works.import_stopped, dumps)
        assert newsroom.call(works.accounts)[0][:3] == ("stopped", "已由裴文澜停止。", 30)
