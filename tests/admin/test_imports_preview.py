"""A preview: what each file would become is seen before it is, and nothing is written by looking."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.importing import jobs
from articles.models import Article, BatchFile, Dump, ImportBatch, Issue, Notice
from people.models import Correspondent
from tests.admin.batches import bring_in, sent, upload, url_of, zipped
from tests.desk import editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db

EVERYTHING = (ImportBatch, BatchFile, Dump, Article, Notice, Issue, Correspondent, LogEntry)
CHANGED = MARKET.replace("雨天也不用收摊", "雨天也能照常摆摊，晚上七点收")


def rows_of_everything() -> list[int]:
    return [model.objects.count() for model in EVERYTHING]


def page(desk, batch, *named, **query) -> str:
    response = desk.get(url_of(batch, "file" if named else "preview", *named), query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_file_tells_what_was_found_and_why_it_is_refused(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    files = [("2025-03-07_02.txt", CANTEEN), ("again.txt", MARKET), ("empty.txt", ""), ("a.pdf", "%PDF-1.4")]
    html = page(desk, upload(desk, *(sent(*file) for file in files)))
    assert "还没有导入任何内容" in html
    assert "2 篇新增，1 张图片，0 条提示" in html
    assert "《望江路街道三家养老食堂同日开张》《政务服务中心推出午间延时》" in html
    assert "2025-03-07 第2版，UTF-8" in html
    assert f'<a href="/admin/articles/dump/{Dump.objects.get().pk}/change/">查看已导入的版面</a>' in html
    assert "文件是空的。请检查文件是否保存完整。" in html
    assert "这不是文本文件，而是PDF 文档。请导入纯文本（.txt 或 .md）。" in html


def test_looking_writes_nothing(desk):
    batch = upload(desk, sent("2025-03-07_02.txt", CANTEEN), sent("empty.txt", ""))
    before = rows_of_everything()
    page(desk, batch)
    page(desk, batch, 0)
    page(desk, batch, 1)
    assert rows_of_everything() == before


def test_a_file_is_shown_with_its_lines_beside_what_it_becomes(desk):
    html = page(desk, upload(desk, sent("2025-03-07_02.txt", CANTEEN)), 0)
    for part in ("望江路街道三家养老食堂同日开张", "通讯员 祝青禾", "养老（命中：养老×3", "摄 沈若谷"):
        assert part in html
    assert '<li id="line-5" class=""><span class="number">5</span>' in html
    assert '<a href="#line-3">第 3–9 行</a>，第2版' in html


def test_a_notice_stands_on_its_line(desk):
    html = page(desk, upload(desk, sent("page.txt", CANTEEN)), 0)
    assert "不知道这一版的出版日期，请在稿件中选定刊期" in html
    assert '<li id="line-1" class=" noted">' in html


def test_a_changed_copy_is_shown_with_what_differs(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    batch = upload(desk, sent("2025-03-08_1.txt", CHANGED))
    assert "1 篇与已有的文字不同" in page(desk, batch)
    html = page(desk, batch, 0)
    assert "《晨市有了固定摊位》与库中已有的文字不同" in html
    assert "晚上七点收" in html
    assert f'href="/admin/articles/article/{Article.objects.get().pk}/change/"' in html


def test_a_changed_copy_of_a_page_tells_what_it_has_no_more(desk):
    bring_in(desk, sent("2025-03-07_02.txt", CANTEEN))
    shorter = CANTEEN.partition("政务服务中心推出")[0].replace("六元", "七元")
    html = page(desk, upload(desk, sent("2025-03-07_2.txt", shorter)), 0)
    assert "2025-03-07_02.txt</a>的另一份，文字不全相同。" in html
    assert "《政务服务中心推出午间延时》</a>。" in html
    assert "<del>六</del><ins>七</ins>" in html


def test_what_is_in_already_from_another_page_is_linked(desk):
    bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    html = page(desk, upload(desk, sent("2025-03-08_01.md", CANTEEN + MARKET)), 0)
    assert "《晨市有了固定摊位》此前已导入" in html


def test_what_cannot_be_imported_is_shown_as_far_as_it_can_be_read(desk):
    batch = upload(desk, sent("one.txt", "1"), sent("two.txt", b"\x81"))
    html = page(desk, batch, 0)
    assert "不能导入" in html
    assert '<li id="line-1"' in html
    assert '<ol class="lines">' not in page(desk, batch, 1)


def test_other_options_are_followed_by_the_preview(desk):
    batch = upload(desk, sent("page.txt", MARKET.encode("big5", "ignore")))
    assert "晨市有了固定摊位" not in page(desk, batch)
    said = {"date": "2025-03-09", "page_number": "7", "encoding": "big5"}
    response = desk.post(url_of(batch, "preview"), said, follow=True)
    html = response.content.decode()
    assert "选项已保存，预览随之更新。" in html
    assert "2025-03-09 第7版，BIG5" in html
    assert "晨市有了固定" in html
    response = desk.post(url_of(batch, "file", 0), {**said, "date": "2025-03-10"}, follow=True)
    assert "2025-03-10 第7版，BIG5" in response.content.decode()


def test_a_wrong_option_is_told_and_not_kept(desk):
    batch = upload(desk, sent("page.txt", MARKET))
    html = desk.post(url_of(batch, "preview"), {"date": "8/3"}, follow=True).content.decode()
    assert "选项没有保存：出版日期要写成 2025-03-07 这样。" in html
    batch.refresh_from_db()
    assert batch.options["date"] is None


def test_files_are_shown_twenty_at_a_time(desk):
    texts = {f"2025/{n:03}.txt": MARKET.replace("石桥", f"石桥{n}号") for n in range(45)}
    batch = upload(desk, zipped(texts))
    html = page(desk, batch, page=2)
    assert "共 45 个文件，以下是第 21–40 个" in html
    assert html.count('<li class="imported">') == 20
    assert "archive.zip/2025/020.txt" in html
    assert f'href="{url_of(batch, "file", 20)}"' in html
    assert f'href="{url_of(batch, "file", 44)}">' in page(desk, batch, page=3)


def queries_of(desk, address: str) -> int:
    desk.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert desk.get(address).status_code == 200
    return len(queries)


def test_a_preview_asks_as_often_for_many_files_as_for_few(desk):
    def asked(files: int) -> int:
        pages = {f"2025-03-08_{n:02}.txt": MARKET.replace("石桥", f"石桥{n}号") for n in range(files)}
        return queries_of(desk, url_of(upload(desk, zipped(pages)), "preview"))

    assert asked(20) == asked(2) <= 30


def test_one_file_asks_as_often_for_many_articles_as_for_few(desk):
    def asked(articles: int) -> int:
        text = "".join(MARKET.replace("石桥", f"石桥{n}号") for n in range(articles))
        return queries_of(desk, url_of(upload(desk, sent("2025-03-08_01.txt", text)), "file", 0))

    assert asked(20) == asked(2) <= 54


def test_starting_puts_the_batch_into_the_queue(desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    response = desk.post(url_of(batch, "start"))
    assert response.url == url_of(batch)
    batch.refresh_from_db()
    assert (batch.state, batch.job) == ("queued", "import")
    assert not Dump.objects.exists()
    jobs.work(batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.imported, batch.articles) == ("finished", 1, 1)
    assert "开始导入" in [entry.change_message for entry in LogEntry.objects.all()]


def test_options_changed_with_the_start_are_looked_at_first(desk):
    batch = upload(desk, sent("page.txt", MARKET))
    response = desk.post(url_of(batch, "start"), {"date": "2025-03-08"}, follow=True)
    html = response.content.decode()
    assert "选项改了，预览已随之更新。请看过再开始导入。" in html
    assert "2025-03-08" in html
    batch.refresh_from_db()
    assert batch.state == "waiting"
    desk.post(url_of(batch, "start"), {"date": "2025-03-08"})
    batch.refresh_from_db()
    assert batch.state == "queued"


def test_starting_twice_is_refused_in_words(desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    desk.post(url_of(batch, "start"))
    html = desk.post(url_of(batch, "start"), follow=True).content.decode()
    assert f"{batch}已经开始导入过了。" in html


def test_a_batch_that_nobody_wants_goes_with_its_files(desk, django_capture_on_commit_callbacks):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    file = batch.uploads.get().file
    with django_capture_on_commit_callbacks(execute=True):
        html = desk.post(url_of(batch, "discard"), follow=True).content.decode()
    assert f"{batch}已放弃，上传的文件已删除，没有导入任何内容。" in html
    assert not ImportBatch.objects.exists()
    assert not file.storage.exists(file.name)


def test_what_is_imported_already_is_not_thrown_away(desk):
    batch = bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    html = desk.post(url_of(batch, "discard"), follow=True).content.decode()
    assert "不能丢弃" in html
    assert Article.objects.count() == 1


def test_the_preview_of_what_is_confirmed_is_its_own_page(desk):
    batch = bring_in(desk, sent("2025-03-08_01.txt", MARKET))
    assert desk.get(url_of(batch, "preview")).url == url_of(batch)
    assert desk.get(url_of(batch, "file", 0)).status_code == 404


@pytest.mark.parametrize("address", ["preview/9/", "preview/?page=2", "preview/?page=x", "preview/?page=0"])
def test_what_is_not_there_is_not_found(desk, address):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    assert desk.get(f"/admin/articles/importbatch/{batch.pk}/{address}").status_code == 404
    assert desk.get(f"/admin/articles/importbatch/{batch.pk + 1}/preview/").status_code == 404


def test_only_who_may_import_looks_and_starts(client, desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    client.force_login(editor("view_importbatch", "undo_importbatch", "release_importbatch"))
    assert client.get(url_of(batch, "preview")).status_code == 403
    assert client.get(url_of(batch, "file", 0)).status_code == 403
    assert client.post(url_of(batch, "start")).status_code == 403
    assert client.post(url_of(batch, "discard")).status_code == 403
    assert ImportBatch.objects.get().state == "waiting"


def test_looking_at_an_action_does_not_do_it(desk):
    batch = upload(desk, sent("2025-03-08_01.txt", MARKET))
    for name in ("start", "discard", "stop", "resume"):
        assert desk.get(url_of(batch, name)).status_code == 405
    assert ImportBatch.objects.get().state == "waiting"
