"""The page 导入: what comes in waits for its preview, and what goes wrong leaves nothing behind."""

import errno
from pathlib import Path

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import FileSystemStorage
from django.test import Client

from articles.models import Dump, ImportBatch, Upload
from articles.models.batch import upload_storage
from tests.admin.batches import ADD, sent, upload, url_of, zipped
from tests.desk import administrator, editor
from tests.importing.samples import CANTEEN, MARKET

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(monkeypatch, tmp_path) -> Path:
    """Where this test's uploads are kept."""
    for storage in (upload_storage(), Upload._meta.get_field("file").storage):
        monkeypatch.setattr(storage, "location", str(tmp_path))
    return tmp_path


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_dumps_and_zips_sent_together_wait_as_one_batch(desk, kept):
    response = desk.post(
        ADD,
        {
            "files": [sent("2025-03-07_02.txt", CANTEEN), zipped({"2025-03-08/01.txt": MARKET})],
            "date": "",
            "page_number": "",
            "encoding": "",
        },
    )
    batch = ImportBatch.objects.get()
    assert response.url == url_of(batch, "preview")
    assert (batch.kind, batch.state, batch.created_by.username) == ("dumps", "waiting", "chief")
    assert [upload.name for upload in batch.uploads.all()] == ["2025-03-07_02.txt", "archive.zip"]
    assert not Dump.objects.exists()
    assert "上传 2 个文件" in LogEntry.objects.get().change_message


def test_uploads_are_kept_under_keys_of_our_own(desk, kept):
    batch = upload(desk, sent("../../etc/passwd.txt", CANTEEN))
    (row,) = batch.uploads.all()
    assert row.name == "passwd.txt"
    (path,) = files_in(kept)
    assert str(path).endswith(row.file.name)
    assert "passwd" not in str(path)
    assert path.read_text() == CANTEEN
    assert row.size == len(CANTEEN.encode())


def test_what_was_asked_is_kept_with_the_batch(desk):
    batch = upload(desk, sent("a.txt", CANTEEN), date="2025-03-07", page_number="2", encoding="gb18030")
    assert batch.options == {"date": "2025-03-07", "page": 2, "encoding": "gb18030", "publish": False}


def test_each_table_is_a_batch_of_its_own_known_by_its_headers(desk):
    people = sent("people.csv", "姓名,单位\n祝青禾,望江路街道\n")
    topics = sent("topics.csv", "主题名,网址标识\n助餐,zhucan\n")
    response = desk.post(ADD, {"files": [people, sent("a.txt", CANTEEN), topics]}, follow=True)
    kinds = {batch.uploads.get().name: batch.kind for batch in ImportBatch.objects.all()}
    assert kinds == {"a.txt": "dumps", "people.csv": "correspondents", "topics.csv": "topics"}
    assert response.redirect_chain[0][0].endswith("?state__exact=waiting")
    assert "收到的文件分成 3 个批次，还没有导入" in response.content.decode()


def test_a_zip_of_pictures_belongs_to_the_table_that_comes_with_it(desk):
    table = sent("photos.csv", "图片说明,文件名\n早开的海棠,a.jpg\n")
    upload(desk, table, zipped({"a.jpg": b"\xff\xd8\xff"}))
    batch = ImportBatch.objects.get()
    assert batch.kind == "photos"
    assert [upload.name for upload in batch.uploads.all()] == ["photos.csv", "archive.zip"]


def test_a_zip_of_pictures_with_a_table_in_it_is_a_table(desk):
    batch = upload(desk, zipped({"a.jpg": b"\xff\xd8\xff", "photos.csv": "图片说明,文件名\n海棠,a.jpg\n"}))
    assert (batch.kind, batch.total) == ("photos", 1)


