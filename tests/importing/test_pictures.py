import tracemalloc
import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from articles import images
from articles.importing.pictures import Pictures
from articles.models import ImportBatch, Photo
from articles.pagedump import DumpError
from tests.articles.cameras import BYLINE, CAPTION, exif, picture, with_iptc
from tests.factories import make_article
from tests.importing.archive import undo
from tests.importing.tables.tables import send, table, told, work
from tests.importing.zips import STORED, Packed, zipped


def archive(*files):
    """Pictures in a zip of `files`, pairs of name and bytes."""
    return Pictures(BytesIO(zipped(*(Packed(*file, method=STORED) for file in files))))


def of(*names):
    """Pictures, one called by each name."""
    return archive(*((name, picture()) for name in names))


def refused(pictures, name):
    """What is said where there is no such picture to take."""
    with pytest.raises(DumpError) as caught:
        pictures.get(name)
    return str(caught.value)


def test_a_picture_is_made_anew_and_proposes_its_caption_and_credits():
    noted = with_iptc(
        picture(exif=exif(make="SecretCamera")), (CAPTION, "食堂开张".encode()), (BYLINE, "沈若谷".encode())
    )
    found = archive(("食堂.jpg", noted)).get("食堂.jpg")
    assert (found.caption, found.credits) == ("食堂开张", "沈若谷")
    made = found.file.read()
    assert Image.open(BytesIO(made)).size == (40, 30)
    assert b"Secret" in noted
    assert b"Secret" not in made
    assert "食堂" not in found.file.name


@pytest.mark.parametrize(
    "called",
    [
        *("2025/照片/食堂.JPG", "照片/食堂.jpg", "食堂.jpg", "./食堂.jpg", " 食堂.JPG ", "照片\\食堂.jpg"),
        *("/2025/照片/食堂.jpg", "2025\\照片\\食堂.jpg"),
    ],
)
def test_a_picture_is_called_by_its_path_or_the_end_of_it(called):
    assert of("2025/照片/食堂.JPG", "2025/照片/大食堂.JPG").get(called)


def test_names_of_macs_and_tables_agree():
    decomposed = unicodedata.normalize("NFD", "Café早樱.jpg")
    assert of(decomposed).get("café早樱.JPG")


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8"])
def test_names_that_windows_and_macs_have_not_marked_are_read(encoding):
    pictures = archive(("照片/食堂.jpg".encode(encoding), picture()))
    assert pictures.names == ["照片/食堂.jpg"]
    assert pictures.get("食堂.jpg")


def test_a_whole_path_goes_before_the_end_of_another():
    pictures = archive(("a.jpg", picture((40, 30))), ("b/a.jpg", picture((20, 10))))
    assert Image.open(pictures.get("a.jpg").file).size == (40, 30)
    assert Image.open(pictures.get("b/a.jpg").file).size == (20, 10)


def test_a_picture_that_is_not_there_is_named():
    told = "压缩包里没有图片“晨市.jpg”。请核对表格里的文件名（要写扩展名），或把图片补进压缩包。"
    assert refused(of("食堂.jpg"), "晨市.jpg") == told
    assert refused(of("食堂.jpg"), "别处/食堂.jpg").startswith("压缩包里没有图片“别处/食堂.jpg”")
    assert refused(of("食堂.jpg"), "").startswith("压缩包里没有图片“”")


def test_a_name_that_two_pictures_have_is_refused():
    told = "压缩包里有 2 张图片叫“a.jpg”（春/a.jpg、秋/A.jpg）。请在表格里连同文件夹一起写。"
    assert refused(of("春/a.jpg", "秋/A.jpg"), "a.jpg") == told
    told = "压缩包里有 2 张图片叫“a.jpg”（a.jpg、A.JPG）。请给它们改成不同的名字。"
    assert refused(of("a.jpg", "A.JPG"), "a.jpg") == told


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<svg/>", "“x.jpg”：这是 SVG 矢量图，只收 JPEG、PNG 和 WebP 格式。"),
        (picture()[:300], "“x.jpg”：图片已损坏或不完整。请重新传一次，或换一份完好的文件。"),
        ("说明".encode(), "“x.jpg”：读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。"),
        (b"", "“x.jpg”：读不出这张图片。请上传 JPEG、PNG 或 WebP 格式的图片。"),
    ],
)
def test_a_picture_that_cannot_be_taken_is_named_and_the_others_are_taken(data, message):
    pictures = archive(("x.jpg", data), ("y.jpg", picture()))
    assert refused(pictures, "x.jpg").startswith(message)
    assert pictures.get("y.jpg")


