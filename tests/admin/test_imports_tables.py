"""Tables at the desk: their kind told by their headers, each row looked at before it is written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, BatchRow, ImportBatch
from people.models import Correspondent
from tests.admin.batches import ADD, bring_in, do, sent, upload, url_of, zipped
from tests.desk import editor
from tests.factories import make_article, make_person

pytestmark = pytest.mark.django_db

PEOPLE = "姓名,单位\n祝青禾,望江路街道\n,无名单位\n裴文澜,区政务服务中心\n"


def page(desk, batch, **query) -> str:
    response = desk.get(url_of(batch, "preview"), query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_row_tells_what_it_would_become(desk):
    batch = upload(desk, sent("people.csv", PEOPLE))
    html = page(desk, batch)
    assert "people.csv：通讯员表格，共 3 行，以下是第 1–3 行" in html
    assert html.count("将新增") == 2
    assert "<dt>姓名</dt><dd>祝青禾</dd>" in html
    assert '第 3 行 <span class="outcome refused">不能导入</span>' in html
    assert "“姓名”列：不能为空。请填写" in html
    assert not Correspondent.objects.exists()


def test_a_row_that_changes_something_shows_before_and_after(desk):
    article = make_article("旧标题", status="draft")
    batch = upload(desk, sent("articles.csv", f"编号,标题\n{article.pk},新标题\n"))
    html = page(desk, batch)
    assert "将更新" in html
    assert "<dt>标题</dt><dd><del>旧标题</del> <ins>新标题</ins></dd>" in html
    assert Article.objects.get().headline == "旧标题"


def test_a_row_that_changes_nothing_says_so(desk):
    person = make_person("祝青禾", "望江路街道")
    assert "没有变化" in page(desk, upload(desk, sent("a.csv", f"编号,姓名\n{person.pk},祝青禾\n")))


def test_good_rows_come_in_and_bad_ones_are_named(desk):
    batch = bring_in(desk, sent("people.csv", PEOPLE), kind="correspondents")
    assert (batch.state, batch.imported, batch.refused) == ("finished", 2, 1)
    assert set(Correspondent.objects.values_list("name", flat=True)) == {"祝青禾", "裴文澜"}
    html = desk.get(url_of(batch), {"outcome": "refused"}).content.decode()
    assert "第 3 行，“姓名”列" in html
    assert "<dt>新增或更新的行</dt><dd>2</dd>" in html


def test_a_table_that_is_refused_whole_says_why_and_offers_no_start(desk):
    batch = upload(desk, sent("people.csv", "姓名,姓名\n祝青禾,沈若谷\n"))
    html = page(desk, batch)
    assert "表头“姓名”出现了两次。请删去其中一列，或改正它的表头。" in html
    assert "开始导入" not in html
    assert "放弃" in html


def test_a_person_may_say_what_a_table_is(desk):
    batch = upload(desk, sent("table.csv", "编号\n1\n"))
    said = {"kind": "photos", "encoding": ""}
    html = desk.post(url_of(batch, "preview"), said, follow=True).content.decode()
    batch.refresh_from_db()
    assert batch.kind == "photos"
    assert "table.csv：图片表格，共 1 行" in html
    assert "选项已保存，预览随之更新。" in html


def test_another_encoding_is_followed_by_the_preview(desk):
    batch = upload(desk, sent("people.csv", "姓名\n陳大文\n".encode("big5")))
    said = {"kind": "correspondents", "encoding": "big5"}
    html = desk.post(url_of(batch, "preview"), said, follow=True).content.decode()
    assert "陳大文" in html
    batch = do(desk, batch, "start", **said)
    assert Correspondent.objects.get().name == "陳大文"


def test_a_doubt_about_the_encoding_is_told_with_the_remedy_before_and_after(desk):
    doubt = "按 GB18030 读出的多是生僻字，文件可能是 Big5 或其他编码"
    data = "姓名,单位\n".encode("gb18030") + "丁文,中心月刊小川口分社友人工作日上下\n".encode("big5")
    batch = upload(desk, sent("people.csv", data))
    assert doubt in (html := page(desk, batch))
    assert "可在下面改选编码，再按新选项预览。" in html
    assert "可在预览里改选编码。" in desk.get(url_of(batch)).content.decode()
    batch = do(desk, batch, "start", kind="correspondents", encoding="")
    html = desk.get(url_of(batch)).content.decode()
    assert doubt in html
    assert "要改用别的编码，请撤销这一批，重新上传后在预览里改选。" in html
    do(desk, batch, "undo")
    assert doubt in desk.get(url_of(batch)).content.decode()


def test_no_doubt_is_left_once_somebody_has_said_the_encoding(desk):
    data = "姓名\n丁文\n中心月刊小川口\n分社友人工作日上下\n上官友人\n".encode("big5")
    batch = upload(desk, sent("people.csv", data))
    assert "按 GB18030 读出" in page(desk, batch)
    said = {"kind": "correspondents", "encoding": "big5"}
    html = desk.post(url_of(batch, "preview"), said, follow=True).content.decode()
    assert "按 GB18030 读出" not in html
    assert "上官友人" in html


def test_pictures_that_no_row_names_are_listed(desk, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    table = "图片说明,文件名\n早开的海棠,\n"
    batch = bring_in(desk, zipped({"photos.csv": table, "<b>.jpg": b"\xff\xd8\xff"}), kind="photos")
    html = desk.get(url_of(batch)).content.decode()
    assert "压缩包里有 1 个文件，表格里没有一行写它，没有导入。要导入它们，" in html
    assert "<li>&lt;b&gt;.jpg</li>" in html


def test_rows_that_were_in_already_are_listed_with_what_they_are(desk):
    person = make_person("祝青禾", "望江路街道")
    batch = bring_in(desk, sent("people.csv", "姓名,单位\n祝青禾,望江路街道\n"), kind="correspondents")
    html = desk.get(url_of(batch), {"outcome": "already"}).content.decode()
    assert f"第 2 行（编号 {person.pk}）" in html


def test_dumps_are_no_kind_of_table(desk):
    batch = upload(desk, sent("people.csv", PEOPLE))
    html = desk.post(url_of(batch, "preview"), {"kind": "dumps"}, follow=True).content.decode()
    assert "选项没有保存" in html
    assert ImportBatch.objects.get().kind == "correspondents"


def test_rows_are_shown_fifty_at_a_time(desk):
    lines = "".join(f"裴文澜{n},单位\n" for n in range(120))
    batch = upload(desk, sent("people.csv", f"姓名,单位\n{lines}"))
    html = page(desk, batch, page=3)
    assert "共 120 行，以下是第 101–120 行" in html
    assert html.count("将新增") == 20
    assert "第 102 行" in html
    assert desk.get(url_of(batch, "preview"), {"page": 4}).status_code == 404


def test_a_zip_of_pictures_is_looked_at_with_its_table(desk):
    table = "图片说明,文件名\n早开的海棠,lost.jpg\n"
    batch = upload(desk, zipped({"photos.csv": table, "a.jpg": b"\xff\xd8\xff"}))
    html = page(desk, batch)
    assert "archive.zip：图片表格，共 1 行" in html
    assert "压缩包里没有图片“lost.jpg”" in html


def test_a_preview_of_rows_asks_as_often_for_many_as_for_few(desk):
    def asked(rows: int) -> int:
        lines = "".join(f"裴文澜{n},单位\n" for n in range(rows))
        address = url_of(upload(desk, sent("people.csv", f"姓名,单位\n{lines}")), "preview")
        desk.get(address)
        with CaptureQueriesContext(connection) as queries:
            desk.get(address)
        return len(queries)

    assert asked(50) == asked(2) <= 16


def test_who_may_not_change_people_sees_no_row_and_starts_nothing(client):
    client.force_login(editor("add_importbatch"))
    client.post(ADD, {"files": [sent("people.csv", PEOPLE)]})
    batch = ImportBatch.objects.get()
    html = page(client, batch)
    assert "您没有导入这种表格的权限" in html
    assert "祝青禾" not in html
    assert client.post(url_of(batch, "start"), {"kind": "correspondents"}).status_code == 403
    batch.refresh_from_db()
    assert batch.state == "waiting"
    assert not BatchRow.objects.exists()


def test_templates_are_offered_to_whoever_may_see_what_they_are_for(client, desk):
    html = desk.get(ADD).content.decode()
    for label in ("稿件表格", "通讯员表格", "图片表格", "主题表格"):
        assert f">{label}</a>" in html
    client.force_login(editor("add_importbatch", "view_photo"))
    html = client.get(ADD).content.decode()
    assert ">图片表格</a>" in html
    assert ">稿件表格</a>" not in html
