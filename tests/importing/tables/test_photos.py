"""Photos from tables, with the zip of pictures that came along."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from articles.importing import jobs
from articles.importing.tables import preview
from articles.importing.tables.photos import PhotoTable
from articles.models import Article, ImportBatch, Photo, PhotoCredit, Status
from tests.factories import make_article, make_issue, make_photo
from tests.importing.tables.tables import bring_in, send, table, told, work

pytestmark = pytest.mark.django_db

ROW = {
    "图片说明": "公园的海棠开了，游人多起来。",
    "替代文字": "一树海棠花",
    "署名": "摄 沈若谷",
    "出版日期": "2025-03-07",
    "版次": "2",
}


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def picture(caption: str = "", artist: str = "", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, "steelblue")
    exif = image.getexif()
    if caption:
        exif[0x010E] = caption.encode()
    if artist:
        exif[0x013B] = artist.encode()
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def make_zip(**files: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_dot_", "."), data)
    return out.getvalue()


def with_pictures(rows: list[dict], **pictures: bytes) -> ImportBatch:
    """Import a table that lies in a zip beside its pictures."""
    data = make_zip(table_dot_csv=table(rows), **pictures)
    return work(send("photos", ("archive.zip", data)))


def test_a_row_becomes_a_draft_without_a_picture():
    batch = bring_in("photos", [ROW])
    assert told(batch) == []
    photo = Photo.objects.get()
    assert (photo.status, photo.caption, photo.alt) == (Status.DRAFT, ROW["图片说明"], ROW["替代文字"])
    assert (str(photo.issue), photo.page_number, photo.image.name) == ("2025-03-07", 2, "")
    assert str(photo.credits.get()) == "摄 沈若谷"
    assert batch.photos == 1


def test_pictures_in_the_zip_are_stored_anew_and_bound_to_articles():
    article = make_article(issue=make_issue(), page_number=3)
    rows = [{**ROW, "文件名": "海棠.jpg", "稿件编号": article.pk, "出版日期": "", "版次": ""}]
    batch = with_pictures(rows, 海棠_dot_jpg=picture())
    assert told(batch) == []
    photo = Photo.objects.get()
    assert (photo.article, photo.issue, photo.page_number) == (article, article.issue, 3)
    assert (photo.width, photo.height) == (60, 40)
    assert photo.image.name.startswith("photos/")
    with photo.image.open() as file:
        assert Image.open(file).getexif() == {}


def test_a_table_and_its_zip_may_come_side_by_side():
    rows = table([{**ROW, "文件名": "海棠.jpg"}])
    batch = work(send("photos", ("photos.csv", rows), ("pictures.zip", make_zip(海棠_dot_jpg=picture()))))
    assert told(batch) == []
    assert Photo.objects.get().image


def test_what_a_row_leaves_empty_is_taken_from_the_picture_and_noted():
    shown = picture("Crab-apple trees in the park. 公园的海棠开了。", "沈若谷")
    batch = with_pictures([{"文件名": "a.jpg", "图片说明": ""}], a_dot_jpg=shown)
    photo = Photo.objects.get()
    assert photo.caption.endswith("公园的海棠开了。")
    assert [(c.role, c.credit_line, c.correspondent) for c in photo.credits.all()] == [("摄", "沈若谷", None)]
    assert batch.rows.get().message == "说明取自图片自带信息，请核对；署名取自图片自带信息，请核对"


def test_what_a_row_says_outranks_the_picture():
    with_pictures([{**ROW, "文件名": "a.jpg"}], a_dot_jpg=picture("别的说明文字", "裴文澜"))
    photo = Photo.objects.get()
    assert (photo.caption, str(photo.credits.get())) == (ROW["图片说明"], "摄 沈若谷")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"文件名": "b.jpg"},
            "文件名：压缩包里没有图片“b.jpg”。请核对表格里的文件名（要写扩展名），或把图片补进压缩包。",
        ),
        (
            {"文件名": "text.jpg"},
            "文件名：“text.jpg”：读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。",
        ),
        ({"文件名": "", "图片说明": "", "版次": "2"}, "图片说明：和文件名都是空的。请至少填一项。"),
        (
            {"图片说明": "一", "稿件编号": "99"},
            "稿件编号：没有编号为“99”的稿件。请核对，不属于稿件的请留空。",
        ),
    ],
)
def test_a_bad_row_is_refused_and_the_others_come_in(row, said):
    rows = [{**ROW, "文件名": "a.jpg"}, row, {**ROW, "图片说明": "晨市开市，人来人往。"}]
    batch = with_pictures(rows, a_dot_jpg=picture(), text_dot_jpg=b"no picture")
    assert told(batch) == [f"3 {said}"]
    assert Photo.objects.count() == 2


def test_one_caption_over_two_pictures_is_two_photos():
    rows = [{**ROW, "文件名": "a.jpg"}, {**ROW, "文件名": "b.jpg"}, {**ROW, "文件名": "b.jpg"}]
    for counts in ((2, 1), (0, 3)):
        batch = with_pictures(rows, a_dot_jpg=picture(), b_dot_jpg=picture(size=(30, 20)))
        assert (batch.imported, batch.already) == counts
    assert sorted(Photo.objects.values_list("width", flat=True)) == [30, 60]


def test_a_picture_for_a_caption_that_is_in_is_asked_for_by_its_number():
    bring_in("photos", [ROW])
    key = Photo.objects.get().pk
    batch = with_pictures([{**ROW, "文件名": "a.jpg"}], a_dot_jpg=picture())
    assert told(batch) == [
        f"2 文件名：已有同样说明和署名的图片（编号 {key}），还没有图片文件。"
        f"要给它补上，请在“编号”列填 {key}。"
    ]
    with_pictures([{**ROW, "文件名": "a.jpg", "编号": key}], a_dot_jpg=picture())
    assert Photo.objects.get().image


def test_a_name_without_pictures_is_refused_with_what_to_do():
    batch = bring_in("photos", [{**ROW, "文件名": "photos/somebody-elses.jpg"}])
    assert told(batch) == [
        "2 文件名：没有随表格上传图片。请把图片和表格放进同一个 zip 再导入，或清空这一格。"
    ]


def test_the_same_again_changes_nothing_and_stores_nothing():
    rows = [
        {**ROW, "文件名": "a.jpg"},
        {"文件名": "b.jpg", "图片说明": ""},
        {"文件名": "c.jpg", "图片说明": "短"},
    ]
    pictures = {f"{name}_dot_jpg": picture() for name in "abc"}
    with_pictures(rows, **pictures)
    stored = set(default_storage.listdir("photos")[1])
    batch = with_pictures(rows, **pictures)
    assert (batch.imported, batch.already) == (0, 3)
    assert set(default_storage.listdir("photos")[1]) == stored
    assert Photo.objects.count() == 3


def test_a_blank_name_leaves_the_picture_where_it_is():
    photo = make_photo(status=Status.DRAFT, with_file=True)
    bring_in("photos", [{"编号": photo.pk, "文件名": "", "替代文字": "一树海棠花"}])
    name, photo = photo.image.name, Photo.objects.get()
    assert (photo.image.name, photo.alt) == (name, "一树海棠花")


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.WITHDRAWN, Status.APPROVED])
def test_what_is_public_or_reviewed_is_changed_at_the_desk_alone(status):
    photo = make_photo("公园的海棠开了", status=status)
    before = Photo.objects.values().get()
    for more in ({"文件名": "a.jpg"}, {"替代文字": "一树海棠花"}, {"图片说明": "公园的早樱"}):
        batch = with_pictures([{"编号": photo.pk, **more}], a_dot_jpg=picture())
        assert told(batch) == [
            f"2 编号：这张图片现为“{photo.get_status_display()}”，表格只改草稿。"
            "请到采编系统里改，或把改过的格子恢复原样。"
        ]
    assert Photo.objects.values().get() == before


def test_a_preview_looks_at_the_pictures_and_stores_none():
    rows = [{**ROW, "文件名": "a.jpg"}, {**ROW, "文件名": "b.jpg"}]
    batch = send("photos", ("archive.zip", make_zip(table_dot_csv=table(rows), a_dot_jpg=picture())))
    shown = preview(batch.uploads.get(), 0, 10)
    assert [outcome.outcome for _, outcome in shown] == ["new", "refused"]
    assert not default_storage.exists("photos")
    assert not Photo.objects.exists()


def test_pictures_of_a_chunk_that_fails_are_not_left_behind(monkeypatch):
    def fail(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(PhotoTable, "write_links", fail)
    batch = send(
        "photos", ("a.zip", make_zip(t_dot_csv=table([{**ROW, "文件名": "a.jpg"}]), a_dot_jpg=picture()))
    )
    lease = jobs.start(batch_ready(batch), "import")
    with pytest.raises(Exception, match="磁盘已满"):
        jobs.do(lease)
    assert default_storage.listdir("photos")[1] == []
    batch.refresh_from_db()
    assert (batch.state, batch.done, Photo.objects.count()) == ("stopped", 0, 0)


def batch_ready(batch: ImportBatch) -> ImportBatch:
    ImportBatch.objects.filter(pk=batch.pk).update(state="waiting")
    batch.refresh_from_db()
    return batch


def test_credits_and_articles_of_a_draft_are_changed_by_number():
    article = make_article()
    photo = make_photo("公园的海棠开了", status=Status.DRAFT)
    bring_in("photos", [{"编号": photo.pk, "稿件编号": article.pk, "署名": "沈若谷 摄"}])
    photo.refresh_from_db()
    assert photo.article == Article.objects.get()
    assert str(PhotoCredit.objects.get()) == "摄 沈若谷"