def test_a_large_file_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(images, "BYTES_LIMIT", 2**20)
    pictures = archive(("x.jpg", bytes(2**20 + 1)))
    assert refused(pictures, "x.jpg") == "“x.jpg”：文件超过 1 MB。请缩小或拆开后再导入。"


def test_damage_in_the_zip_harms_one_picture_alone():
    damaged = Packed("x.jpg", picture(), stream=b"damaged")
    pictures = Pictures(BytesIO(zipped(damaged, Packed("y.jpg", picture()))))
    assert refused(pictures, "x.jpg").startswith("“x.jpg”：这个文件在压缩包里已损坏。")
    assert pictures.get("y.jpg")


@pytest.mark.parametrize("data", [b"", b"no zip at all", picture()])
def test_what_is_no_zip_is_refused(data):
    with pytest.raises(DumpError, match="压缩包已损坏或不是 zip 格式。请重新压缩后再导入。"):
        Pictures(BytesIO(data))


def test_a_name_that_climbs_out_refuses_the_zip_whole():
    with pytest.raises(DumpError, match="压缩包里有指向外面的文件名"):
        of("a.jpg", "../../etc/b.jpg")


@pytest.mark.parametrize("hidden", [Packed("x.jpg", b"/etc/passwd", mode=0o120777), Packed("x.zip")])
def test_a_link_or_a_zip_in_it_refuses_the_zip_whole(hidden):
    with pytest.raises(DumpError, match=f"压缩包里.+“{hidden.name}”。请"):
        Pictures(BytesIO(zipped(Packed("a.jpg", picture()), hidden)))


@pytest.mark.parametrize("name", ["图片.csv", "数据/photos.XLSX", "photos.json"])
def test_the_table_is_found_beside_the_pictures(name):
    pictures = archive(("a.jpg", picture()), (name, b"table"), ("__MACOSX/._b.csv", b"x"))
    assert pictures.table == (name, b"table")
    assert pictures.names == ["a.jpg"]


def test_a_table_that_cannot_be_unpacked_is_named():
    pictures = Pictures(BytesIO(zipped(Packed("图.csv", b"table", stream=b"damaged"))))
    with pytest.raises(DumpError, match="“图.csv”：这个文件在压缩包里已损坏。请重新压缩后再导入。"):
        _ = pictures.table


def test_a_zip_without_a_table_says_what_to_add():
    told = "压缩包里没有表格。请放入一个 CSV、XLSX 或 JSON 表格，写明每张图片的文件名。"
    with pytest.raises(DumpError) as caught:
        _ = of("a.jpg").table
    assert str(caught.value) == told


def test_several_tables_are_named():
    with pytest.raises(DumpError) as caught:
        _ = archive(*((f"{name}.csv", b"x") for name in "甲乙丙丁")).table
    assert str(caught.value) == "压缩包里有 4 个表格（甲.csv、乙.csv、丙.csv 等）。请只留一个。"


def test_pictures_that_no_row_names_are_listed():
    leavings = "__MACOSX/b.jpg", "春/.DS_Store", "Thumbs.db"
    pictures = of("春/a.jpg", "秋/a.jpg", "b.jpg", "c.jpg", "说明.txt", *leavings)
    assert pictures.names == ["春/a.jpg", "秋/a.jpg", "b.jpg", "c.jpg", "说明.txt"]
    assert pictures.unused(["B.jpg", "秋/a.jpg", "none.jpg"]) == ["春/a.jpg", "c.jpg", "说明.txt"]
    assert pictures.unused(["a.jpg"]) == ["春/a.jpg", "秋/a.jpg", "b.jpg", "c.jpg", "说明.txt"]


def test_names_that_change_how_a_message_looks_are_told():
    pictures = of("a\u202egpj.jpg")
    assert pictures.names == ["a[U+202E]gpj.jpg"]
    assert refused(pictures, "b\u202e.jpg").startswith("压缩包里没有图片“b[U+202E].jpg”")