def test_a_zip_that_cannot_be_read_is_told_of_in_the_preview(desk):
    batch = upload(desk, sent("broken.zip", b"PK\x03\x04 no more"))
    html = desk.get(url_of(batch, "preview")).content.decode()
    assert "压缩包已损坏或不是 zip 格式。请重新压缩后再导入。" in html


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "没有选择文件。请选择或拖入要导入的文件。"),
        ({"files": [sent("a.txt", CANTEEN)], "date": "7/3"}, "出版日期要写成 2025-03-07 这样。"),
        ({"files": [sent("a.txt", CANTEEN)], "page_number": "0"}, "选项有误，文件没有保存。"),
        ({"files": [sent("a.txt", CANTEEN)], "encoding": "rot13"}, "选项有误，文件没有保存。"),
    ],
)
def test_a_request_without_files_or_with_a_wrong_option_keeps_nothing(desk, kept, data, said):
    response = desk.post(ADD, data)
    assert said in response.content.decode()
    assert not ImportBatch.objects.exists()
    assert files_in(kept) == []


def test_too_many_files_at_once_are_refused_with_advice(desk, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    response = desk.post(ADD, {"files": [sent(f"{n}.txt", CANTEEN) for n in range(3)]})
    assert "一次最多上传 2 个文件。请把文件压缩成一个 zip 再上传。" in response.content.decode()
    assert not Upload.objects.exists()


def test_too_large_a_request_is_refused_before_it_is_read(desk, settings):
    settings.UPLOAD_SIZE_LIMIT = 2**20
    response = desk.post(ADD, {"files": [sent("a.txt", b"x" * 2**21)]})
    assert "这次的文件共 2 MB，超过 1 MB。请分几次上传" in response.content.decode()
    assert not Upload.objects.exists()


def test_a_full_disk_is_told_and_nothing_stays_half_stored(desk, kept, monkeypatch):
    save = FileSystemStorage._save

    def full(self, name, content):
        if content.name == "2.txt":
            (kept / name).parent.mkdir(parents=True)
            (kept / name).write_bytes(b"half of it")
            raise OSError(errno.ENOSPC, "No space left on device")
        return save(self, name, content)

    monkeypatch.setattr(FileSystemStorage, "_save", full)
    response = desk.post(ADD, {"files": [sent("1.txt", CANTEEN), sent("2.txt", MARKET)]})
    assert "磁盘已满。请腾出空间后再导入。" in response.content.decode()
    assert not ImportBatch.objects.exists()
    assert files_in(kept) == []


def test_a_disk_that_is_full_while_the_files_come_in_is_told_too(desk, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "not there"
    response = desk.post(ADD, {"files": [sent("a.txt", b"x" * 2**20)]})
    assert "找不到这个文件或文件夹" in response.content.decode()
    assert not Upload.objects.exists()


def test_who_may_not_import_is_refused_before_anything_is_read(client, kept):
    client.force_login(editor("view_importbatch", "change_article"))
    assert client.get(ADD).status_code == 403
    assert client.post(ADD, {"files": [sent("a.txt", CANTEEN)]}).status_code == 403
    assert files_in(kept) == []


def test_a_request_from_another_site_is_refused_and_leaves_nothing(kept):
    client = Client(enforce_csrf_checks=True)
    client.force_login(administrator())
    assert client.post(ADD, {"files": [sent("a.txt", CANTEEN)]}).status_code == 403
    assert not ImportBatch.objects.exists()
    assert files_in(kept) == []


def test_a_stranger_is_asked_who_they_are(client):
    assert client.get(ADD).url.startswith("/admin/login/")


def test_the_desk_leads_to_the_page_whoever_may_import(desk, client):
    assert f'<a href="{ADD}">导入</a>' in desk.get("/admin/").content.decode()
    client.force_login(editor("view_importbatch"))
    assert f'href="{ADD}"' not in client.get("/admin/").content.decode()


def test_the_page_itself_asks_the_database_for_nobody_but_the_user(desk, django_assert_num_queries):
    desk.get(ADD)
    with django_assert_num_queries(5):
        assert desk.get(ADD).status_code == 200
