import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article, ImportBatch
from tests.importing.samples import CANTEEN, bring_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(tmp_path):
    path = tmp_path / "2025-03-07_02.txt"
    path.write_text(CANTEEN)
    return bring_in(path).batch


def run(*args: object) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("undo_import", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def edit() -> Article:
    article = Article.objects.order_by("pk").first()
    article.headline = "三家食堂同日开张"
    article.save()
    return article


def test_it_takes_an_import_back_and_says_what_went(batch):
    out, err = run(batch.pk)
    words = "移除 2 篇稿件，1 张图片，1 个版面文本，3 位人员，1 个刊期。"
    assert out == f"{batch} 已撤销：{words}\n"
    assert err == ""
    assert not Article.objects.exists()


def test_what_somebody_has_changed_stays_and_it_says_why(batch):
    article = edit()
    out, _ = run(batch.pk)
    assert "移除 1 篇稿件，1 张图片" in out
    assert "保留 1 篇稿件，1 位人员，1 个刊期（有人改过 1）" in out
    assert Article.objects.get() == article


def test_a_dry_run_writes_nothing_and_names_what_would_stay(batch):
    edit()
    out, err = run(batch.pk, "--dry-run")
    assert out.startswith("试运行，没有写入：将移除 1 篇稿件，1 张图片")
    assert err == "将保留《三家食堂同日开张》：有人改过\n"
    assert Article.objects.count() == 2


@pytest.mark.parametrize("option", [[], ["--dry-run"]])
def test_for_programs_it_prints_one_line_of_json_and_nothing_else(batch, option):
    edit()
    out, err = run(batch.pk, "--json", *option)
    (line,) = out.splitlines()
    told = json.loads(line)
    assert (told["batch"], told["dry_run"]) == (batch.pk, bool(option))
    assert (told["gone"]["articles"], told["stays"]["articles"]) == (1, 1)
    assert told["reasons"] == {"有人改过": 1}
    assert err == ""


def test_an_undo_that_was_stopped_goes_on(batch):
    ImportBatch.objects.update(state="stopped", job="undo", report={"gone": {"articles": 7}})
    out, _ = run(batch.pk)
    assert "移除 9 篇稿件" in out


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"state": "waiting"}, "还没有导入任何内容"),
        ({"state": "running"}, "正在进行"),
        ({"kind": "topics"}, "是表格，不能试运行"),
    ],
)
def test_a_batch_that_cannot_be_undone_now_is_refused_with_a_word(batch, fields, words):
    ImportBatch.objects.update(**fields)
    with pytest.raises(CommandError, match=words):
        run(batch.pk, *["--dry-run"] * ("kind" in fields))


def test_a_batch_that_is_not_there_is_named():
    with pytest.raises(CommandError, match="没有批次 404"):
        run(404)