def test_one_picture_is_in_memory_at_a_time():
    bulk = bytes(range(256)) * 4096  # A megabyte behind the picture, as phones append films.
    pictures = archive(*((f"{number}.jpg", picture() + bulk) for number in range(30)))
    tracemalloc.start()
    for name in pictures.names:
        pictures.get(name)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * 2**20


@pytest.fixture
def _storage(settings, tmp_path):
    """Storage of our own for what is sent and for what is kept."""
    settings.MEDIA_ROOT = tmp_path / "media"
    uploads = settings.STORAGES["uploads"] | {"OPTIONS": {"location": tmp_path / "uploads"}}
    settings.STORAGES = settings.STORAGES | {"uploads": uploads}


@pytest.mark.django_db
@pytest.mark.usefixtures("_storage")
def test_a_zip_with_its_table_binds_pictures_to_articles():
    canteen, market = make_article("三家养老食堂开张"), make_article("石桥晨市重新开市")
    noted = with_iptc(
        picture(exif=exif(make="SecretCamera")), (CAPTION, "食堂开张".encode()), (BYLINE, "沈若谷".encode())
    )
    rows = [
        {"文件名": "食堂.jpg", "图片说明": "", "署名": "", "稿件编号": canteen.pk},
        {"文件名": "晨市.jpg", "图片说明": "摊位编了号。", "署名": "摄 祝青禾", "稿件编号": market.pk},
        {"文件名": "早樱.jpg", "图片说明": "早樱开了。", "署名": "", "稿件编号": ""},
    ]
    files = [("图/食堂.jpg", noted), ("图/晨市.jpg", noted), ("图/多余.jpg", picture())]
    packed = zipped(Packed("图片.csv", table(rows)), *(Packed(*file, method=STORED) for file in files))
    batch = work(send("photos", ("图片.zip", packed)))

    first, second = Photo.objects.order_by("pk")
    assert (first.article, first.caption) == (canteen, "食堂开张")
    assert [(credit.role, credit.credit_line) for credit in first.credits.all()] == [("摄", "沈若谷")]
    assert (second.article, second.caption) == (market, "摊位编了号。")
    assert [str(credit) for credit in second.credits.all()] == ["摄 祝青禾"]
    for photo in (first, second):
        made = Path(photo.image.path).read_bytes()
        assert Image.open(BytesIO(made)).size == (40, 30)
        assert not Image.open(BytesIO(made)).getexif()
        assert b"Secret" not in made
    missing = "压缩包里没有图片“早樱.jpg”。请核对表格里的文件名（要写扩展名），或把图片补进压缩包。"
    assert told(batch) == [f"4 文件名：{missing}"]
    assert batch.report["unused"] == {"number": 1, "first": ["图/多余.jpg"]}


@pytest.mark.django_db
@pytest.mark.usefixtures("_storage")
def test_pictures_that_no_row_names_are_told_for_good_the_first_of_them_by_name():
    spare = [Packed(f"{n:03}{'长' * 300}.jpg", picture(), method=STORED) for n in range(60)]
    rows = [{"文件名": "a.jpg", "图片说明": "早樱开了。"}]
    packed = zipped(Packed("图片.csv", table(rows)), Packed("a.jpg", picture(), method=STORED), *spare)
    batch = work(send("photos", ("图片.zip", packed)))
    unused = batch.report["unused"]
    assert (unused["number"], len(unused["first"])) == (60, 50)
    assert {len(name) for name in unused["first"]} == {200}
    assert undo(batch).report["unused"] == unused


@pytest.mark.django_db
@pytest.mark.usefixtures("_storage")
def test_a_table_resumed_at_its_end_has_used_the_pictures_of_its_first_rows():
    rows = [{"文件名": f"{n}.jpg", "图片说明": f"早樱开了{n}枝。"} for n in range(2)]
    files = [Packed(f"{n}.jpg", picture(), method=STORED) for n in range(3)]
    batch = send("photos", ("图片.zip", zipped(Packed("图片.csv", table(rows)), *files)))
    ImportBatch.objects.update(done=1)
    batch.refresh_from_db()
    assert work(batch).report["unused"] == {"number": 1, "first": ["2.jpg"]}
